import assert from 'node:assert/strict';
import type { FileChange, Obstacle } from '../../../src/core/versions/plan-rollback.js';
import { isHindered, rollbackDetail, type ToldRollback } from '../../../src/vscode/versions/rollback-words.js';
import { smallOperation } from '../../support/small-versions.js';
import { t } from './views.js';

const file = (hash: string): FileChange['from'] => ({ hash, mode: 'file' });
const told = (changes: readonly FileChange[], more: { readonly obstacles?: readonly Obstacle[]; readonly worktree?: string; readonly leftOut?: readonly string[] } = {}): ToldRollback => ({
  trees: [{ worktree: more.worktree ?? null, rollback: { changes, obstacles: more.obstacles ?? [], untouched: [] } }], leftOut: more.leftOut ?? [],
});
const obstacle: Obstacle = { operation: 'op_1', path: 'a.ts', why: 'it was changed since', expected: null };

describe('what a person is told before something is rolled back', () => {
  it('names every file with what becomes of it, and that it can be undone', () => {
    assert.equal(rollbackDetail(t, told([
      { path: 'gone.ts', from: null, to: file('1') }, { path: 'new.ts', from: file('1'), to: null },
      { path: 'changed.ts', from: file('1'), to: file('2') }, { path: 'run.sh', from: file('1'), to: { hash: '1', mode: 'executable' } },
    ])), [
      'What will be done:', '• restore gone.ts', '• delete new.ts', '• put back changed.ts', '• change the permissions of run.sh', '', 'What the files are now is kept, so that this can be undone.',
    ].join('\n'));
  });

  it('says what stays as it is, and why', () => {
    const rollback = told([], { obstacles: [obstacle], leftOut: ['big.bin: over 16 MiB'] });
    const entity = smallOperation('x', { targetType: 'entity', targetId: 'User' });
    const withEntity = { ...rollback, trees: rollback.trees.map((tree) => ({ ...tree, rollback: { ...tree.rollback, untouched: [entity] } })) };
    assert.equal(rollbackDetail(t, withEntity), [
      'What cannot be undone:', '• a.ts: it was changed since', '', 'What stays, because it was not recorded:', '• big.bin: over 16 MiB', '',
      'What stays:', '• entity User: nothing is known about undoing it', '',
    ].join('\n'));
  });

  it('says in which working tree, where it is not the one that is open', () => {
    assert.match(rollbackDetail(t, told([{ path: 'a.ts', from: file('1'), to: null }], { worktree: '.worktrees/backend' })), /• delete a\.ts \(in \.worktrees\/backend\)/);
  });

  it('stays short enough to be answered', () => {
    const many = Array.from({ length: 40 }, (_, index): FileChange => ({ path: `file-${index}`, from: null, to: file('1') }));
    const lines = rollbackDetail(t, told(many)).split('\n');
    assert.ok(lines.length < 20);
    assert.ok(lines.includes('and 28 more'));
  });

  it('is hindered by what was changed since, and by what was never recorded', () => {
    assert.deepEqual([told([]), told([], { obstacles: [obstacle] }), told([], { leftOut: ['x'] })].map(isHindered), [false, true, true]);
  });
});
