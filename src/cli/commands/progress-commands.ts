import type { CommandRow, Run } from '../command.js';
import type * as Answers from '../progress-answers.js';

const lazily = (name: Exclude<keyof typeof Answers, 'saveCopy' | 'plannedFor'>): Run => async (context, words) => (await import('../progress-answers.js'))[name](context, words);

const change = { stateless: true, options: ['role', 'dryRun'] } as const;

export const progressCommands: readonly CommandRow[] = [
  { ...change, name: 'progress init', words: '<feature> <role>', options: ['dryRun'], summary: 'begin a run: make the hand-over, or go on with the one that is there', run: lazily('init') },
  { ...change, name: 'progress update', words: '<task> <status> [notes...]', summary: 'say how a task stands: pending, in_progress, completed, blocked, failed or skipped', run: lazily('update') },
  { name: 'progress read', words: '', options: ['role'], stateless: true, summary: 'the hand-over of the run', run: lazily('read') },
  { name: 'progress next', words: '', options: ['role'], stateless: true, summary: 'what the next run needs: summary, next step, blockers, notes, files', run: lazily('next') },
  { ...change, name: 'progress note', words: '<text...>', summary: 'leave a note for the next run', run: lazily('note') },
  { ...change, name: 'progress file', words: '<path>', summary: 'say that the run changed a file', run: lazily('file') },
  { ...change, name: 'progress save', words: '', options: ['role', 'status', 'dryRun'], summary: 'keep a copy of the hand-over in the history', run: lazily('save') },
];
