import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ReviewModel } from '../../../../src/protocol/review.js';
import type { ReviewEditor } from '../../../../src/vscode/review/review-editor.js';
import { workflow } from './command-line.js';
import { activeApi, folder, run, until } from './editor.js';

/** An attempt at a task that writes a file, handed over for review; and the file in front. */
export async function attempt(task: string, file: string, text: string): Promise<vscode.Uri> {
  await workflow('run', 'start', task);
  writeFileSync(join(folder(), file), text);
  await workflow('run', 'finish', task, '--as', 'review');
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
