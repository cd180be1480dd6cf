import type { CommentThread } from 'vscode';
import type { TypedIssue } from '../review/review-threads.js';
import { targetsOf, type Desk } from './desk.js';
import type { CommandTable } from './register-commands.js';

type ReviewCommands = Pick<CommandTable, 'workflow.recordReview' | 'workflow.addIssue' | 'workflow.removeIssue'>;

/** Commands about reviews. What is typed at a line, and a thread, only VS Code hands over. */
export function reviewCommands(desk: Desk): ReviewCommands {
  return {
    'workflow.recordReview': async (given) => {
      const target = targetsOf(desk, given).find((each) => each.kind === 'version') ?? null;
      await (await desk.reviews.editor()).record(target);
    },
    'workflow.addIssue': async ([typed]) => {
      if (isTyped(typed)) (await desk.reviews.editor()).addIssue(typed);
    },
    'workflow.removeIssue': async ([thread]) => {
      if (isThread(thread)) (await desk.reviews.editor()).removeIssue(thread);
    },
  };
}

function isTyped(given: unknown): given is TypedIssue {
  return typeof given === 'object' && given !== null && 'text' in given && typeof given.text === 'string' && 'thread' in given && isThread(given.thread);
}

function isThread(given: unknown): given is CommentThread {
  return typeof given === 'object' && given !== null && 'uri' in given && 'range' in given && 'dispose' in given;
}
