import type { CommandRow, Run } from '../command.js';
import type * as Answers from '../gate-answers.js';
import type * as HookAnswers from '../hook-answers.js';
import type * as RedAnswers from '../red-answers.js';

/** What judges needs the languages and git, which other commands do not wait for. */
const lazily = (name: keyof typeof Answers): Run => async (context, words) => (await import('../gate-answers.js'))[name](context, words);
const hooks = (name: keyof typeof HookAnswers): Run => async (context, words) => (await import('../hook-answers.js'))[name](context, words);
const red = (name: keyof typeof RedAnswers): Run => async (context, words) => (await import('../red-answers.js'))[name](context, words);

export const gateCommands: readonly CommandRow[] = [
  {
    name: 'tdd pre-commit', words: '[commits]', summary: 'judge what is staged, or each commit of a range such as main..HEAD; exit 1 when one is refused',
    options: ['message'], stateless: true, run: lazily('preCommit'),
  },
  { name: 'tdd install-hook', words: '', summary: 'let git ask the gate before each commit; hooks that are there go on running', options: ['dryRun'], stateless: true, run: hooks('installHook') },
  { name: 'tdd uninstall-hook', words: '', summary: 'take the gate away and give back what was there before', options: ['dryRun'], stateless: true, run: hooks('uninstallHook') },
  { name: 'tdd doctor', words: '', summary: 'try in every worktree whether git runs the gate; exit 1 when it does not', options: [], stateless: true, run: hooks('doctor') },
  {
    name: 'tdd prove-red', words: '[commit]', summary: 'run the tests of a commit, or those that are staged, without what they test, where they must fail, and with it; exit 1 when it is not proved',
    options: ['command', 'task', 'yes'], stateless: true, run: red('proveRed'),
  },
];
