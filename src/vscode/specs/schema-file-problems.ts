import { type TextDocument, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { checkSchemaFile } from '../../core/specs/check-file.js';
import { schemaFileKind } from '../../core/specs/feature-files.js';
import { TextFindings } from '../problems/text-findings.js';
import { isToldByEditor } from '../problems/told-by-editor.js';
import { onDidChangeOthers, toldByOthers } from './other-validators.js';
import { isSchemaFile, schemaFileSelector } from './spec-files.js';
import type { SpecPorts } from './spec-ports.js';

/** What is wrong with open files that only a schema judges, in Problems, as they are typed; with quick fixes. */
export class SchemaFileProblems implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #findings = this.#lifetime.own(new TextFindings('workflow.typed', schemaFileSelector));

  constructor(private readonly ports: SpecPorts) {
    const look = (document: TextDocument): void => { this.#look(document); };
    this.#lifetime.own(workspace.onDidOpenTextDocument(look));
    this.#lifetime.own(workspace.onDidChangeTextDocument(({ document }) => { look(document); }));
    this.#lifetime.own(workspace.onDidCloseTextDocument(({ uri }) => { this.#findings.hide(uri); }));
    this.#lifetime.own(onDidChangeOthers(() => { workspace.textDocuments.forEach(look); }));
    workspace.textDocuments.forEach(look);
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #look(document: TextDocument): void {
    const path = isSchemaFile(document) ? this.ports.roots.holding(document.uri)?.path ?? null : null;
    if (path === null || schemaFileKind(path) === null) return;
    const told = toldByOthers(document);
    const text = document.getText();
    this.#findings.show(document.uri, { text, findings: checkSchemaFile(path, text).filter(({ code }) => !told(code) && !isToldByEditor(document, code)) });
  }
}
