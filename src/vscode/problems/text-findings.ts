import { CodeAction, CodeActionKind, type CodeActionProvider, type DocumentSelector, Range, type TextDocument, type Uri, WorkspaceEdit, languages } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { Finding } from '../../core/findings/finding.js';
import { plainLine } from '../../core/text/escape.js';
import { diagnosticOf } from './diagnostic-of.js';
import { rangeIn } from './editor-range.js';

/** Findings of a text, and the text that they are about. */
export interface JudgedText {
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** Shows what is wrong with texts that are judged as they are typed, and offers the fixes that change a text, which stays the person's to save. */
export class TextFindings implements CodeActionProvider, Disposable {
  readonly #lifetime = new Lifetime();
  readonly #collection;
  readonly #shown = new Map<string, readonly Finding[]>();

  constructor(name: string, selector: DocumentSelector) {
    this.#collection = this.#lifetime.own(languages.createDiagnosticCollection(name));
    this.#lifetime.own(languages.registerCodeActionsProvider(selector, this, { providedCodeActionKinds: [CodeActionKind.QuickFix] }));
  }

  show(uri: Uri, { text, findings }: JudgedText): void {
    this.#shown.set(uri.toString(), findings);
    this.#collection.set(uri, findings.map((finding) => diagnosticOf(finding, rangeIn(text, finding.place))));
  }

  hide(uri: Uri): void {
    this.#shown.delete(uri.toString());
    this.#collection.delete(uri);
  }

  provideCodeActions(document: TextDocument, range: Range): CodeAction[] {
    const text = document.getText();
    return (this.#shown.get(document.uri.toString()) ?? []).flatMap((finding) => {
      const where = rangeIn(text, finding.place);
      return where.intersection(range) === undefined ? [] : finding.fixes.map((fix) => this.#actionOf(document, finding, fix));
    });
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #actionOf(document: TextDocument, { code, message, fixes }: Finding, { title, request }: Finding['fixes'][number]): CodeAction {
    const action = new CodeAction(title, CodeActionKind.QuickFix);
    action.diagnostics = [...(this.#collection.get(document.uri) ?? [])].filter((each) => each.code === code && each.message === plainLine(message));
    action.isPreferred = fixes.length === 1;
    action.edit = new WorkspaceEdit();
    for (const { offset, length, text } of request.do === 'edit-text' ? request.edits : []) {
      action.edit.replace(document.uri, new Range(document.positionAt(offset), document.positionAt(offset + length)), text);
    }
    return action;
  }
}
