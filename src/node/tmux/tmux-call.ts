import { WorkflowError } from '../../base/workflow-error.js';
import type { ProgramOutcome } from '../../core/ports.js';
import { runProgram } from '../run-program.js';
import { sha256 } from '../sha256.js';

/** How tmux is called: a server of our own for each state root, so that a person's sessions are out of reach (quality 3). */

/** The name of the server's socket, in the folder that tmux keeps for this user. */
function socketOf(root: string): string {
  return `workflow-${sha256(root).slice(0, 16)}`;
}

/** What a person's tmux, git hooks or the editor leave in the environment: it would lead elsewhere. */
const misleading = /^(?:TMUX.*|GIT_.*|VSCODE_.*|ELECTRON_.*|NODE_OPTIONS)$/;

/** The environment for tmux and all that runs in it. */
function environment(): Record<string, string> {
  const kept = Object.entries(process.env).flatMap(([name, value]) => (value === undefined || misleading.test(name) ? [] : [[name, value] as const]));
  return Object.fromEntries(kept);
}

/** tmux takes an argument that ends with ";" for the end of a command. */
function argument(text: string): string {
  if (text.includes('\0')) throw new WorkflowError('outside', 'An argument for tmux contains a NUL character.');
  return text.endsWith(';') ? `${text.slice(0, -1)}\\;` : text;
}

/** The whole command line: several commands in one go, carried out without anybody in between. */
export function tmuxArgv(root: string, commands: readonly (readonly string[])[]): readonly string[] {
  const parts = commands.map((command) => command.map(argument));
  return ['tmux', '-L', socketOf(root), '-f', '/dev/null', ...parts.flatMap((part, index) => (index === 0 ? part : [';', ...part]))];
}

/** Where tmux is run for a state root. */
export interface TmuxPlace {
  readonly root: string;
  /** Absolute; what is started begins there. Passed as the folder of the call, never as an option, which tmux would expand. */
  readonly cwd: string;
}

/** Runs tmux. An exit code other than 0 is an answer. */
export async function callTmux({ root, cwd }: TmuxPlace, ...commands: readonly (readonly string[])[]): Promise<ProgramOutcome> {
  try {
    return await runProgram(tmuxArgv(root, commands), { cwd, env: environment(), timeoutMs: 20_000 });
  } catch (error) {
    if (!(error instanceof WorkflowError) || error.code !== 'missing-program') throw error;
    throw new WorkflowError('missing-program', `tmux could not be started in ${cwd}; agents run in its panes: install it (on Debian "apt-get install tmux", on macOS "brew install tmux") and try again.`, error);
  }
}
