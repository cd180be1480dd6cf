import { type DocumentSelector, type TextDocument, languages } from 'vscode';

/** The specs of features, wherever the folder with `.ai` is. */
export const specSelector: DocumentSelector = { scheme: 'file', pattern: '**/.ai/project/features/*/spec.{yaml,yml}' };

/** Whether a document is a spec of a feature. */
export function isSpec(document: TextDocument): boolean {
  return languages.match(specSelector, document) > 0;
}
