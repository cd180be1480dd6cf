import { CodeAction, CodeActionKind, type CodeActionProvider, DiagnosticTag, Range, type TextDocument, type Uri, WorkspaceEdit, languages, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { Finding } from '../../core/findings/finding.js';
import { plainLine } from '../../core/text/escape.js';
import { loadTrust } from '../../core/trust/load-trust.js';
import { trustModelPath } from '../../core/trust/trust-model.js';
import { diagnosticOf } from '../problems/diagnostic-of.js';
import { rangeIn } from '../problems/editor-range.js';
import type { Root } from '../roots/root.js';
import type { RootTrust, TrustModels } from './trust-models.js';

const stamp = { size: 0, mtimeMs: 0, ctimeMs: 0, ino: 0, racy: false };

/** What is wrong with trust models, in Problems: as typed where they are open, else as they are on the disk; with quick fixes. */
export class TrustProblems implements CodeActionProvider, Disposable {
  readonly #lifetime = new Lifetime();
  readonly #collection = this.#lifetime.own(languages.createDiagnosticCollection('workflow.trust'));
  readonly #shown = new Map<string, readonly Finding[]>();

  constructor(private readonly models: TrustModels) {
    const look = (document: TextDocument): void => {
      const trust = models.all.find(({ root }) => isModelOf(root, document));
      if (trust !== undefined) this.#look(trust);
    };
    this.#lifetime.own(workspace.onDidOpenTextDocument(look));
    this.#lifetime.own(workspace.onDidChangeTextDocument(({ document }) => { look(document); }));
    this.#lifetime.own(workspace.onDidCloseTextDocument(look));
    this.#lifetime.own(models.onDidChange((trust) => { if (trust !== null) this.#look(trust); }));
    this.#lifetime.own(languages.registerCodeActionsProvider({ pattern: `**/${trustModelPath}` }, this, { providedCodeActionKinds: [CodeActionKind.QuickFix] }));
    models.all.forEach((trust) => { this.#look(trust); });
  }

  provideCodeActions(document: TextDocument, range: Range): CodeAction[] {
    const text = document.getText();
    return (this.#shown.get(document.uri.toString()) ?? []).flatMap((finding) => {
      const where = rangeIn(text, finding.place);
      return where.intersection(range) === undefined ? [] : finding.fixes.map((fix) => this.#actionOf(document, { ...finding, fixes: [fix] }));
    });
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #actionOf(document: TextDocument, { code, message, fixes: [fix] }: Finding): CodeAction {
    const action = new CodeAction(fix?.title ?? '', CodeActionKind.QuickFix);
    action.diagnostics = [...(this.#collection.get(document.uri) ?? [])].filter((each) => each.code === code && each.message === plainLine(message));
    action.isPreferred = true;
    action.edit = new WorkspaceEdit();
    for (const { offset, length, text } of fix?.request.do === 'edit-text' ? fix.request.edits : []) {
      action.edit.replace(document.uri, new Range(document.positionAt(offset), document.positionAt(offset + length)), text);
    }
    return action;
  }

  #look({ root, state }: RootTrust): void {
    const uri = root.uriOf(trustModelPath);
    const document = workspace.textDocuments.find((each) => isModelOf(root, each));
    if (document === undefined) void this.#showSaved(root, state.findings);
    else this.#show(uri, { text: document.getText(), findings: loadTrust({ kind: 'text', text: document.getText(), stamp }).findings });
  }

  async #showSaved(root: Root, findings: readonly Finding[]): Promise<void> {
    let text = '';
    await root.open.files.read([{ path: trustModelPath }], (_, outcome) => { if (outcome.kind === 'text') text = outcome.text; });
    // That there is no model is nothing to mend.
    this.#show(root.uriOf(trustModelPath), { text, findings: findings.filter(({ code }) => code !== 'trust/missing-model') });
  }

  #show(uri: Uri, { text, findings }: { readonly text: string; readonly findings: readonly Finding[] }): void {
    this.#shown.set(uri.toString(), findings);
    this.#collection.set(uri, findings.map((finding) => {
      const diagnostic = diagnosticOf(finding, rangeIn(text, finding.place));
      if (finding.code === 'trust/repeated-pattern') diagnostic.tags = [DiagnosticTag.Unnecessary];
      return diagnostic;
    }));
  }
}

function isModelOf(root: Root, document: TextDocument): boolean {
  return document.uri.toString() === root.uriOf(trustModelPath).toString() && !document.isClosed;
}
