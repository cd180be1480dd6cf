import type { CommandRow, Run } from '../command.js';

/** Reading YAML is loaded when somebody asks about a spec, so that everything else starts without it. */
function later(name: 'validateSpec' | 'specCompliance' | 'specTasks' | 'specInterview'): Run {
  return async (context, words) => (await import('../spec-answers.js'))[name](context, words);
}

export const specCommands: readonly CommandRow[] = [
  { name: 'spec validate', words: '<file>', summary: 'whether a spec keeps its schema, and what else is odd about it; exit 1 when it does not', options: [], run: later('validateSpec') },
  { name: 'spec compliance', words: '<spec> [impl-dir]', summary: 'which requirements are built, by following their ids through tasks, tests and code; exit 1 unless all are',
    options: [], run: later('specCompliance') },
  { name: 'spec tasks', words: '<spec>', summary: 'the tasks of a spec as Markdown, or as a session', options: ['intoSession', 'dryRun'], run: later('specTasks') },
  { name: 'spec interview', words: '<feature>', summary: 'ask what a feature is for and write its spec; never overwrites one', options: ['answers', 'dryRun'], run: later('specInterview') },
];
