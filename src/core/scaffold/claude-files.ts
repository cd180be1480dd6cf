import interview from './commands/interview.md';
import parallel from './commands/parallel.md';
import progress from './commands/progress.md';
import trust from './commands/trust.md';
import claudeHook from './hooks/claude_hook.txt';
import { claudeHookPath } from './claude-settings.js';
import type { ScaffoldFile } from './scaffold-file.js';

/** Commands for Claude Code: `/workflows:trust` and so on. */
const command = (name: string, text: string): ScaffoldFile => ({ path: `.claude/commands/workflows/${name}.md`, text });

/** The command files (document 002, BE-012), and the program that the hooks begin with. */
export const claudeFiles: readonly ScaffoldFile[] = [
  command('interview', interview),
  command('parallel', parallel),
  command('progress', progress),
  command('trust', trust),
  { path: claudeHookPath, text: claudeHook },
];
