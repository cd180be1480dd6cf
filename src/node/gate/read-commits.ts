import { WorkflowError } from '../../base/workflow-error.js';
import { refusal, type Refusal } from '../../core/plans/plan.js';
import type { Git } from '../../core/ports.js';
import { excerpt } from '../../core/text/escape.js';

/** A commit that was made. */
export interface MadeCommit {
  readonly id: string;
  readonly message: string;
  /** Ids of its parents beyond the first: of more than one, it is a merge. */
  readonly merged: readonly string[];
}

/** The commits of a range, oldest first; of a single commit, itself, or so many that led to it. Refuses what names none. */
export async function readCommits(git: Git, words: string, most = 1): Promise<readonly MadeCommit[] | Refusal> {
  const nothing = refusal('tdd/no-commit', `There is no commit "${excerpt(words)}" here; name a commit, or a range such as main..HEAD.`);
  if (words.startsWith('-') || words.includes('\0')) return nothing;
  const range = words.includes('..') ? [] : [`--max-count=${most}`];
  const { code, stdout } = await git.run(['log', '-z', '--reverse', '--format=%H%n%P%n%B', ...range, '--end-of-options', words, '--']);
  if (code !== 0) return nothing;
  return stdout.split('\0').filter((entry) => entry.trim() !== '').map((entry) => {
    const [id = '', parents = '', ...message] = entry.split('\n');
    return { id, message: message.join('\n'), merged: parents.split(' ').slice(1).filter((parent) => parent !== '') };
  });
}

/** What is being merged while a commit is made: the parents that it will have beyond the first. */
export async function readMergeHeads(git: Git): Promise<readonly string[]> {
  const { stdout } = await git.run(['rev-parse', '--verify', '--quiet', 'MERGE_HEAD']);
  const [first = ''] = stdout.split('\n');
  return first === '' ? [] : [first];
}

/**
 * Paths in which a merge differs from one that it merged: what a merge itself does is what differs from all of them. `tree`: an id
 * of a commit, or `null` for what is staged.
 */
export async function readDifferent(git: Git, merged: string, tree: string | null): Promise<ReadonlySet<string>> {
  const compare = ['-r', '-z', '--name-only', '--no-renames'];
  const args = tree === null ? ['diff-index', '--cached', ...compare, merged, '--'] : ['diff-tree', ...compare, merged, tree, '--'];
  const { code, stdout, stderr } = await git.run(args);
  if (code !== 0) throw new WorkflowError('io', `git ${args[0] ?? ''} failed: ${excerpt(stderr.trim())}`);
  return new Set(stdout.split('\0').filter((path) => path !== ''));
}

/** The character by which git knows a comment in a message. */
export async function readCommentMark(git: Git): Promise<string> {
  const { stdout } = await git.run(['config', '--get', 'core.commentChar']);
  return stdout.trim() === '' ? '#' : stdout.trim();
}
