import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { committedRepository } from '../../support/committed-repository.js';
import { answerOf } from './run-cli.js';

export type Fields = Readonly<Record<string, unknown>>;

/** A repository with one commit that has these files. */
export function repository(files: Readonly<Record<string, string>> = { 'a.txt': 'one\n' }): string {
  return committedRepository(files);
}

export const ask = async (root: string, ...args: readonly string[]): Promise<Fields> => await answerOf(root, ...args) as Fields;
/** What a run or a list of operations did, a line each. */
export const operations = (run: Fields): readonly string[] => (run['operations'] as readonly Fields[]).map(({ type, target_path: path }) => `${String(type)} ${String(path)}`);

/** The text of a record, by its path among the versions. */
export function readIn(root: string, path: string): string {
  return readFileSync(join(root, '.workflow/versions', path), 'utf8');
}
