import { type DocumentSelector, type TextDocument, languages } from 'vscode';

/** The specs of features, wherever the folder with `.ai` is. */
export const specSelector: DocumentSelector = { scheme: 'file', pattern: '**/.ai/project/features/*/spec.{yaml,yml}' };

/** Where files may be that only a schema judges (`schemaFileKind` says which are). */
export const schemaFileSelector: DocumentSelector = ['config.yaml', 'metrics/compound.yaml', 'sessions/agents/*.af', 'features/*/*.{yaml,yml}', 'features/*/*/*.{yaml,yml}']
  .map((pattern) => ({ scheme: 'file', pattern: `**/.ai/project/${pattern}` }));

/** UTF-16 units; not that of core, which would bring what reads YAML into the program that starts. */
const longestTyped = 128 * 1024;

/** Whether a document is a spec of a feature. */
export function isSpec(document: TextDocument): boolean {
  return languages.match(specSelector, document) > 0;
}

/** Whether a document is judged by a schema as it is typed, and is no spec. A longer one is judged as it is on the disk. */
export function isSchemaFile(document: TextDocument): boolean {
  return languages.match(schemaFileSelector, document) > 0 && !isSpec(document) && document.getText().length <= longestTyped;
}

/** Whether the spec editor says what is wrong with a document, as long as it is open. */
export function isJudgedWhileOpen(document: TextDocument): boolean {
  return isSpec(document) || isSchemaFile(document);
}
