import { commands, l10n } from 'vscode';
import { isWorkflowError } from '../../base/workflow-error.js';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { Log, Time } from '../../core/ports.js';
import { tellFailure } from '../ask.js';
import { commandIds, type CommandId } from './command-ids.js';

/** What VS Code handed over, whatever it is; `targetsOf` makes sense of it. */
export type Command = (given: readonly unknown[]) => Promise<void> | void;

/** One entry per id: a command without its code does not compile. */
export type CommandTable = Readonly<Record<CommandId, Command>>;

export interface CommandPorts {
  readonly log: Log;
  readonly time: Time;
  readonly showLog: () => void;
}

/** Registers every command in the one wrapper that logs, times and tells of failures. The table is loaded with the first one. */
export function registerCommands(table: () => Promise<CommandTable>, ports: CommandPorts): Disposable {
  const lifetime = new Lifetime();
  for (const id of commandIds) {
    lifetime.own(commands.registerCommand(id, (...given: unknown[]) => runLogged(id, async () => (await table())[id](given), ports)));
  }
  return lifetime;
}

/** Runs something that a person or a page asked for. Never rejects: what fails is logged and told. */
export async function runLogged(name: string, work: () => Promise<void> | void, { log, time, showLog }: CommandPorts): Promise<void> {
  const start = time.now();
  try {
    await work();
    log.info(`${name}: ${time.now() - start} ms`);
  } catch (error) {
    log.error(`${name} failed after ${time.now() - start} ms`, error);
    void tellFailure(failureText(error), showLog);
  }
}

function failureText(error: unknown): string {
  if (isWorkflowError(error)) return error.message;
  return l10n.t('This is a fault of Agent Workflow: {0}', error instanceof Error ? error.message : String(error));
}
