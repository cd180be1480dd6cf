import { applyEdits, modify, parse, parseTree, printParseErrorCode, type FormattingOptions, type ParseError } from 'jsonc-parser';
import { failure, success, type Result } from '../../base/result.js';
import { applyJsonEdit } from './json-change.js';
import type { JsonEdit } from './json-edit.js';
import { nodeAt, type JsonNode } from './json-node.js';
import type { JsonPointer } from './json-pointer.js';
import { isSpace } from './json-lexer.js';
import { findJsonProblem, maxJsonBytes, maxJsonDepth, type JsonProblem } from './json-problem.js';
import type { Place, TextRange } from './place.js';
import { TextLines } from './text-lines.js';

/**
 * Reads a JSON document: one value, by RFC 8259, with or without BOM and final newline. Refuses duplicate keys, keys that
 * reach into prototypes, nesting over 64 levels and documents over 256 KiB (quality 2). Never throws.
 */
export function parseJson(text: string): Result<unknown, JsonProblem> {
  return isTooLarge(text, maxJsonBytes) ? failure(tooLarge) : parseAny(text);
}

/** How much is read where a text may be long: lists that grow for years, what a program hands over. UTF-8 bytes. */
export const maxLongJsonBytes = 4 * 1024 * 1024;

/** The same for longer texts. */
export function parseLongJson(text: string): Result<unknown, JsonProblem> {
  return isTooLarge(text, maxLongJsonBytes) ? failure(tooLarge) : parseAny(text);
}

function parseAny(text: string): Result<unknown, JsonProblem> {
  const body = withoutBom(text);
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    return failure(findJsonProblem(text) ?? unexplained(error));
  }
  // As many keys in the text as in the value: then no key stands twice. Counting `":` is fastest but also finds those inside of
  // texts; counting by strings is exact; the walk over all tokens is only needed to say where something is wrong.
  const keys = keysIn(value, 1);
  if (keys === colonsAfterQuotes(body) || keys === keyStringsIn(body)) return success(value);
  const problem = findJsonProblem(text);
  return problem ? failure(problem) : success(value);
}

const tooLarge: JsonProblem = {
  code: 'json/unsafe',
  message: `The file is larger than ${maxJsonBytes / 1024} KiB; a task or session file of that size is not read.`,
  offset: 0,
  length: 0,
};

function isTooLarge(text: string, largest: number): boolean {
  if (text.length * 3 <= largest) return false;
  let bytes = 0;
  for (let at = 0; at < text.length && bytes <= largest; at++) bytes += bytesOf(text.charCodeAt(at));
  return bytes > largest;
}

/** Bytes of UTF-8 that a UTF-16 unit brings; each half of a surrogate pair brings two of its four. */
function bytesOf(unit: number): number {
  if (unit < 0x80) return 1;
  if (unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff)) return 2;
  return 3;
}

function withoutBom(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function unexplained(error: unknown): JsonProblem {
  return { code: 'json/syntax', message: `The file is not JSON: ${String(error)}.`, offset: 0, length: 0 };
}

/** Number of keys in a parsed value; NaN, which equals nothing, when the value is nested too deep or has an unsafe key. */
function keysIn(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > maxJsonDepth) return Number.NaN;
  return Array.isArray(value) ? keysInList(value, depth) : keysInObject(value as Readonly<Record<string, unknown>>, depth);
}

function keysInList(list: readonly unknown[], depth: number): number {
  let keys = 0;
  for (const item of list) if (typeof item === 'object') keys += keysIn(item, depth + 1);
  return keys;
}

function keysInObject(object: Readonly<Record<string, unknown>>, depth: number): number {
  let keys = 0;
  for (const key in object) {
    if (key === '__proto__' || key === 'constructor') return Number.NaN;
    const child = object[key];
    keys += typeof child === 'object' ? 1 + keysIn(child, depth + 1) : 1;
  }
  return keys;
}

/** How often a quote, white space or nothing, and a colon follow each other: not less often than there are keys. */
function colonsAfterQuotes(text: string): number {
  let count = 0;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
    let before = at - 1;
    while (isSpace(text.charCodeAt(before))) before--;
    if (text.charCodeAt(before) === quote) count++;
  }
  return count;
}

/** The number of strings before a colon in a text that is known to be JSON. */
function keyStringsIn(text: string): number {
  let count = 0;
  for (let open = text.indexOf('"'); open >= 0;) {
    let after = endOfString(text, open);
    open = text.indexOf('"', after);
    while (isSpace(text.charCodeAt(after))) after++;
    if (text.charCodeAt(after) === colon) count++;
  }
  return count;
}

/** Behind the first quote that is not escaped: an even number of backslashes stands before it. */
function endOfString(text: string, open: number): number {
  for (let close = text.indexOf('"', open + 1); close >= 0; close = text.indexOf('"', close + 1)) {
    let slash = close - 1;
    while (text.charCodeAt(slash) === backslash) slash--;
    if ((close - slash) % 2 === 1) return close + 1;
  }
  return text.length;
}

const quote = 0x22;
const colon = 0x3a;
const backslash = 0x5c;

/**
 * Changes only the named values of a document; every other byte stays, and what is added follows the document's own line
 * ends, indentation and spacing. The edits are applied in order. Fails, changing nothing, when the document is not accepted by
 * `parseJson` (here up to 4 MiB) or a pointer leads through something that is neither object nor list.
 */
