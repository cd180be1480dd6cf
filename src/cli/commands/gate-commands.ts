import type { CommandRow, Run } from '../command.js';
import type * as Answers from '../gate-answers.js';

/** What judges needs the languages and git, which other commands do not wait for. */
const lazily = (name: keyof typeof Answers): Run => async (context, words) => (await import('../gate-answers.js'))[name](context, words);

export const gateCommands: readonly CommandRow[] = [
  {
    name: 'tdd pre-commit', words: '[commits]', summary: 'judge what is staged, or each commit of a range such as main..HEAD; exit 1 when one is refused',
    options: ['message'], stateless: true, run: lazily('preCommit'),
  },
];
