import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../../support/git.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';
import { answerOf } from './run-cli.js';

/** An answer as it was printed. */
export type Fields = Readonly<Record<string, unknown>>;

/** A repository with a commit of these files. */
export function repository(files: Readonly<Record<string, string>> = { 'a.txt': 'one\n' }): string {
  const root = temporaryFolder();
  git(root, 'init', '-q');
  writeFiles(root, files);
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'first');
  return root;
}

/** The answer as JSON to a command that has to succeed. */
export const ask = async (root: string, ...args: readonly string[]): Promise<Fields> => await answerOf(root, ...args) as Fields;
export const readIn = (root: string, path: string): string => readFileSync(join(root, '.workflow/versions', path), 'utf8');
/** The operations of a run, in short. */
export const operations = (run: Fields): readonly string[] => (run['operations'] as readonly Fields[]).map(({ type, target_path: path }) => `${String(type)} ${String(path)}`);
