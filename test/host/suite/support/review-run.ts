import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ReviewModel } from '../../../../src/protocol/review.js';
import type { ReviewEditor } from '../../../../src/vscode/review/review-editor.js';
import { activeApi, extensionPath, folder, run, until } from './editor.js';

/** Our command line in the folder that is open, as an agent would call it. */
export function workflow(...args: string[]): string {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(extensionPath(), 'dist/cli.js'), '-C', folder(), ...args], { encoding: 'utf8', env });
  assert.equal(status, 0, stderr);
  return stdout;
}

/** An attempt at a task that writes a file, handed over for review; and the file in front. */
export async function attempt(task: string, file: string, text: string): Promise<vscode.Uri> {
  workflow('run', 'start', task);
  writeFileSync(join(folder(), file), text);
  workflow('run', 'finish', task, '--as', 'review');
  const uri = vscode.Uri.file(join(folder(), file));
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  await run('workflow.refresh');
  return uri;
}

/** What the Review view shows, once it holds. */
export async function shown(editor: ReviewEditor, what: string, holds: (model: ReviewModel) => boolean): Promise<ReviewModel> {
  let model = await editor.model();
  if (holds(model)) return model;
  const look = async (): Promise<void> => { model = await editor.model(); };
  const { onDidChange } = await activeApi();
  const subscription = onDidChange(() => void look());
  await run('workflow.refresh');
  await look();
  await until(what, () => holds(model), () => JSON.stringify(model.form ?? model.notice));
  subscription.dispose();
  return model;
}
