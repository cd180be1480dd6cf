import assert from 'node:assert/strict';
import type { VersionState } from '../../../src/core/versions/versions.js';
import { durationText } from '../../../src/vscode/versions/version-look.js';
import { versionsTree, waitingDecisions, waitingDecisionsText, type VersionsView } from '../../../src/vscode/versions/versions-tree.js';
import { given, smallEvidence, smallOperation, smallReview, smallRun, smallVersion } from '../../support/small-versions.js';
import { allRows, rowOf, treeText } from '../../support/tree-text.js';
import { t } from './views.js';

const view = (...versions: readonly VersionState[]): VersionsView => ({ root: '/repo', name: 'repo', state: { versions } });
const tree = (...versions: readonly VersionState[]): ReturnType<typeof versionsTree> => versionsTree([view(...versions)], { t, limit: 200, limits: new Map() });

const agreed = { approvals: { design: given, implementation: given } };
const changed = smallRun('T-1', {
  status: 'completed', completedAt: '2026-11-02T10:03:20Z', durationMs: 200_000, attemptNumber: 2,
  operations: [
    smallOperation('src/new.ts', { type: 'CREATE', id: 'op_1', changes: { before: null, after: `sha256:${'b'.repeat(64)}`, diffSummary: 'Created, 12 lines' } }),
    smallOperation('src/now.ts', { type: 'RENAME', id: 'op_2', rollbackData: { action: 'move_file', from: 'src/now.ts', to: 'src/once.ts' }, changes: { before: null, after: null, diffSummary: '' } }),
    smallOperation('User', { type: 'UPDATE', id: 'op_3', targetType: 'entity', targetPath: null, reversible: false }),
  ],
  reviewSession: smallReview({ decision: 'needs_changes', notes: 'Names are short', issuesFound: ['src/new.ts:3: no test'], suggestions: ['Split it'] }),
  leftOut: ['big.bin: over 16 MiB'],
}, { attempts: [smallRun('T-1', { status: 'failed', attemptNumber: 1 }, { home: 'rollbacks' })] });

