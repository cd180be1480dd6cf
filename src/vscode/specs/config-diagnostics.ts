import { type TextDocument, languages, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { parseConfig } from '../../core/specs/project-config.js';
import { maxYamlLengthHere } from '../../core/text/yaml-text.js';
import { diagnosticOf } from '../problems/diagnostic-of.js';
import { rangeIn } from '../problems/editor-range.js';
import { onDidChangeOthers, toldByOthers } from './other-validators.js';
import { isConfig } from './spec-files.js';

/** What is wrong with a `config.yaml` that is open, as it is typed. One that nobody could have written is judged when it is closed. */
export function showConfigDiagnostics(): Disposable {
  const lifetime = new Lifetime();
  const collection = lifetime.own(languages.createDiagnosticCollection('workflow.open-config'));
  const look = (document: TextDocument): void => {
    if (!isConfig(document)) return;
    const text = document.getText();
    const told = toldByOthers(document);
    const findings = text.length > maxYamlLengthHere ? [] : parseConfig(text).findings;
    collection.set(document.uri, findings.filter(({ code }) => !told(code)).map((finding) => diagnosticOf(finding, rangeIn(text, finding.place))));
  };
  lifetime.own(workspace.onDidOpenTextDocument(look));
  lifetime.own(workspace.onDidChangeTextDocument(({ document }) => { look(document); }));
  lifetime.own(workspace.onDidCloseTextDocument(({ uri }) => { collection.delete(uri); }));
  lifetime.own(onDidChangeOthers(() => { workspace.textDocuments.forEach(look); }));
  workspace.textDocuments.forEach(look);
  return lifetime;
}
