import type { CommandRow, Run } from '../command.js';

/** The texts of all files that it may write are loaded for this command only. */
const init: Run = async (context) => (await import('../init-answers.js')).init(context, []);

export const initCommand: CommandRow = {
  name: 'init', words: '', summary: 'prepare this repository for sessions, and write the files that the options name; what is there already is left alone',
  options: ['scripts', 'claude', 'hooks', 'actions', 'specs', 'all', 'remove', 'dryRun'], stateless: true, run: init,
};
