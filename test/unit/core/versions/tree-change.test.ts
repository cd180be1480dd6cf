import assert from 'node:assert/strict';
import { deriveOperations, isSameFile, type TreeChange, type TreeFile } from '../../../../src/core/versions/tree-change.js';

const empty: TreeFile = { hash: 'sha256:e3b0', mode: 'file' };
const gone = (path: string, before = empty): TreeChange => ({ path, before, after: null, performedAt: 0, said: 'Deleted' });
const come = (path: string, after = empty): TreeChange => ({ path, before: null, after, performedAt: 0, said: 'Created' });
const moves = (changes: readonly TreeChange[]): readonly string[] => deriveOperations(changes, { sequence: 1, now: 0 })
  .map(({ type, targetPath, rollbackData }) => `${type} ${rollbackData?.to ?? ''} ${targetPath ?? ''}`.replace(/ +/g, ' '));

describe('What changes of a tree come to', () => {
  it('pairs files that are alike in their order, each once; what is left over went or came', () => {
    assert.deepEqual(moves([gone('a/__init__.py'), gone('b/__init__.py'), come('c/a/__init__.py'), come('c/b/__init__.py'), come('c/c/__init__.py')]), [
      'MOVE a/__init__.py c/a/__init__.py', 'MOVE b/__init__.py c/b/__init__.py', 'CREATE c/c/__init__.py']);
    assert.deepEqual(moves([gone('a'), gone('b'), gone('c'), come('d')]), ['DELETE b', 'DELETE c', 'RENAME a d']);
  });

  it('takes a file for moved only where it is of the same kind', () => {
    assert.deepEqual(moves([gone('a'), come('b', { ...empty, mode: 'executable' })]), ['DELETE a', 'CREATE b']);
    assert.deepEqual([isSameFile(empty, { ...empty }), isSameFile(empty, { ...empty, mode: 'symlink' }), isSameFile(null, null), isSameFile(null, empty)], [true, false, true, false]);
  });

  it('moves a folder of thousands of files that are alike', () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `${String(index).padStart(5, '0')}/empty`);
    const found = moves([...names.map((name) => gone(`old/${name}`)), ...names.map((name) => come(`new/${name}`))]);
    assert.deepEqual(found, names.map((name) => `MOVE old/${name} new/${name}`));
  });
});
