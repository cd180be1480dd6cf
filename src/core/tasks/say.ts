import type { Fix } from '../findings/finding.js';
import type { FindingDraft } from '../findings/make-finding.js';
import type { JsonPointer } from '../text/json-pointer.js';

/** Adds a finding about the file that is being checked. */
export type Say = (draft: Omit<FindingDraft, 'file'>) => void;

/** What a field is, which must still be so when the repair is carried out, and what it becomes; `undefined` is absent. */
export interface FieldChange {
  readonly pointer: JsonPointer;
  readonly from: unknown;
  readonly value: unknown;
}

/** The repair that puts one value into a file. */
export function fieldFix(title: string, file: string, change: FieldChange): Fix {
  return { title, request: { do: 'edit-task-field', file, ...change } };
}
