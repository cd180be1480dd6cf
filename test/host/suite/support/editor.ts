// What in-editor tests share: the extension's own view of things, and waiting for events instead of sleeping.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { CommandId } from '../../../../src/vscode/commands/command-ids.js';
import type { SessionTarget, TaskTarget } from '../../../../src/vscode/target.js';
import type { TreeNode } from '../../../../src/vscode/trees/tree-node.js';
import type { WorkflowApi } from '../../../../src/vscode/workflow-api.js';
import { smallSession, smallTask } from '../../../support/small-workflow.js';
import { writeFiles } from '../../../support/temporary-folder.js';
import { allRows, treeText } from '../../../support/tree-text.js';

/** How long an event may be waited for. A watcher needs a fraction of a second; a loaded machine more. */
const patience = 10_000;

function extension(): vscode.Extension<WorkflowApi> {
  const found = vscode.extensions.getExtension<WorkflowApi>('agent-workflow.agent-workflow');
  if (found === undefined) throw new Error('the extension is not there');
  return found;
}

export async function activeApi(): Promise<WorkflowApi> {
  return extension().activate();
}

/** Where the extension is. The working directory of an extension host is anywhere. */
export function extensionPath(): string {
  return extension().extensionPath;
}

/** The folder of the window; the n-th where there are several. */
export function folder(index = 0): string {
  const opened = vscode.workspace.workspaceFolders?.[index];
  if (opened === undefined) throw new Error('no folder is open');
  return opened.uri.fsPath;
}

/** Resolves when the condition holds, looking again whenever something was seen to change. */
export async function until(what: string, holds: () => boolean, details = (): string => ''): Promise<void> {
  const api = await activeApi();
  await new Promise<void>((done, fail) => {
    const end = (error?: Error): void => {
      clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
      if (error === undefined) done();
      else fail(error);
    };
    const look = (): void => { if (holds()) end(); };
    const timer = setTimeout(() => { end(new Error(`${what}: did not happen.\nTasks:\n${treeText(api.tasks())}\n${details()}`)); }, patience);
    const subscriptions = [api.onDidChange(look), vscode.languages.onDidChangeDiagnostics(look), vscode.workspace.onDidSaveTextDocument(look), vscode.window.onDidChangeActiveTextEditor(look)];
    look();
  });
}

export function run(command: CommandId, ...given: unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(command, ...given);
}

/** Gives every question the first answer until the command is done. A question that is not there yet takes no answer. */
export async function answered(command: Thenable<unknown>): Promise<void> {
  const timer = setInterval(() => void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'), 100);
  try {
    await command;
  } finally {
    clearInterval(timer); // else the questions of later tests were answered too
  }
}

export function read(path: string, root = folder()): string {
  return readFileSync(join(root, path), 'utf8');
}

/** A task row of the Tasks tree by its id. */
export function taskRow(api: WorkflowApi, id: string): TreeNode | undefined {
  return allRows(api.tasks()).find(({ target }) => target.kind === 'task' && target.task === id);
}

/** The first word of a task's row: its status. */
export function shownStatus(api: WorkflowApi, id: string): string | undefined {
  return taskRow(api, id)?.description.split(' · ')[0];
}

/** A session made for one test, so that tests do not meet: written to the disk and chosen in the Tasks view. */
export class TestSession {
  readonly path: string;
  readonly target: SessionTarget;

  constructor(readonly name: string, readonly root = folder()) {
    this.path = `.workflow/${name}`;
    this.target = { kind: 'session', root, session: this.path };
  }

  task(id: string): TaskTarget {
    return { kind: 'task', root: this.target.root, session: this.path, task: id, file: `${this.path}/.task/${id}.json` };
  }

  json(id: string): Record<string, unknown> {
    return JSON.parse(read(`${this.path}/.task/${id}.json`, this.root)) as Record<string, unknown>;
  }

  get todo(): string {
    return read(`${this.path}/TODO_LIST.md`, this.root);
  }

  /** Whether the row of a task is ticked; `undefined` when there is no such list or row. */
  ticked(id: string): boolean | undefined {
    try {
      const row = this.todo.split('\n').find((line) => line.includes(`**${id}**`));
      return row === undefined ? undefined : row.includes('- [x]');
    } catch {
      return undefined;
    }
  }

  async show(tasks: Readonly<Record<string, Readonly<Record<string, unknown>> | string>>, status = 'active'): Promise<void> {
    const api = await activeApi();
    const texts = Object.entries(tasks).map(([id, task]) => [`${this.path}/.task/${id}.json`, typeof task === 'string' ? task : smallTask(id, task)]);
    writeFiles(this.root, { [`${this.path}/workflow-session.json`]: smallSession(this.name, status), ...Object.fromEntries(texts) as Record<string, string> });
    await run('workflow.refresh');
    await run('workflow.chooseSession', this.target);
    await until(`${this.name} is shown`, () => Object.keys(tasks).every((id) => taskRow(api, id)?.target.kind === 'task'));
  }

  /** Tree, JSON and list say the same of a task. A list comes into being when it has something to say. */
  async agree(id: string, status: string): Promise<void> {
    const api = await activeApi();
    await until(`${id} is ${status} in tree, JSON and TODO_LIST.md`, () => (
      shownStatus(api, id) === status && this.json(id)['status'] === status && (this.ticked(id) ?? false) === (status === 'completed')), () => `${JSON.stringify(this.json(id))}\n${String(this.ticked(id))}`);
  }
}
