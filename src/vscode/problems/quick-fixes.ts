import { CodeAction, CodeActionKind, type CodeActionProvider, type CodeActionProviderMetadata, type DocumentSelector, languages, Range, type TextDocument, type Uri, workspace, WorkspaceEdit } from 'vscode';
import type { Fix } from '../../core/findings/finding.js';
import type { Request } from '../../core/plans/request.js';
import { editJson } from '../../core/text/json-text.js';
import { applyTextEdits, replacementFor } from '../../core/text/text-edit.js';
import type { CommandId } from '../commands/command-ids.js';
import type { Problems } from './problems.js';
import type { ShownFinding } from './shown-finding.js';

const applyFix: CommandId = 'workflow.applyFix';

/** Offers the fixes of findings where they are shown. Where nothing may be written there is nothing to offer. */
export class QuickFixes implements CodeActionProvider {
  static readonly selector: DocumentSelector = { scheme: 'file', pattern: '**/{.workflow,.ai/project}/**' };
  static readonly metadata: CodeActionProviderMetadata = { providedCodeActionKinds: [CodeActionKind.QuickFix] };

  constructor(private readonly problems: Problems) {}

  provideCodeActions(document: TextDocument, range: Range): CodeAction[] {
    if (!workspace.isTrusted) return [];
    const here = this.problems.shownIn(document.uri).filter((shown) => shown.range.intersection(range) !== undefined);
    return here.flatMap((shown) => shown.finding.fixes.filter((fix) => isMeant(document, fix)).map((fix) => actionOf(document, shown, fix)));
  }
}

function actionOf(document: TextDocument, { root, finding, range }: ShownFinding, fix: Fix): CodeAction {
  const action = new CodeAction(fix.title, CodeActionKind.QuickFix);
  const diagnostics = languages.getDiagnostics(document.uri);
  action.diagnostics = diagnostics.filter((each) => each.code === finding.code && each.range.isEqual(range));
  action.isPreferred = finding.fixes.length === 1;
  const edit = document.isDirty ? editOf(document, fix, root.uriOf(finding.file)) : null;
  if (edit === null) action.command = { command: applyFix, title: fix.title, arguments: [root.root, fix.request] };
  else action.edit = edit;
  return action;
}

/** A change of pieces of text is offered as long as what is typed has these pieces where they were. */
function isMeant(document: TextDocument, { request }: Fix): boolean {
  if (!document.isDirty || request.do !== 'edit-text') return true;
  const text = document.getText();
  return request.edits.every(({ offset, length, was }) => text.slice(offset, offset + length) === was);
}

/** In a text that is not saved, what changes one field or some pieces changes the text: the file is the person's until it is saved. */
function editOf(document: TextDocument, { request }: Fix, file: Uri): WorkspaceEdit | null {
  if (file.toString() !== document.uri.toString()) return null;
  const text = document.getText();
  const edited = request.do === 'edit-text' ? applyTextEdits(text, request.edits) : withField(text, request);
  if (edited === null) return null;
  const edit = new WorkspaceEdit();
  const { offset, length, text: replacement } = replacementFor(text, edited);
  edit.replace(document.uri, new Range(document.positionAt(offset), document.positionAt(offset + length)), replacement);
  return edit;
}

function withField(text: string, request: Request): string | null {
  if (request.do !== 'edit-task-field') return null;
  const { pointer, value } = request;
  const edited = editJson(text, [value === undefined ? { kind: 'remove', pointer } : { kind: 'set', pointer, value }]);
  return edited.ok ? edited.value : null;
}
