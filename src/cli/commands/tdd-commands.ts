import type { CommandRow, Run } from '../command.js';
import type * as Answers from '../tdd-answers.js';

/** What knows languages and reads history is loaded for these commands only. */
const lazily = (name: Exclude<keyof typeof Answers, 'changeFindings'>): Run => async (context, words) => (await import('../tdd-answers.js'))[name](context, words);

export const tddCommands: readonly CommandRow[] = [
  { name: 'tdd tests-exist', words: '<file>', summary: 'which test a source file has, and where one is looked for; exit 1 when it has none and needs one', options: [], stateless: true, run: lazily('testsExist') },
  { name: 'tdd order', words: '[file]', summary: 'whether the test of a source was committed before it, or with it, of one or of all sources; exit 1 when it was not', options: [], stateless: true, run: lazily('order') },
  { name: 'tdd deletion', words: '[commit]', summary: 'tests that are deleted, emptied, renamed away, skipped or fewer: in what is staged, in a commit, in a range such as main..HEAD; exit 1 if any', options: [], stateless: true, run: lazily('deletion') },
];
