import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** A program of test/faults that runs in a process of its own. */
export interface Child {
  readonly process: ChildProcess;
  /** Everything it printed, complete once it has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null; readonly lines: readonly string[] }>;
}

export interface ChildOptions {
  /** A shell prefix such as `ulimit -n 40;`, for limits that only a shell can set. */
  readonly limits?: string;
  readonly uid?: number;
}

/** Starts `<name>.child.ts`; what it says on standard error is passed on. */
export function startChild(name: string, args: readonly string[], { limits, uid }: ChildOptions = {}): Child {
  const program = [join(__dirname, `${name}.child.js`), ...args];
  const [command, commandArgs] = limits === undefined
    ? [process.execPath, program]
    : ['/bin/sh', ['-c', `${limits} exec "$@"`, 'sh', process.execPath, ...program]];
  const child = spawn(command, commandArgs, { stdio: ['pipe', 'pipe', 'inherit'], ...(uid === undefined ? {} : { uid, gid: uid }) });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => { said += text; });
  const ended = new Promise<Awaited<Child['ended']>>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => { resolve({ code, signal, lines: said.split('\n').filter((line) => line !== '') }); });
  });
  return { process: child, ended };
}
