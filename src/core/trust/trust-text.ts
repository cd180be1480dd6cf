import type { FindingCode } from '../findings/finding-codes.js';
import type { Finding } from '../findings/finding.js';
import { makeFinding } from '../findings/make-finding.js';
import type { GuardedEdit } from '../plans/request.js';
import type { JsonPointer } from '../text/json-pointer.js';
import type { TextEdit } from '../text/text-edit.js';
import type { TextLines } from '../text/text-lines.js';
import { markOf, type YamlNode } from '../text/yaml-tree.js';

/** A repair of the model's text that the person may choose. */
export interface TextFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** A model's text while it is read: where it is, and what is said about it. */
export interface TrustText {
  readonly file: string;
  readonly text: string;
  readonly lines: TextLines;
  readonly root: YamlNode;
  readonly findings: Finding[];
}

/** What is said, and about what. */
export interface Saying {
  readonly code: FindingCode;
  readonly pointer: JsonPointer;
  readonly part?: 'key' | 'value';
  readonly message: string;
  readonly fixes?: readonly TextFix[];
}

/** Adds a finding at the key or value that a pointer names. */
export function say({ file, text, root, findings }: TrustText, { code, pointer, part = 'value', message, fixes = [] }: Saying): void {
  const place = { kind: 'offset', ...markOf(root, pointer, part) } as const;
  findings.push(makeFinding({ code, file, message, place, fixes: fixes.map(({ title, edits }) => ({ title, request: { do: 'edit-text', file, edits: edits.map((edit) => guarded(text, edit)) } })) }));
}

function guarded(text: string, edit: TextEdit): GuardedEdit {
  return { ...edit, was: text.slice(edit.offset, edit.offset + edit.length) };
}
