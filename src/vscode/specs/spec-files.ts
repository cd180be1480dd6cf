import { type DocumentSelector, type TextDocument, languages } from 'vscode';

/** The specs of features, wherever the folder with `.ai` is. */
export const specSelector: DocumentSelector = { scheme: 'file', pattern: '**/.ai/project/features/*/spec.{yaml,yml}' };

const configSelector: DocumentSelector = { scheme: 'file', pattern: '**/.ai/project/config.yaml' };

/** Whether a document is a spec of a feature. */
export function isSpec(document: TextDocument): boolean {
  return languages.match(specSelector, document) > 0;
}

/** Whether a document is the configuration of a project. */
export function isConfig(document: TextDocument): boolean {
  return languages.match(configSelector, document) > 0;
}

/** Whether the spec editor says what is wrong with a document, as long as it is open. */
export function isJudgedWhileOpen(document: TextDocument): boolean {
  return isSpec(document) || isConfig(document);
}
