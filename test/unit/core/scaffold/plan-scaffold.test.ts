import assert from 'node:assert/strict';
import { failure, success } from '../../../../src/base/result.js';
import { planScaffold, planScaffoldRemoval, type ScaffoldContext, type ScaffoldPlan } from '../../../../src/core/scaffold/plan-scaffold.js';
import { scaffoldKit, scaffoldNames } from '../../../../src/core/scaffold/scaffold-kits.js';
import type { ScaffoldKit } from '../../../../src/core/scaffold/scaffold-file.js';
import { parseScaffoldRecord, renderScaffoldRecord } from '../../../../src/core/scaffold/scaffold-record.js';
import { sha256 } from '../../../../src/node/sha256.js';
import { placesOf } from '../../../support/usual-places.js';

const kit: ScaffoldKit = {
  files: [{ path: 'tools/one.sh', text: 'one\n', executable: true }, { path: 'tools/two.md', text: 'two\n' }],
  merges: [{
    path: 'settings.json',
    add: (text) => (text === 'bad' ? failure('settings.json is no JSON; repair it first.') : success(text?.includes('ours') ? null : `${text ?? ''}ours`)),
    remove: (text) => success(text.includes('ours') ? text.replace('ours', '') : null),
  }],
};

const context = (texts: Readonly<Record<string, string>> = {}, record: Readonly<Record<string, string>> = {}): ScaffoldContext => (
  { found: new Map(Object.entries(texts).map(([path, text]) => [path, { kind: 'text', text }])), record, sha256 });

function planned(made: ReturnType<typeof planScaffold>): ScaffoldPlan {
  assert.equal(made.kind, 'scaffold');
  return made;
}

const whole = { 'tools/one.sh': 'one\n', 'tools/two.md': 'two\n', 'settings.json': 'ours' };

describe('a scaffold', () => {
  it('makes what is absent, each folder once, and says what is executable', () => {
    const { plan, written, leftAlone } = planned(planScaffold([kit], context()));
    assert.deepEqual(plan.steps, [
      { kind: 'make-directory', path: 'tools' },
      { kind: 'create-file', path: 'tools/one.sh', content: 'one\n', executable: true },
      { kind: 'create-file', path: 'tools/two.md', content: 'two\n', executable: false },
      { kind: 'write-text', path: 'settings.json', from: null, to: 'ours' },
    ]);
    assert.deepEqual([written, leftAlone], [['tools/one.sh', 'tools/two.md', 'settings.json'], []]);
  });

  it('changes nothing the second time', () => {
    const { plan, written, leftAlone, changed } = planned(planScaffold([kit], context(whole)));
    assert.deepEqual([plan.steps, written, leftAlone, changed], [[], [], Object.keys(whole), []]);
  });

  it('never overwrites what somebody changed, and says so', () => {
    const { plan, leftAlone, changed } = planned(planScaffold([kit], context({ ...whole, 'tools/two.md': 'mine\n' }, { 'tools/two.md': sha256('two\n') })));
    assert.deepEqual([plan.steps, leftAlone, changed], [[], Object.keys(whole), ['tools/two.md']]);
  });

  it('replaces an older version of ours that nobody changed', () => {
    const { plan, record } = planned(planScaffold([kit], context({ ...whole, 'tools/two.md': 'two, older\n' }, { 'tools/two.md': sha256('two, older\n') })));
    assert.deepEqual(plan.steps, [{ kind: 'write-text', path: 'tools/two.md', from: 'two, older\n', to: 'two\n' }]);
    assert.deepEqual(record, { 'tools/one.sh': sha256('one\n'), 'tools/two.md': sha256('two\n') });
  });

  it('leaves a file alone that cannot be read, and refuses to merge into one', () => {
    const unreadable = { kind: 'unreadable', reason: 'not-a-file', detail: 'it is a symbolic link' } as const;
    const over = planned(planScaffold([{ ...kit, merges: [] }], { ...context(), found: new Map([['tools/one.sh', unreadable]]) }));
    assert.deepEqual([over.written, over.changed], [['tools/two.md'], ['tools/one.sh']]);
    const into = planScaffold([kit], { ...context(), found: new Map([['settings.json', unreadable]]) });
    assert.deepEqual(into, { kind: 'refusal', code: 'scaffold/refused', message: 'settings.json cannot be read (it is a symbolic link), so nothing was written; put a plain text file there.' });
    assert.equal(planScaffold([kit], context({ 'settings.json': 'bad' })).kind, 'refusal');
  });

  it('is taken away again, but for what somebody changed', () => {
    const older = { 'tools/two.md': sha256('two, older\n') };
    const { plan, written, leftAlone, changed, record } = planned(planScaffoldRemoval([kit], context({ 'tools/one.sh': 'mine\n', 'tools/two.md': 'two, older\n', 'settings.json': 'theirs, ours' }, { ...older, 'other.md': 'x' })));
    assert.deepEqual(plan.steps, [
      { kind: 'remove-file', path: 'tools/two.md', from: 'two, older\n' },
      { kind: 'write-text', path: 'settings.json', from: 'theirs, ours', to: 'theirs, ' },
    ]);
    assert.deepEqual([written, leftAlone, changed, record], [['tools/two.md', 'settings.json'], ['tools/one.sh'], ['tools/one.sh'], { 'other.md': 'x' }]);
    assert.deepEqual(planned(planScaffoldRemoval([kit], context())).plan.steps, []);
  });
});

describe('the record of what was written', () => {
  it('comes back as it was', () => {
    const record = { 'a b.sh': sha256('x'), 'ü.md': sha256('y') };
    assert.deepEqual(parseScaffoldRecord(renderScaffoldRecord(record)), record);
  });

  it('is empty where it cannot be read: then everything counts as changed', () => {
    for (const text of ['', '[]', 'null', '{"a": ', '{"a": 1}']) assert.deepEqual(parseScaffoldRecord(text), {});
  });
});

describe('the files of workflow init', () => {
  const files = scaffoldNames.flatMap((name) => scaffoldKit(name, placesOf()).files);

  it('have each path once, below a folder of tools', () => {
    assert.equal(new Set(files.map(({ path }) => path)).size, files.length);
    for (const { path } of files) assert.match(path, /^(?:\.ai|\.claude|\.github|plugins)\/[\w./-]+$/);
  });

  it('are written with plain line ends and end with one', () => {
    for (const { path, text } of files) assert.match(text, /^[^\r]*[^\r\n]\n$/, path);
  });

  it('are executable where they are scripts, with a shebang, strict mode and usage', () => {
    for (const { path, text, executable } of files.filter((each) => each.path.endsWith('.sh'))) {
      assert.equal(executable, true, path);
      assert.match(text, /^#!\/usr\/bin\/env bash\n/, path);
      assert.match(text, /^set -euo pipefail$/m, path);
      assert.match(text, /^usage\(\) \{$/m, path);
    }
  });
});