export function editJson(text: string, edits: readonly JsonEdit[]): Result<string, string> {
  const parsed = parseLongJson(text);
  if (!parsed.ok) return failure(parsed.problem.message);
  let current = text;
  for (const edit of edits) {
    const root = treeOf(current);
    if (!root) return failure('The document has no value to change.');
    const changed = applyJsonEdit(current, root, edit);
    if (!changed.ok) return changed;
    current = changed.value;
  }
  return success(current);
}

/** The value at a pointer; `undefined` when it is absent or the text is not accepted by `parseJson` (here up to 4 MiB). */
export function jsonValueAt(text: string, pointer: JsonPointer): unknown {
  const parsed = parseLongJson(text);
  if (!parsed.ok) return undefined;
  let value = parsed.value;
  for (const segment of pointer) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[segment];
  }
  return value;
}

/** The entries that can still be read of a broken object, up to and around what is wrong with it; `null` when there is none. */
export function salvageJson(text: string): Readonly<Record<string, unknown>> | null {
  if (isTooLarge(text, maxJsonBytes) || findJsonProblem(text)?.code === 'json/unsafe') return null;
  const value: unknown = parse(withoutBom(text), [], { allowTrailingComma: true, disallowComments: false });
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : null;
}

/**
 * Where a place is in a text. A pointer to something absent gives the nearest existing ancestor's key (of a list's item: its
 * first character), or the start of the document; so does a pointer into a text that is no JSON (any more). Never throws.
 */
export function rangeOf(text: string, place: Place): TextRange {
  const { lines } = recall(text);
  switch (place.kind) {
    case 'file':
      return lines.range(0, 0);
    case 'line':
      return lines.lineRange(place.line);
    case 'offset':
      return lines.range(place.offset, place.length);
    case 'pointer':
      return lines.range(...spanOf(text, place));
  }
}

/** What `rangeOf` needs of a text. The tree is made when a pointer asks for it; `null` when the text has none. */
interface LookedAt {
  readonly text: string;
  readonly lines: TextLines;
  root: JsonNode | null | undefined;
}

/** The text looked at last: a file with a thousand findings is taken apart once, not a thousand times. */
let lookedAt: LookedAt | null = null;

function recall(text: string): LookedAt {
  if (lookedAt?.text !== text) lookedAt = { text, lines: new TextLines(text), root: undefined };
  return lookedAt;
}

/** The same of a pointer, as offset and length in UTF-16 units. */
export function spanOf(text: string, { pointer, part }: Extract<Place, { kind: 'pointer' }>): [offset: number, length: number] {
  const recalled = recall(text);
  if (recalled.root === undefined) recalled.root = parseJson(text).ok ? treeOf(text) ?? null : null;
  const { root } = recalled;
  if (root === null) return [0, 0];
  const found = nodeAt(root, pointer);
  const isThere = found.depth === pointer.length;
  if (isThere && part === 'value') return [found.node.offset, found.node.length];
  if (found.key) return [found.key.offset, found.key.length];
  // An item of a list has no key: its first character stands for it. The document has nothing but its start.
  return [found.node.offset, found.node === root ? 0 : 1];
}

function treeOf(text: string): JsonNode | undefined {
  const start = text.length - withoutBom(text).length;
  // The BOM becomes a blank, so that offsets stay those of the text.
  return parseTree(start === 0 ? text : ` ${text.slice(start)}`);
}

/**
 * The same for settings files, in which comments and trailing commas are allowed: changes only the named values; comments
 * stay, but for those inside a value that is replaced.
 */
export function editJsonc(text: string, edits: readonly JsonEdit[]): Result<string, string> {
  const start = text.length - withoutBom(text).length;
  let current = text.slice(start);
  for (const edit of edits) {
    const readable = jsoncValueAt(current, edit.pointer);
    if (!readable.ok) return readable;
    const isAppend = edit.kind === 'append';
    const path = [...edit.pointer, ...(isAppend ? [-1] : [])];
    const value = edit.kind === 'remove' ? undefined : edit.value;
    current = applyEdits(current, modify(current, path, value, { formattingOptions: formattingOf(current), isArrayInsertion: isAppend }));
  }
  return success(text.slice(0, start) + current);
}

/** The value at a pointer of a settings file, `undefined` when it is absent; or in a sentence why the file cannot be read. */
export function jsoncValueAt(text: string, pointer: JsonPointer): Result<unknown, string> {
  if (isTooLarge(text, maxJsonBytes)) return failure(tooLarge.message);
  const errors: ParseError[] = [];
  let value: unknown = parse(withoutBom(text), errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined) return failure(`It is no JSON in line ${new TextLines(text).range(error.offset, 0).line} (${printParseErrorCode(error.error)}); repair it first.`);
  if (!isContainer(value) || Array.isArray(value)) return failure('It holds no JSON object; repair it first.');
  for (const segment of pointer) {
    if (!isContainer(value) || !Object.hasOwn(value, segment)) return success(undefined);
    value = value[segment];
  }
  return success(value);
}

function isContainer(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === 'object' && value !== null;
}

function formattingOf(text: string): FormattingOptions {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  return { insertSpaces: !indent.includes('\t'), tabSize: indent.includes('\t') ? 1 : indent.length, eol: text.includes('\r\n') ? '\r\n' : '\n', keepLines: true };
}
