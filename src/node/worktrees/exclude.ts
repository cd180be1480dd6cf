import { join, relative, sep } from 'node:path';
import { readRegularFile } from '../regular-file.js';
import { replaceFile } from './record.js';

/**
 * Keeps the folder of worktrees out of the repository's own view: a line in `info/exclude`, never in the user's `.gitignore`
 * (decisions 8.1). Says whether the line had to be written.
 */
export function excludeHome(commonDir: string, root: string, home: string): boolean {
  return excludeLine(commonDir, lineFor(root, home));
}

/** The same for any pattern. */
export function excludeLine(commonDir: string, line: string): boolean {
  const path = join(commonDir, 'info/exclude');
  const outcome = readRegularFile(path, undefined, { now: 0 });
  const text = outcome.kind === 'text' ? outcome.text : '';
  if (outcome.kind === 'unreadable' || text.split(/\r?\n/).includes(line)) return false;
  replaceFile(path, `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`);
  return true;
}

/** Whether the line is there. */
export function isExcluded(commonDir: string, root: string, home: string): boolean {
  const outcome = readRegularFile(join(commonDir, 'info/exclude'), undefined, { now: 0 });
  return outcome.kind === 'text' && outcome.text.split(/\r?\n/).includes(lineFor(root, home));
}

function lineFor(root: string, home: string): string {
  return `/${relative(root, home).split(sep).join('/')}/`;
}
