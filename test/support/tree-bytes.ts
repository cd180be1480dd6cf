import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';

/**
 * Every file below a folder, `.git` left out: path → what it is and a hash of its bytes. Two folders with the same answer are the same.
 * A path is its bytes, each as a character, because names of files need not be text.
 */
export function bytesOf(folder: string, below = ''): Readonly<Record<string, string>> {
  const here = readdirSync(pathOf(folder, below), { withFileTypes: true, encoding: 'latin1' }).filter(({ name }) => below !== '' || name !== '.git');
  return Object.assign({}, ...here.map((entry): Readonly<Record<string, string>> => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? bytesOf(folder, path) : { [path]: contentOf(pathOf(folder, path), entry.isSymbolicLink()) };
  })) as Readonly<Record<string, string>>;
}

function contentOf(file: Buffer, isLink: boolean): string {
  if (isLink) return `link ${readlinkSync(file)}`;
  return `${(lstatSync(file).mode & 0o100) === 0 ? 'file' : 'program'} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`;
}

function pathOf(folder: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(path, 'latin1')]);
}
