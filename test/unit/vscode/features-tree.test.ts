import assert from 'node:assert/strict';
import { sessionsTree } from '../../../src/vscode/trees/sessions-tree.js';
import { smallSession } from '../../support/small-workflow.js';
import { allRows, rowOf, treeText } from '../../support/tree-text.js';
import { load, t } from './views.js';

const at = (name: string): string => `.ai/project/features/${name}/spec.yaml`;
const requirement = (id: string, test = 'optional'): string => `{id: ${id}, title: About ${id}, description: d, priority: high, acceptance_criteria: [a], test_coverage: ${test}}`;

/** A spec with three requirements: one covered, one that nobody builds, one that nobody tests. */
const spec = (status: string, name = 'Login'): string => [
  'version: "1.0"',
  `feature: {id: login, name: "${name}", priority: high, status: ${status}}`,
  'objective: {summary: s}',
  `requirements: {functional: [${[requirement('FR-1'), requirement('FR-2'), requirement('FR-3', 'required')].join(', ')}]}`,
  'contracts: {}',
  'tasks: {backend: [{id: BE-1, title: t, reference: "FR-1, FR-3", acceptance_criteria: [a], done_when: d}]}',
  '',
].join('\n');

const linked = { '.workflow/WFS-login/workflow-session.json': JSON.stringify({ ...JSON.parse(smallSession('WFS-login', 'paused')) as object, feature: 'login' }) };

describe('The features in the sessions tree', () => {
  it('come below the sessions, with status, coverage, their sessions and what nobody covers', async () => {
    const view = await load({ ...linked, [at('login')]: spec('in_progress') });
    assert.equal(treeText(sessionsTree([view], t)), [
      'debug-pause The WFS-login | 0/0 · paused',
      'lightbulb Features | 1',
      '  play-circle Login | 1/3 covered · in progress',
      '    debug-pause The WFS-login | 0/0 · paused',
      '    circle-slash FR-2 About FR-2 | no task',
      '    circle-slash FR-3 About FR-3 | no test',
    ].join('\n'));
  });

  it('have ids of their own, also for a session that stands there twice', async () => {
    const rows = allRows(sessionsTree([await load({ ...linked, [at('login')]: spec('review'), [at('other')]: spec('review') })], t));
    assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length);
  });

  it('are shown where there is no session yet, and are no group where there are none', async () => {
    assert.equal(treeText(sessionsTree([await load({ [at('login')]: spec('planning') })], t)).split('\n')[0], 'lightbulb Features | 1');
    assert.ok(!treeText(sessionsTree([await load({ ...linked, '.ai/project/config.yaml': '' })], t)).includes('Features'));
  });

  it('show a broken spec with its error, and one whose schema is broken with the number of errors', async () => {
    const rows = sessionsTree([await load({ [at('a')]: 'a: "x', [at('login')]: spec('planning').replace('priority: high, status', 'status'), [at('empty')]: '' })], t);
    assert.match(treeText(rows), / {2}warning a \| Missing closing/);
    assert.equal(rowOf(rows, 'a').context, 'feature');
    assert.equal(rowOf(rows, 'Login').description, '1/3 covered · planning · 1 error');
    assert.match(rowOf(rows, 'empty').description, /^no requirements · no status · 1 error$/);
  });

  it('offer what can be done with them', async () => {
    const words = async (status: string): Promise<string> => rowOf(sessionsTree([await load({ [at('login')]: spec(status) })], t), 'Login').context;
    assert.equal(await words('planning'), 'feature readable step tasks');
    assert.equal(await words('completed'), 'feature readable tasks');
    assert.equal(await words('strange'), 'feature readable tasks');
    const empty = rowOf(sessionsTree([await load({ [at('login')]: 'feature: {id: login, status: blocked}\n' })], t), 'login');
    assert.deepEqual([empty.context, empty.icon.id, empty.shape], ['feature readable step', 'circle-slash', 'leaf']);
  });

  it('lead to the spec, and a requirement to its place in it', async () => {
    const view = await load({ [at('login')]: spec('planning') });
    const rows = sessionsTree([view], t);
    assert.deepEqual([rowOf(rows, 'Login').target, rowOf(rows, 'Login').click], [{ kind: 'feature', root: '/root', spec: at('login') }, 'workflow.openSpec']);
    assert.deepEqual(rowOf(rows, 'FR-3 About FR-3').target, { kind: 'feature', root: '/root', spec: at('login'), requirement: 'FR-3' });
  });

  it('say name, coverage and status aloud, and never more than one line of what a file says', async () => {
    const rows = sessionsTree([await load({ [at('login')]: spec('blocked', 'Log\\nin') })], t);
    assert.equal(allRows(rows).find(({ id }) => id.startsWith('feature:'))?.spoken, 'Feature Log in, 1/3 covered, blocked');
    assert.equal(rowOf(rows, 'FR-2 About FR-2').spoken, 'Requirement FR-2 About FR-2, no task');
  });
});
