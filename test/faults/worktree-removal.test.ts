import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createWorktree } from '../../src/node/worktrees/create.js';
import { removeWorktree } from '../../src/node/worktrees/remove.js';
import { restoreWorktree } from '../../src/node/worktrees/restore.js';
import { withStatus, worktreeOf } from '../../src/node/worktrees/worktree-list.js';
import { Chance } from '../support/mutate.js';
import { git } from '../support/git.js';
import { writeFiles } from '../support/temporary-folder.js';
import { bytesOf } from '../support/tree-bytes.js';
import { commitAll, placeFor, worktreeRepository } from '../support/worktree-repository.js';
import { figure } from './support/fault-root.js';

/** One thing that people and agents leave in a worktree. */
type Mess = (tree: string, chance: Chance) => void;

const someBytes = (chance: Chance): Buffer => Buffer.from(Array.from({ length: chance.below(400) }, () => chance.below(256)));

const messes: Readonly<Record<string, Mess>> = {
  modified: (tree, chance) => { writeFiles(tree, { 'a.txt': someBytes(chance) }); },
  staged: (tree, chance) => { writeFiles(tree, { 'staged.bin': someBytes(chance) }); git(tree, 'add', '--force', 'staged.bin'); },
  'staged, then changed': (tree, chance) => { writeFiles(tree, { 'lib/c.txt': 'staged\n' }); git(tree, 'add', 'lib/c.txt'); writeFiles(tree, { 'lib/c.txt': someBytes(chance) }); },
  untracked: (tree, chance) => { writeFiles(tree, { [`new/${String(chance.below(9))} name "with" \\ all.txt`]: someBytes(chance) }); },
  ignored: (tree, chance) => { writeFiles(tree, { '.env': someBytes(chance), 'node_modules/p/i.js': someBytes(chance) }); },
  deleted: (tree) => { rmSync(join(tree, '.gitignore'), { force: true }); },
  program: (tree) => { if (existsSync(join(tree, 'a.txt'))) chmodSync(join(tree, 'a.txt'), 0o755); },
  link: (tree, chance) => { symlinkSync(`../${String(chance.below(9))}/nowhere`, join(tree, `link-${String(chance.below(1e9))}`)); },
  'file for folder': (tree) => { rmSync(join(tree, 'src'), { recursive: true, force: true }); writeFiles(tree, { src: 'now a file' }); },
  'line endings': (tree) => { writeFiles(tree, { '.gitattributes': '* text=auto eol=lf\n', 'crlf.txt': 'one\r\ntwo\nthree\r\n' }); git(tree, 'add', 'crlf.txt'); },
  hidden: (tree, chance) => { try { git(tree, 'update-index', '--assume-unchanged', 'a.txt'); } catch { return; } writeFiles(tree, { 'a.txt': someBytes(chance) }); },
  unpushed: (tree, chance) => { writeFiles(tree, { 'work.txt': someBytes(chance) }); git(tree, 'add', 'work.txt'); git(tree, 'commit', '--quiet', '--allow-empty', '-m', 'work'); },
  detached: (tree) => { git(tree, 'checkout', '--quiet', '--detach'); },
  merging: (tree) => { try { git(tree, 'merge', '--quiet', '--no-commit', '--no-ff', 'other'); } catch { return; } },
  locked: (tree) => { try { git(tree, 'worktree', 'lock', tree); } catch { return; } },
  'nested worktree': (tree, chance) => { git(tree, 'worktree', 'add', '--quiet', '--detach', join(tree, `inner-${String(chance.below(1e9))}`)); },
  'nested repository': (tree) => { mkdirSync(join(tree, 'vendor/lib'), { recursive: true }); git(join(tree, 'vendor/lib'), 'init', '--quiet'); },
  submodule: (tree) => { git(tree, 'submodule', '--quiet', 'add', '--force', worktreeRepository(), 'part'); },
};

/** Mostly a few of what can be kept; now and then one of what cannot. */
function mixOf(chance: Chance): readonly string[] {
  const names = Object.keys(messes);
  const [kept, rare] = [names.slice(0, 13), names.slice(13)];
  const mix = Array.from({ length: 1 + chance.below(5) }, () => chance.one(kept));
  return [...new Set([...mix, ...(chance.below(3) === 0 ? [chance.one(rare)] : [])])];
}

describe('a worktree with a random mix of work in it', () => {
  it('is either refused and untouched, or comes back from its backup byte for byte', async () => {
    const chance = new Chance(4);
    const counts = { refused: 0, restored: 0 };
    const top = worktreeRepository();
    git(top, 'checkout', '--quiet', '-b', 'other');
    writeFiles(top, { 'other.txt': 'other' });
    commitAll(top, 'other');
    git(top, 'checkout', '--quiet', 'main');
    for (let round = 0; round < figure(20, 200); round++) {
      const role = `role-${String(round)}`;
      const mix = mixOf(chance);
      counts[await removeAndRestore(top, { role, mix, chance })] += 1;
    }
    assert.ok(counts.refused > 0 && counts.restored > 0, JSON.stringify(counts));
    console.log(`      ${String(counts.restored)} removed and restored, ${String(counts.refused)} refused`);
  });
});

async function removeAndRestore(top: string, { role, mix, chance }: { readonly role: string; readonly mix: readonly string[]; readonly chance: Chance }): Promise<'refused' | 'restored'> {
  const where = placeFor(top);
  const made = await createWorktree(where, { role, feature: null, branch: null, base: null });
  assert.ok(made.kind === 'created');
  const tree = made.plan.path;
  for (const mess of mix) messes[mess]?.(tree, chance);
  const told = `${role}: ${mix.join(', ')}`;
  const [bytes, staged, head] = [bytesOf(tree), git(tree, 'diff', '--cached', '--raw', '--no-renames'), git(tree, 'rev-parse', 'HEAD')];
  const state = worktreeOf(where, role);
  assert.ok(state !== null, told);
  const removed = await removeWorktree(where, { state: await withStatus(where, state), force: true, agent: null, now: 0 });
  if (removed.kind === 'refusal') {
    assert.deepEqual(bytesOf(tree), bytes, told);
    assert.ok(mix.some((mess) => ['merging', 'locked', 'nested worktree', 'nested repository', 'submodule'].includes(mess)), `${told}: ${removed.message}`);
    return 'refused';
  }
  await removed.emptied;
  assert.ok(!existsSync(tree), told);
  git(top, 'reflog', 'expire', '--expire=now', '--all');
  git(top, 'gc', '--prune=now', '--quiet');
  if (removed.backup === null) {
    git(top, 'worktree', 'add', '--quiet', tree, state.branch ?? head);
  } else {
    assert.equal((await restoreWorktree(where, role)).kind, 'restored', told);
  }
  assert.deepEqual(bytesOf(tree), bytes, told);
  assert.deepEqual([git(tree, 'diff', '--cached', '--raw', '--no-renames'), git(tree, 'rev-parse', 'HEAD')], [staged, head], told);
  return 'restored';
}
