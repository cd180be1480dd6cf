import type { CommandRow, Run } from '../command.js';
import type * as Answers from '../worktree-answers.js';

/** Running git is loaded when somebody asks for it. */
const lazily = (name: keyof typeof Answers): Run => async (context, words) => (await import('../worktree-answers.js'))[name](context, words);

const stateless = true;

export const worktreeCommands: readonly CommandRow[] = [
  {
    name: 'worktree create', words: '<role>', summary: 'a working tree for an agent, on a branch of its own; prints its path, also when it is there already',
    options: ['branch', 'base', 'feature', 'dryRun', 'yes'], run: lazily('create'),
  },
  { name: 'worktree list', words: '', summary: 'the worktrees of this repository, whoever made them', options: [], stateless, run: lazily('list') },
  { name: 'worktree status', words: '<role>', summary: 'whether it is there, what is uncommitted, and how far it is from its base', options: [], stateless, run: lazily('status') },
  { name: 'worktree sync', words: '<role>', summary: 'merge what is new in its base; a conflict leaves everything as it was', options: ['dryRun'], stateless, run: lazily('sync') },
  {
    name: 'worktree cleanup', words: '<role>', summary: 'remove it; its branch stays, and what is ignored goes into a backup. --force: also with uncommitted work, which goes into the backup',
    options: ['force', 'dryRun', 'yes'], stateless, run: lazily('cleanup'),
  },
  { name: 'worktree finish', words: '<role>', summary: 'merge it into its base, then remove it, its branch, its port and its pane', options: ['dryRun'], stateless, run: lazily('finish') },
  { name: 'worktree restore', words: '<role>', summary: 'make a removed one again from its newest backup, byte for byte', options: ['dryRun'], stateless, run: lazily('restore') },
  { name: 'worktree doctor', words: '', summary: 'what is wrong with worktrees, and how much room they take; exit 1 when something is', options: ['fix'], stateless, run: lazily('doctor') },
];