describe('the tree of versions', () => {
  it('shows a version with its approvals, runs, what they changed, reviews and attempts before', () => {
    assert.equal(treeText(tree(smallVersion('v001', {}, { runs: [changed] }))), [
      'versions v001: Login | in progress · 1/1 runs completed',
      '  bell-dot Design | waits for you',
      '  bell-dot Implementation | waits for you',
      '  pass-filled T-1 | completed · 3 changes · attempt 2 · backend · 3 min 20 s',
      '    request-changes Review | needs changes · person:ann',
      '      note Names are short | notes',
      '      issues src/new.ts:3: no test | issue',
      '      lightbulb Split it | suggestion',
      '    diff-added src/new.ts | created · 12 lines',
      '    diff-renamed src/now.ts | renamed · from src/once.ts',
      '    diff-modified entity User | changed · +1 −1',
      '    eye-closed big.bin: over 16 MiB | not recorded',
      '    error Attempt 1 | failed · backend',
    ].join('\n'));
  });

  it('puts first what waits for the person, then the latest version', () => {
    const reviewed = smallVersion('v001', agreed, { runs: [smallRun('T-2'), smallRun('T-9', { status: 'review' })] });
    const rows = tree(reviewed, smallVersion('v002', { status: 'completed', ...agreed }), smallVersion('v003', { status: 'rolled_back', ...agreed }));
    assert.deepEqual(rows.map(({ label }) => label), ['v001: Login', 'v003: Login', 'v002: Login']);
    assert.deepEqual(rowOf(rows, 'v001: Login').children.map(({ label }) => label), ['Design', 'Implementation', 'T-9', 'T-2']);
    assert.deepEqual(rows.map(({ shape }) => shape), ['expanded', 'collapsed', 'collapsed']);
  });

  it('counts what waits for the person, in words', () => {
    const runs = [smallRun('T-1', { status: 'review' })];
    const waiting = waitingDecisions([view(smallVersion('v001', {}, { runs })), view(smallVersion('v001', { status: 'completed' }))]);
    assert.deepEqual(waiting, { approvals: 2, reviews: 1 });
    assert.equal(waitingDecisionsText(t, waiting), '2 approvals, 1 review');
    assert.equal(waitingDecisionsText(t, { approvals: 0, reviews: 0 }), '');
  });

  it('says why a run is blocked or has failed', () => {
    const errors = [{ timestamp: '2026-11-02T10:00:00Z', phase: 'run', errorType: 'blocked', message: 'No access\nto the wiki', stackTrace: null, resolved: false, resolution: null }];
    assert.match(rowOf(tree(smallVersion('v001', {}, { runs: [smallRun('T-1', { status: 'blocked', errors })] })), 'T-1').description, /^blocked · No access to the wiki · backend$/);
  });

  it('shows what rollbacks undid, and lets them be undone', () => {
    const rollbacks = [smallRun('rollback-1', { status: 'completed', rollback: { of: 'T-1' }, operations: [smallOperation('a')] }, { home: 'rollbacks' })];
    const row = rowOf(tree(smallVersion('v001', {}, { runs: [changed], rollbacks })), 'Rollback of T-1');
    assert.equal(row.context, 'record rollback undoable');
    assert.equal(row.icon.id, 'discard');
  });

  it('calls what undid a single change after its file', () => {
    const rollbacks = [smallRun('rollback-1', { status: 'completed', rollback: { of: 'op_20261102_100500_001' }, operations: [smallOperation('src/a.ts')] }, { home: 'rollbacks' })];
    assert.equal(rowOf(tree(smallVersion('v001', {}, { runs: [changed], rollbacks })), 'Rollback of src/a.ts').spoken.startsWith('Rollback of src/a.ts, completed'), true);
  });

  it('shows what proves the tests of a run, the latest proof first, with how it was made', () => {
    const rows = tree(smallVersion('v001', agreed, { runs: [smallRun('T-1', { evidence: [
      smallEvidence({ proved: false, reason: 'They pass.', tests: ['a.test.ts', 'b.test.ts'], commit: null, tree: 'c'.repeat(40), green: null }),
      smallEvidence({ recordedAt: '2026-11-02T10:06:00Z' }),
    ] })] }));
    const [proof, attempt] = rowOf(rows, 'T-1').children;
    assert.deepEqual([proof, attempt].map((row) => `${row?.icon.id ?? ''} ${row?.label ?? ''} | ${row?.description ?? ''}`), [
      'beaker Red proof | proved · a.test.ts · aaaaaaaaaa', 'beaker-stop Red proof | not proved · a.test.ts and 1 more · staged',
    ]);
    assert.deepEqual(proof?.tooltip.slice(4), ['It is.', '$ node --test a.test.ts', 'Without what is tested: exit code 1', 'not ok', 'With it: exit code 0', '2026-11-02T10:06:00Z']);
    assert.equal(attempt?.spoken, 'Red proof, not proved, a.test.ts and 1 more, staged');
  });

  it('offers for a row what can be done with it, and no more', () => {
    const runs = [
      smallRun('T-1'), smallRun('T-2', { status: 'blocked', operations: [smallOperation('a')] }), smallRun('T-3', { status: 'completed', operations: [smallOperation('a')] }),
      smallRun('T-4', { status: 'review' }), smallRun('T-5', { reviewSession: smallReview({ decision: 'needs_changes' }) }), smallRun('T-6', {}, { broken: true }),
    ];
    const rows = tree(smallVersion('v001', {}, { runs }));
    const contextOf = (label: string): string => rowOf(rows, label).context;
    assert.deepEqual(['T-1', 'T-2', 'T-3', 'T-4', 'T-5', 'T-6'].map(contextOf), ['ending', 'startable undoable', 'startable undoable summary', 'waiting', 'startable', ''].map((words) => `record run ${words}`.trim()));
    assert.equal(contextOf('v001: Login'), 'version record completable undoable');
    assert.equal(contextOf('Design'), 'approval design');
    assert.deepEqual(tree(smallVersion('v002', { status: 'rolled_back' })).map(({ context, children }) => [context, ...children.map((child) => child.context)]), [['version record', 'approval', 'approval']]);
  });

  it('opens the difference of a file at a click, and of nothing else', () => {
    const clicks = allRows(tree(smallVersion('v001', {}, { runs: [changed] }))).filter(({ click }) => click !== null);
    assert.deepEqual(clicks.map(({ label, click }) => [label, click]), [['src/new.ts', 'workflow.showOperation'], ['src/now.ts', 'workflow.showOperation']]);
  });

  it('says what cannot be read, instead of hiding it, and opens it at a click', () => {
    const rows = tree(smallVersion('v001', {}, { broken: true }), smallVersion('v002', agreed, { runs: [smallRun('T-1', {}, { broken: true })] }));
    const broken = [rowOf(rows, 'v001: Login'), rowOf(rows, 'T-1')];
    assert.deepEqual(broken.map(({ description, click }) => [description, click]), broken.map(() => ['cannot be read', 'workflow.openRecord']));
  });

  it('has an id of its own for every row, and a spoken label', () => {
    const attempt = smallRun('T-1', { status: 'failed', operations: [smallOperation('a')] }, { home: 'rollbacks' });
    const rows = allRows(tree(smallVersion('v001', {}, { runs: [smallRun('T-1', { operations: [smallOperation('a'), smallOperation('bc')] }, { attempts: [attempt] })] }), smallVersion('v002')));
    assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length);
    assert.deepEqual(rows.filter(({ spoken }) => spoken === ''), []);
    assert.equal(rowOf(rows, 'T-1').spoken, 'Run of T-1, in progress, 2 changes, backend');
  });

  it('shows a limited number of rows of a list, and more when asked', () => {
    const runs = [smallRun('T-1', { operations: ['a', 'bb', 'ccc'].map((path) => smallOperation(path)) })];
    const rows = versionsTree([view(smallVersion('v001', {}, { runs }))], { t, limit: 2, limits: new Map() });
    const more = rowOf(rows, 'Show more');
    assert.equal(more.description, '2 of 3 shown');
    assert.ok(more.target.kind === 'more' && more.target.list.startsWith('versions:'));
    const all = versionsTree([view(smallVersion('v001', {}, { runs }))], { t, limit: 2, limits: new Map([[more.target.list, 4]]) });
    assert.deepEqual(rowOf(all, 'T-1').children.map(({ label }) => label), ['a', 'bb', 'ccc']);
  });

  it('makes the rows of what nobody unfolded only when they are looked at', () => {
    let said = 0;
    const counting: typeof t = (...message) => {
      said += 1;
      return t(...message);
    };
    const runs = [smallRun('T-1', { status: 'completed', operations: Array.from({ length: 100 }, (_, index) => smallOperation(`file-${index}`, { id: `op_${index}` })) })];
    const rows = versionsTree([view(smallVersion('v001', { status: 'completed' }, { runs }))], { t: counting, limit: 200, limits: new Map() });
    assert.ok(said < 10, `${said} texts for a version that is folded`);
    const run = rowOf(rows, 'T-1');
    assert.equal(run.children.length, 100);
    assert.equal(run.children, run.children, 'and only once');
  });

  it('has a row for each folder where there are several', () => {
    const views = [view(smallVersion('v001')), { ...view(smallVersion('v001')), root: '/other', name: 'other' }, { ...view(), root: '/empty', name: 'empty' }];
    assert.deepEqual(versionsTree(views, { t, limit: 200, limits: new Map() }).map(({ label }) => label), ['repo', 'other']);
  });

  it('shows titles of agents as one harmless line', () => {
    const [row] = tree(smallVersion('v001', { feature: 'Log\u202ein\n$(bug)' }));
    assert.ok(!/[\n\u202e]/.test(row?.label ?? '\n'));
  });
});

describe('a time span', () => {
  it('is said in its two largest units', () => {
    assert.deepEqual([0, 59_400, 61_000, 3_660_000, 90_000_000].map((span) => durationText(t, span)), ['0 s', '59 s', '1 min 1 s', '1 h 1 min', '1 d 1 h']);
  });
});
