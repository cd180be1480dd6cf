import { WorkflowError, isWorkflowError } from '../base/workflow-error.js';
import { plainLine } from '../core/text/escape.js';
import type { Refusal } from '../core/plans/plan.js';
import type { Log } from '../core/ports.js';
import { openRoot } from '../node/open-root.js';
import { findStateRoot } from '../node/state-root.js';
import { actorOf } from './actor.js';
import type { Answer, CommandRow, Options } from './command.js';
import { exitCodes, writeAnswer, writeDiagnostic, type ExitCode } from './output.js';

/** A person at the command line reads what went wrong, not how it goes. */
const log: Log = {
  info: () => undefined,
  warn: (message) => { writeDiagnostic(`workflow: ${plainLine(message)}`); },
  error: (message) => { writeDiagnostic(`workflow: ${plainLine(message)}`); },
};

/** A line that says why not, on standard error. */
export function fail(line: string, code: ExitCode): ExitCode {
  writeDiagnostic(`workflow: ${plainLine(line)}`);
  return code;
}

/** The one place where something thrown becomes an exit code: the world failed, or it is our bug. */
export function failWith(error: unknown): ExitCode {
  if (isWorkflowError(error)) return fail(error.message, exitCodes.environment);
  const system = error instanceof Error && 'syscall' in error && 'code' in error;
  if (system) return fail(error.message, exitCodes.environment);
  const stack = error instanceof Error ? error.stack ?? error.message : String(error);
  writeDiagnostic(`workflow: A fault of ours, please report it with these lines:\n${stack}`);
  return exitCodes.bug;
}

/** A list has an entry a line: small, quick to write, and `grep` and `diff` get along with it. */
function renderJson(value: unknown): string {
  if (!Array.isArray(value)) return `${JSON.stringify(value, null, 2)}\n`;
  return value.length === 0 ? '[]\n' : `[\n${value.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`;
}

async function give(given: Answer | Refusal, json: boolean): Promise<ExitCode> {
  if (given.kind === 'refusal') return fail(given.message, exitCodes.refused);
  await writeAnswer(json ? renderJson(given.json()) : given.text());
  if (given.notice !== undefined) writeDiagnostic(plainLine(given.notice));
  return given.exit;
}

/** Goes where `-C` says, each from the one before, as git does. Says why it cannot. */
function enter(folders: readonly string[]): string | null {
  for (const folder of folders.filter((each) => each !== '')) {
    try {
      process.chdir(folder);
    } catch (error) {
      const [why] = (error instanceof Error ? error.message : String(error)).split(', chdir');
      return `Cannot change to "${folder}": ${why ?? ''}; name a folder after -C.`;
    }
  }
  return null;
}

/** Where the command runs. The folder of a terminal may have been deleted, and then nobody knows what it was. */
function here(): string {
  try {
    return process.cwd();
  } catch (error) {
    throw new WorkflowError('io', 'The folder that you are in is gone, deleted or moved away: go into one that is there (cd), or name one with -C.', error);
  }
}

/** A command as it was asked for. */
export interface AskedRow {
  readonly row: CommandRow;
  readonly words: readonly string[];
  readonly options: Options;
  readonly folders: readonly string[];
}

/** Opens the state root, loads it, runs the command, prints its answer. */
export async function runRow({ row, words, options, folders }: AskedRow): Promise<ExitCode> {
  const nowhere = enter(folders);
  if (nowhere !== null) return fail(nowhere, exitCodes.refused);
  const root = openRoot(findStateRoot(here()), { actor: actorOf(process.env), log, parts: row.parts ?? [] });
  try {
    if (row.stateless !== true) await root.store.refresh();
    return await give(await row.run({ root, options }, words), options.json === true);
  } finally {
    root.dispose();
  }
}
