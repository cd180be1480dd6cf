import interview from './commands/interview.md';
import trust from './commands/trust.md';
import type { ScaffoldFile } from './scaffold-file.js';

/** Commands for Claude Code: `/workflows:trust` and so on. */
const command = (name: string, text: string): ScaffoldFile => ({ path: `.claude/commands/workflows/${name}.md`, text });

/** The command files (document 002, BE-012). */
export const claudeFiles: readonly ScaffoldFile[] = [
  command('interview', interview),
  command('trust', trust),
];
