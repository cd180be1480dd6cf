import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './git.js';
import { temporaryFolder } from './temporary-folder.js';

/** What one commit changes: path → text, `null` removes. */
export type CommitFiles = Readonly<Record<string, string | null>>;

/** A repository of commits, one after the other, made by one process; the ids of the commits. Its working tree is empty. */
export function repositoryOfCommits(commits: readonly CommitFiles[]): { readonly folder: string; readonly ids: readonly string[] } {
  const folder = join(temporaryFolder(), 'my project');
  mkdirSync(folder);
  git(folder, 'init', '-q');
  const marks = join(folder, '.git', 'marks');
  const { status, stderr } = spawnSync('git', ['fast-import', '--quiet', `--export-marks=${marks}`], { cwd: folder, input: commits.map(commitText).join(''), encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const ids = new Map(readFileSync(marks, 'utf8').trim().split('\n').map((line): [number, string] => [Number(/\d+/.exec(line)?.[0]), line.slice(line.indexOf(' ') + 1)]));
  return { folder, ids: commits.map((_, index) => ids.get(index + 1) ?? assert.fail()) };
}

function commitText(files: CommitFiles, index: number): string {
  const changes = Object.entries(files).map(([path, text]) => (
    text === null ? `D ${quoted(path)}\n` : `M 100644 inline ${quoted(path)}\ndata ${Buffer.byteLength(text)}\n${text}\n`));
  return `commit refs/heads/main\nmark :${index + 1}\ncommitter Test <test@example.invalid> ${1_700_000_000 + index * 60} +0000\ndata 1\nx\n${changes.join('')}\n`;
}

const quoted = (path: string): string => `"${path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
