import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseTreeStatus } from '../../../../src/core/worktrees/parse-tree.js';

const object = '0123456789abcdef0123456789abcdef01234567';

describe('what git status says', () => {
  it('is counted: changes, untracked files, conflicts; a renamed file is one change', () => {
    const text = [
      `# branch.oid ${object}`, '# branch.head feature/x', '# branch.ab +1 -2',
      `1 .M N... 100644 100644 100644 ${object} ${object} a.txt`, `2 R. N... 100644 100644 100644 ${object} ${object} R100 new name`, '? old name',
      `u UU N... 100644 100644 100644 100644 ${object} ${object} ${object} both of us.txt`, '? untracked', '! ignored', '',
    ].join('\0');
    assert.deepEqual(parseTreeStatus(text), { head: object, branch: 'feature/x', changed: 3, untracked: 1, conflicts: ['both of us.txt'] });
  });

  it('knows a detached head and a branch without commits', () => {
    assert.deepEqual(parseTreeStatus(`# branch.oid ${object}\0# branch.head (detached)\0`), { head: object, branch: null, changed: 0, untracked: 0, conflicts: [] });
    assert.equal(parseTreeStatus('# branch.oid (initial)\0# branch.head main\0').head, null);
  });

  it('is counted right whatever files are called', () => {
    const name = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !text.includes('\0'));
    const change = name.map((path) => ({ kind: 'changed', text: `1 .M N... 100644 100644 100644 ${object} ${object} ${path}` }));
    const rename = fc.tuple(name, name).map(([to, from]) => ({ kind: 'changed', text: `2 R. N... 100644 100644 100644 ${object} ${object} R100 ${to}\0${from}` }));
    const untracked = name.map((path) => ({ kind: 'untracked', text: `? ${path}` }));
    fc.assert(fc.property(fc.array(fc.oneof(change, rename, untracked)), (entries) => {
      const status = parseTreeStatus(entries.map(({ text }) => `${text}\0`).join(''));
      assert.equal(status.changed, entries.filter(({ kind }) => kind === 'changed').length);
      assert.equal(status.untracked, entries.filter(({ kind }) => kind === 'untracked').length);
    }));
  });
});
