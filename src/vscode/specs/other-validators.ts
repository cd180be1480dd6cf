import { Range, type TextDocument, extensions, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { FindingCode } from '../../core/findings/finding-codes.js';
import { reportedByOther } from './others-reports.js';

/** Red Hat's YAML extension, which reports syntax errors of every YAML file, and breaches of a schema that it was told of. */
const yamlExtension = 'redhat.vscode-yaml';

/** What another extension reports of this document already, so that nothing is reported twice. */
export function toldByOthers(document: TextDocument): (code: FindingCode) => boolean {
  const isThere = extensions.getExtension(yamlExtension)?.isActive === true;
  const settings = workspace.getConfiguration('yaml', document.uri);
  return reportedByOther({
    validates: isThere && settings.get<boolean>('validate', true), schemas: settings.get<Readonly<Record<string, unknown>>>('schemas', {}),
    path: document.uri.path, head: document.getText(new Range(0, 0, Math.min(10, document.lineCount), 0)),
  });
}

/** Fires when others may report something else now. */
export function onDidChangeOthers(listener: () => void): Disposable {
  const lifetime = new Lifetime();
  lifetime.own(extensions.onDidChange(listener));
  lifetime.own(workspace.onDidChangeConfiguration((change) => { if (change.affectsConfiguration('yaml')) listener(); }));
  return lifetime;
}
