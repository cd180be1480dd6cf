import { Readable } from 'node:stream';
import { simpleGit } from 'simple-git';
import { WorkflowError } from '../../base/workflow-error.js';
import type { CancelSignal, ProgramOutcome } from '../../core/ports.js';
import { ProgramOutput } from '../program-output.js';

/** The door to simple-git. */

/** A call of git, hardened already. */
export interface GuardedCall {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal: CancelSignal | undefined;
}

/** What our own settings need of simple-git's guard; everything else that it knows to be dangerous stays forbidden. */
const unsafe = {
  allowUnsafeProtocolOverride: true, allowUnsafeFsMonitor: true, allowUnsafeHooksPath: true, allowUnsafeConfigEnvCount: true, allowUnsafeFilter: true,
  allowUnsafeMergeDriver: true, allowUnsafeGpgProgram: true, allowUnsafeEditor: true, allowUnsafeConfigPaths: true,
};

/** Runs git through simple-git, whose guard looks at every argument and variable once more. For calls that change something. */
export async function runGuarded({ args, cwd, env, ...limits }: GuardedCall): Promise<ProgramOutcome> {
  const ending = new AbortController();
  const output = new ProgramOutput({ program: 'git', ...limits }, () => { ending.abort(); });
  let code = 0;
  try {
    await simpleGit({
      baseDir: cwd, abort: ending.signal, unsafe, allowEnvironment: Object.keys(env), completion: { onClose: true, onExit: false },
      // The exit code is the answer.
      errors: (_, result) => { code = result.exitCode; return undefined; },
    }).env(env).outputHandler((_, stdout, stderr) => { output.watch(asReadable(stdout), asReadable(stderr)); }).raw([...args]);
  } catch (error) {
    throw output.failure ?? new WorkflowError('io', `git could not be run in ${cwd}: ${error instanceof Error ? error.message : String(error)}`, error);
  } finally {
    output.settle();
  }
  if (output.failure !== null) throw output.failure;
  // A negative code is the number of the system's error.
  if (code < 0) throw new WorkflowError('missing-program', 'git could not be started; install it, or check that it is on the PATH.');
  return output.outcome(code);
}

function asReadable(stream: NodeJS.ReadableStream): Readable {
  return stream instanceof Readable ? stream : new Readable().wrap(stream);
}
