import { failure, success, type Result } from '../../base/result.js';
import type { ByteText, ReadOutcome } from '../ports.js';
import { parseJson } from '../text/json-text.js';
import type { Finding } from './finding.js';
import { makeFinding, valueAt } from './make-finding.js';

/** What a parser of a file needs of reading it: its text, or why there is none. */
export type DocumentOutcome =
  | { readonly kind: 'text'; readonly text: string; readonly bytes?: ByteText }
  | { readonly kind: 'unreadable'; readonly reason: Extract<ReadOutcome, { kind: 'unreadable' }>['reason']; readonly detail: string };

/** An object as it stands in a file: nothing about its fields is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Reads a file's one JSON object, or says as a finding of that file why there is none. Never throws. */
export function readDocument(file: string, outcome: DocumentOutcome): Result<JsonObject, Finding> {
  if (outcome.kind === 'unreadable') return failure(unreadable(file, outcome));
  const parsed = parseJson(outcome.text);
  if (!parsed.ok) {
    const { code, message, offset, length } = parsed.problem;
    return failure(makeFinding({ code, file, message, place: { kind: 'offset', offset, length } }));
  }
  const { value } = parsed;
  if (isObject(value)) return success(value);
  return failure(makeFinding({
    code: 'json/not-an-object', file, place: valueAt(),
    message: `The file holds ${nameOfType(value)}; it must hold one JSON object, { … }.`,
  }));
}

/** Why a file could not be read, as a finding about it. */
export function unreadable(file: string, { reason, detail }: Extract<DocumentOutcome, { kind: 'unreadable' }>): Finding {
  const messages = {
    'not-a-file': `This is no regular file (${detail}), so it was not opened; put a plain file here.`,
    'too-large': `The file was not read, because ${detail}; a task or session file of that size is a mistake.`,
    'invalid-utf8': `The file was not read, because ${detail}. It is never written either until it is saved as UTF-8.`,
    'io-error': `The file could not be read: ${detail}.`,
  };
  return makeFinding({ code: reason === 'not-a-file' ? 'file/not-regular' : 'file/unreadable', file, message: messages[reason] });
}

/** A directory that is there and cannot be listed, as a finding about it. */
export function unlistable(file: string, reason: string): Finding {
  return makeFinding({ code: 'file/unreadable', file, message: `${file} cannot be listed: ${reason}.` });
}

/** Is it an object, and neither a list nor null? */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The type of a JSON value as people call it: "a text", "a list", "null". */
export function nameOfType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
