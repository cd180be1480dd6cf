import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';

/** The program that ships, as a script calls it. */
const program = resolve('dist/cli.js');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Whoever runs the tests has variables of their own. */
const strangers = ['WORKFLOW_ACTOR', 'AGENT_ROLE', 'NO_COLOR', 'FORCE_COLOR', 'NODE_OPTIONS', 'GIT_DIR', 'GIT_WORK_TREE'];

function environment(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !strangers.includes(name))), ...extra };
}

/** Runs `workflow …` in a folder and waits for its end. */
export function workflowWith(env: Readonly<Record<string, string>>, folder: string, ...args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => { done({ code, stdout, stderr }); });
  });
}

export function workflow(folder: string, ...args: readonly string[]): Promise<Ran> {
  return workflowWith({}, folder, ...args);
}

/** The lines that a command prints while it runs. It is ended when nobody wants more of them, or after a minute. */
export async function* linesWith(env: Readonly<Record<string, string>>, folder: string, ...args: readonly string[]): AsyncGenerator<string> {
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, env: environment(env), stdio: ['ignore', 'pipe', 'inherit'], timeout: 60_000 });
  const ended = once(child, 'exit');
  try {
    yield* createInterface({ input: child.stdout });
  } finally {
    child.kill();
    await ended;
  }
}

/** Runs a shell line in which `"$W"` is the program. */
export function shell(folder: string, line: string): Promise<Ran> {
  const child = spawn('bash', ['-c', line], { cwd: folder, env: environment({ W: program }), stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => { done({ code, stdout, stderr }); });
  });
}

/** The answer of a command that must succeed, with `--json`. */
export async function answerOf(folder: string, ...args: readonly string[]): Promise<unknown> {
  const { code, stdout, stderr } = await workflow(folder, ...args, '--json');
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

/** Refused: exit code 2, nothing on standard output, one line that matches on standard error. */
export function assertRefused({ code, stdout, stderr }: Ran, line: RegExp): void {
  assert.match(stderr, line);
  assert.match(stderr, /^workflow: [^\n]+\n$/);
  assert.equal(stdout, '');
  assert.equal(code, 2);
}

/** A task file as document 004 has it. */
export function taskText(id: string, status = 'pending', context: Readonly<Record<string, unknown>> = {}): string {
  const task = {
    id, title: `Title of ${id}`, status,
    meta: { type: 'feature', agent: 'code-developer' },
    context: { requirements: [], focus_paths: [], acceptance: [], depends_on: [], ...context },
    flow_control: { pre_analysis: [], implementation_approach: {}, target_files: [] },
  };
  return `${JSON.stringify(task, null, 2)}\n`;
}

export function sessionText(name: string, status = 'active', type = 'simple'): string {
  return `${JSON.stringify({ session_id: name, project: `Project of ${name}`, type, current_phase: 'PLAN', status }, null, 2)}\n`;
}

/** Files of a session at `.workflow/<where>`: id → text of its task file. */
export function sessionFiles(where: string, status: string, tasks: Readonly<Record<string, string>> = {}): Record<string, string> {
  const name = where.slice(where.lastIndexOf('/') + 1);
  const files = Object.entries(tasks).map(([id, text]) => [`.workflow/${where}/.task/${id}.json`, text] as const);
  return { [`.workflow/${where}/workflow-session.json`]: sessionText(name, status), ...Object.fromEntries(files) };
}

/** A folder without git that has these files. */
export function folderWith(files: Readonly<Record<string, string>>, name = 'place'): string {
  const folder = join(temporaryFolder(), name);
  mkdirSync(folder);
  writeFiles(folder, files);
  return folder;
}

/** One active session, `WFS-one`, with three tasks. */
export function oneSession(): string {
  return folderWith({
    '.workflow/.active-WFS-one': '',
    ...sessionFiles('WFS-one', 'active', {
      'IMPL-1': taskText('IMPL-1', 'completed'),
      'IMPL-2': taskText('IMPL-2', 'active', { depends_on: ['IMPL-1'] }),
      'IMPL-3': taskText('IMPL-3', 'pending', { depends_on: ['IMPL-2'] }),
    }),
  });
}

export function textOf(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}
