import * as vscode from 'vscode';
import { answerOf } from './ask.js';

/**
 * The fix of a title at a range. It is asked for again while there is none: VS Code drops the answer when another extension that has just
 * been started registers a provider meanwhile, and what is typed moves the range.
 */
export async function fixAt(uri: vscode.Uri, range: () => vscode.Range | undefined, title: RegExp | string): Promise<vscode.CodeAction> {
  let offered: readonly string[] = [];
  for (let tries = 0; tries < 50; tries++) {
    const actions = await answerOf<vscode.CodeAction[] | undefined>(
      'vscode.executeCodeActionProvider', uri, range() ?? new vscode.Range(0, 0, 0, 0), vscode.CodeActionKind.QuickFix.value);
    const action = actions?.find((each) => (typeof title === 'string' ? each.title === title : title.test(each.title)));
    if (action !== undefined) return action;
    offered = actions?.map((each) => each.title) ?? [];
  }
  const said = vscode.languages.getDiagnostics(uri).map(({ message, range: { start } }) => `${message} @${start.line + 1}`);
  throw new Error(`No ${String(title)} in [${offered.join(', ')}]; ${said.join(', ')}`);
}

/** Does what a click on it does. */
export async function carryOut({ edit, command }: vscode.CodeAction): Promise<void> {
  if (edit !== undefined) await vscode.workspace.applyEdit(edit);
  if (command !== undefined) await vscode.commands.executeCommand(command.command, ...(command.arguments as unknown[] | undefined ?? []));
}
