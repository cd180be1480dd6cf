import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renderGate } from '../../src/core/gate/render-hook.js';
import { git } from './git.js';
import { temporaryFolder, writeFiles } from './temporary-folder.js';

/** A repository with one commit of these files, in a path with a space. */
export function repositoryWith(files: Readonly<Record<string, string>>): string {
  const folder = join(temporaryFolder(), 'my project');
  mkdirSync(folder);
  git(folder, 'init', '-q');
  writeFiles(folder, { 'README.md': 'x\n', ...files });
  git(folder, 'add', '-A');
  git(folder, 'commit', '-qm', 'first');
  return folder;
}

/** Stages texts; `null` removes. */
export function stage(folder: string, files: Readonly<Record<string, string | null>>): void {
  for (const [path, text] of Object.entries(files)) {
    if (text === null) rmSync(join(folder, path));
    else writeFiles(folder, { [path]: text });
  }
  git(folder, 'add', '-A');
}

/** A program in place of the command, which notes that it was asked and answers with an exit code. */
export interface Recorder {
  readonly program: string;
  /** What it was asked since the last time. */
  readonly asked: () => readonly string[];
}

export function recorder(code = 0): Recorder {
  const folder = temporaryFolder();
  const [program, log] = [join(folder, 'workflow'), join(folder, 'log')];
  writeFileSync(program, `#!/bin/sh\necho "$*" >> '${log}'\nexit ${code}\n`);
  chmodSync(program, 0o755);
  return {
    program,
    asked: () => {
      const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter((line) => line !== '') : [];
      rmSync(log, { force: true });
      return lines;
    },
  };
}

/** Puts a program at a path, executable. */
export function writeProgram(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}

/** The gate as both hooks of a repository, without our installer. */
export function placeGate(folder: string): void {
  const hooks = join(folder, '.git/hooks');
  for (const name of ['pre-commit', 'commit-msg']) writeProgram(join(hooks, name), renderGate('hook'));
}
