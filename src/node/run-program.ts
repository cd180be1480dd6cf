import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { WorkflowError } from '../base/workflow-error.js';
import type { ProgramOptions, ProgramOutcome, Programs } from '../core/ports.js';
import { ProgramOutput } from './program-output.js';
import { errorCode } from './regular-file.js';

/** The one place where processes are started; git goes through `node/git`, which hardens it and comes here. */

type Child = ChildProcessByStdio<Writable | null, Readable, Readable>;

const usualTimeoutMs = 120_000;
const usualMaxBytes = 16 * 1024 * 1024;

/** A process group of its own, so that what a program has started ends with it. Windows has none. */
const hasGroups = process.platform !== 'win32';

/** The Programs port. */
export const programs: Programs = { run: runProgram };

export function runProgram(argv: readonly string[], { cwd, env, input, timeoutMs = usualTimeoutMs, maxBytes = usualMaxBytes, signal, onText }: ProgramOptions): Promise<ProgramOutcome> {
  const [program = '', ...args] = argv;
  return new Promise((done, fail) => {
    const given = { cwd, env: env ?? process.env, shell: false, windowsHide: true, detached: hasGroups };
    const child: Child = input === undefined ? spawn(program, args, { ...given, stdio: ['ignore', 'pipe', 'pipe'] }) : spawn(program, args, { ...given, stdio: ['pipe', 'pipe', 'pipe'] });
    const output = new ProgramOutput({ program, timeoutMs, maxBytes, signal, onText }, () => { end(child); });
    output.watch(child.stdout, child.stderr);
    // A program that does not read its input to the end closes the pipe: no error.
    child.stdin?.on('error', () => { child.stdin?.destroy(); });
    child.stdin?.end(input);
    child.once('error', (error) => {
      output.settle();
      fail(output.failure ?? startError(program, cwd, error));
    });
    child.once('close', (code) => {
      output.settle();
      // Ended by a signal that was not ours: what a shell says of it.
      if (output.failure === null) done(output.outcome(code ?? 128));
      else fail(output.failure);
    });
  });
}

/** Gives a program the terminal that we were started in, and waits for its end; its exit code. */
export function runInTerminal(argv: readonly string[], cwd: string): Promise<number> {
  const [program = '', ...args] = argv;
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd, stdio: 'inherit', shell: false });
    child.once('error', (error) => { fail(startError(program, cwd, error)); });
    child.once('close', (code) => { done(code ?? 128); });
  });
}

function end(child: Child): void {
  endGroup(child);
  // Somebody it has started may hold the pipes open; nobody waits for them.
  child.stdout.destroy();
  child.stderr.destroy();
}

function endGroup(child: Child): void {
  if (child.pid === undefined) return;
  if (!hasGroups) {
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error; // It has ended by itself.
  }
}

function startError(program: string, cwd: string, error: Error): WorkflowError {
  return errorCode(error) === 'ENOENT'
    ? new WorkflowError('missing-program', `"${program}" could not be started in ${cwd}: the program or the folder is missing. Install it, or check that it is on the PATH.`, error)
    : new WorkflowError('io', `"${program}" could not be started: ${error.message}.`, error);
}
