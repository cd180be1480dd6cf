import { type TextDocument, extensions, workspace } from 'vscode';
import type { FindingCode } from '../../core/findings/finding-codes.js';

/** VS Code's own support for JSON, which reports syntax errors of every JSON document that is open. */
const jsonExtension = 'vscode.json-language-features';

const codes: ReadonlySet<FindingCode> = new Set(['json/syntax', 'json/duplicate-key']);

/**
 * Whether the editor itself says of a document what a finding of this code says, so that nothing is said twice. Of an empty text
 * it says nothing, and in JSON with comments it allows more than we do.
 */
export function isToldByEditor(document: TextDocument, code: FindingCode): boolean {
  if (!codes.has(code) || document.languageId !== 'json' || document.getText().trim() === '') return false;
  return extensions.getExtension(jsonExtension) !== undefined && workspace.getConfiguration('json', document.uri).get<boolean>('validate.enable', true);
}
