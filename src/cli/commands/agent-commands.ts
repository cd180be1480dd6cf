import type { CommandRow, Run } from '../command.js';
import type * as Answers from '../agent-file-answers.js';

const lazily = (name: keyof typeof Answers): Run => async (context, words) => (await import('../agent-file-answers.js'))[name](context, words);

export const agentCommands: readonly CommandRow[] = [
  { name: 'agent list', words: '', summary: 'all agents that have a file', options: [], stateless: true, run: lazily('list') },
  { name: 'agent show', words: '<id>', summary: 'the file of one agent, by its id or role', options: [], stateless: true, run: lazily('show') },
  { name: 'agent save', words: '<role>', summary: 'write what the hand-over says of an agent into its file; with --stdin also fields in the shape of that file',
    options: ['status', 'stdin', 'dryRun'], stateless: true, run: lazily('save') },
];
