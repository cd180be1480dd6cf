import type { CommandRow, Run } from '../command.js';
import type * as Answers from '../trust-answers.js';

/** What judges needs YAML and globs, which other commands do not wait for. */
const lazily = (name: Exclude<keyof typeof Answers, 'trustFindings'>): Run => async (context, words) => (await import('../trust-answers.js'))[name](context, words);

const aboutPath = { words: '<path>', options: ['ceiling'], stateless: true } as const;

export const trustCommands: readonly CommandRow[] = [
  { ...aboutPath, name: 'trust level', summary: 'the trust level of a file: high, medium or low', run: lazily('level') },
  { ...aboutPath, name: 'trust can-auto-approve', summary: 'may an agent change this file without asking? exit 0: yes, 1: no', run: lazily('canAutoApprove') },
  { ...aboutPath, name: 'trust supervision', summary: 'how a person takes part when this file is changed', run: lazily('supervision') },
  { ...aboutPath, name: 'trust assess', summary: 'everything about a file’s trust, with the rule that decided', run: lazily('assess') },
  { name: 'trust task', words: '<type>', summary: 'the same about a kind of task', options: ['ceiling'], stateless: true, run: lazily('task') },
  { name: 'trust batch', words: '[paths...]', summary: 'the levels of many files, and the lowest of them', options: ['stdin', 'ceiling'], stateless: true, run: lazily('batch') },
  {
    name: 'trust export', words: '', summary: 'tell others the model, and say where it is only advice for them; without a target, all that are possible',
    options: ['vscode', 'claude', 'codeowners', 'owner', 'ceiling', 'dryRun', 'yes'], stateless: true, run: lazily('exportModel'),
  },
];
