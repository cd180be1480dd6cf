import { type TextDocument, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { Finding } from '../../core/findings/finding.js';
import { loadTrust } from '../../core/trust/load-trust.js';
import { trustModelPath } from '../../core/trust/trust-model.js';
import { TextFindings } from '../problems/text-findings.js';
import type { Root } from '../roots/root.js';
import type { RootTrust, TrustModels } from './trust-models.js';

const stamp = { size: 0, mtimeMs: 0, ctimeMs: 0, ino: 0, racy: false };

/** What is wrong with trust models, in Problems: as typed where they are open, else as they are on the disk; with quick fixes. */
export class TrustProblems implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #findings = this.#lifetime.own(new TextFindings('workflow.trust', { pattern: `**/${trustModelPath}` }));

  constructor(private readonly models: TrustModels) {
    const look = (document: TextDocument): void => {
      const trust = models.all.find(({ root }) => isModelOf(root, document));
      if (trust !== undefined) this.#look(trust);
    };
    this.#lifetime.own(workspace.onDidOpenTextDocument(look));
    this.#lifetime.own(workspace.onDidChangeTextDocument(({ document }) => { look(document); }));
    this.#lifetime.own(workspace.onDidCloseTextDocument(look));
    this.#lifetime.own(models.onDidChange((trust) => { if (trust !== null) this.#look(trust); }));
    models.all.forEach((trust) => { this.#look(trust); });
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #look({ root, state }: RootTrust): void {
    const uri = root.uriOf(trustModelPath);
    const document = workspace.textDocuments.find((each) => isModelOf(root, each));
    if (document === undefined) void this.#showSaved(root, state.findings);
    else this.#findings.show(uri, { text: document.getText(), findings: loadTrust({ kind: 'text', text: document.getText(), stamp }).findings });
  }

  async #showSaved(root: Root, findings: readonly Finding[]): Promise<void> {
    let text = '';
    await root.open.files.read([{ path: trustModelPath }], (_, outcome) => { if (outcome.kind === 'text') text = outcome.text; });
    // That there is no model is nothing to mend.
    this.#findings.show(root.uriOf(trustModelPath), { text, findings: findings.filter(({ code }) => code !== 'trust/missing-model') });
  }
}

function isModelOf(root: Root, document: TextDocument): boolean {
  return document.uri.toString() === root.uriOf(trustModelPath).toString() && !document.isClosed;
}
