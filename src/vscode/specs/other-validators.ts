import { Range, type TextDocument, extensions, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { FindingCode } from '../../core/findings/finding-codes.js';

/** Red Hat's YAML extension, which reports syntax errors of every YAML file, and breaches of a schema that it was told of. */
const yamlExtension = 'redhat.vscode-yaml';

const syntaxCodes: ReadonlySet<FindingCode> = new Set(['yaml/syntax', 'yaml/duplicate-key']);
const schemaCodes = /^(?:spec|config|compound)\/(?:missing-property|wrong-type|unknown-value|wrong-format|out-of-range|too-few)$/;

/** What another extension reports of this document already, so that nothing is reported twice. */
export function toldByOthers(document: TextDocument): (code: FindingCode) => boolean {
  const isThere = extensions.getExtension(yamlExtension)?.isActive === true;
  const settings = workspace.getConfiguration('yaml', document.uri);
  if (!isThere || !settings.get<boolean>('validate', true)) return () => false;
  const hasSchema = knowsSchema(document, settings.get<Readonly<Record<string, unknown>>>('schemas', {}));
  return (code) => syntaxCodes.has(code) || (hasSchema && schemaCodes.test(code));
}

/** Our schemas by the names of their files, wherever a copy of them is. */
const ourSchemas = /\b(?:feature_spec|api_contract|task_spec|compound|config)\.json$/;

/** By a line in the file itself, or by a setting that names one of our schemas. */
function knowsSchema(document: TextDocument, schemas: Readonly<Record<string, unknown>>): boolean {
  const head = document.getText(new Range(0, 0, Math.min(10, document.lineCount), 0));
  return /^#\s*yaml-language-server\s*:\s*\$schema=/m.test(head) || Object.keys(schemas).some((name) => ourSchemas.test(name));
}

/** Fires when others may report something else now. */
export function onDidChangeOthers(listener: () => void): Disposable {
  const lifetime = new Lifetime();
  lifetime.own(extensions.onDidChange(listener));
  lifetime.own(workspace.onDidChangeConfiguration((change) => { if (change.affectsConfiguration('yaml')) listener(); }));
  return lifetime;
}
