import { hookNames, type HookName } from '../../core/hooks/hook-input.js';
import type { CommandRow } from '../command.js';

const summaries: Readonly<Record<HookName, string>> = {
  'session-start': 'tell an agent that begins what the run before left for it',
  'user-prompt-submit': 'note that the agent was given something to do',
  'pre-tool-use': 'allow, ask for or deny a change of a file, by its trust',
  'post-tool-use': 'note what was changed',
  'notification': 'note that the agent waits for its person',
  'stop': 'note that the agent ended its turn, and keep a copy of the hand-over',
};

/** Claude Code runs these; the JSON that it gives them stands on standard input. */
export const hookCommands: readonly CommandRow[] = hookNames.map((name) => ({
  name: `hook ${name}`, words: '', summary: `${summaries[name]} (a hook of Claude Code: JSON on standard input)`, options: [], stateless: true,
  run: async (context, words) => (await import('../claude-hook-answers.js')).hook(name)(context, words),
}));
