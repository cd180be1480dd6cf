import { Range, type TextDocument, extensions, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { FindingCode } from '../../core/findings/finding-codes.js';

/** Red Hat's YAML extension, which reports syntax errors of every YAML file, and breaches of a schema that it was told of. */
const yamlExtension = 'redhat.vscode-yaml';

const syntaxCodes: ReadonlySet<FindingCode> = new Set(['yaml/syntax', 'yaml/duplicate-key']);
const schemaCodes: ReadonlySet<FindingCode> = new Set(['spec/missing-property', 'spec/wrong-type', 'spec/unknown-value', 'spec/wrong-format', 'spec/out-of-range', 'spec/too-few']);

/** What another extension reports of this document already, so that nothing is reported twice. */
export function toldByOthers(document: TextDocument): (code: FindingCode) => boolean {
  const isThere = extensions.getExtension(yamlExtension)?.isActive === true;
  const settings = workspace.getConfiguration('yaml', document.uri);
  if (!isThere || !settings.get<boolean>('validate', true)) return () => false;
  const hasSchema = knowsSchema(document, settings.get<Readonly<Record<string, unknown>>>('schemas', {}));
  return (code) => syntaxCodes.has(code) || (hasSchema && schemaCodes.has(code));
}

/** By a line in the file itself, or by a setting that names our schema. */
function knowsSchema(document: TextDocument, schemas: Readonly<Record<string, unknown>>): boolean {
  const head = document.getText(new Range(0, 0, Math.min(10, document.lineCount), 0));
  return /^#\s*yaml-language-server\s*:\s*\$schema=/m.test(head) || Object.keys(schemas).some((name) => name.includes('feature_spec'));
}

/** Fires when others may report something else now. */
export function onDidChangeOthers(listener: () => void): Disposable {
  const lifetime = new Lifetime();
  lifetime.own(extensions.onDidChange(listener));
  lifetime.own(workspace.onDidChangeConfiguration((change) => { if (change.affectsConfiguration('yaml')) listener(); }));
  return lifetime;
}
