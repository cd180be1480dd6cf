import { Composer, CST, isAlias, isMap, isScalar, isSeq, Parser, Lexer, stringify, YAMLError, type Node, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { failure, success, type Result } from '../../base/result.js';
import { lineStartOf } from './text-edit.js';
import { syntaxSentence } from './yaml-sentence.js';
import type { YamlItem, YamlNode, YamlPair, YamlProblem, YamlScalar, YamlStyle, YamlTree } from './yaml-tree.js';

/** The one door to `yaml`: reading within limits, and rendering of new text. */

/** Longest text that is read at all, in UTF-16 units. */
const maxYamlLength = 4 * 1024 * 1024;
/** Longer ones keep a program busy so long that they belong to a worker that can be killed. */
export const maxYamlLengthHere = 128 * 1024;

const maxDepth = 64;
const maxTokens = 1_200_000;
const maxAliases = 100;
const maxExpanded = 200_000;
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Thrown inside this file only, to leave the library at the first problem. */
class Unreadable extends Error {
  constructor(readonly problem: YamlProblem) {
    super(problem.message);
  }
}

function refuse(code: YamlProblem['code'], message: string, mark: { readonly offset: number; readonly length: number }): never {
  throw new Unreadable({ code, message, offset: mark.offset, length: Math.max(1, mark.length) });
}

/**
 * Reads one YAML 1.2 document. Refuses, before anything is built: texts over 4 MiB, nesting over 64, control characters, tags,
 * `%YAML 1.1` and other directives, several documents, aliases beyond measure; and the first syntax error or duplicate key,
 * never a cascade of them. Never throws. `above`: levels that the text is already nested in, when it is a part of a document.
 */
export function parseYaml(text: string, above = 0): Result<YamlTree, YamlProblem> {
  try {
    checkText(text);
    return success(new TreeMaker(text).make(compose(text, maxDepth - above)));
  } catch (error) {
    if (error instanceof Unreadable) return failure(visible(error.problem, text));
    throw error;
  }
}

/** An error at the very end of a line is shown on its last character, where it can be seen. */
function visible(problem: YamlProblem, text: string): YamlProblem {
  const { offset } = problem;
  const atEnd = offset >= text.length || /[\r\n]/.test(text.charAt(offset));
  const before = text.slice(0, offset).replace(/\r$/, '').length - 1;
  return atEnd && before >= 0 && text[before] !== '\n' ? { ...problem, offset: before, length: 1 } : problem;
}

function checkText(text: string): void {
  if (text.length > maxYamlLength) refuse('yaml/unsafe', `The file has ${text.length} characters; at most ${maxYamlLength} are read.`, { offset: 0, length: 1 });
  const found = control.exec(text);
  if (found !== null) {
    const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    refuse('yaml/unsafe', `The control character U+${code} is not allowed in YAML; remove it.`, { offset: found.index, length: 1 });
  }
}

/** From text to the library's document, watching every token, so that nothing large is built from something small. */
function compose(text: string, depth: number): Node | null {
  const composer = new Composer({ uniqueKeys: false, logLevel: 'silent', strict: true, version: '1.2' });
  Object.assign(composer, { onError: firstErrorOnly() });
  let contents: Node | null = null;
  for (const document of composer.compose(watchedTokens(text, depth))) contents = firstContents(document, contents);
  return contents;
}

function* watchedTokens(text: string, depth: number): Generator<CST.Token, void> {
  const parser = new Parser();
  const watch = new TokenWatch();
  for (const lexeme of new Lexer().lex(text)) {
    watch.see(lexeme, parser.offset);
    if (parser.stack.length > depth + 2) refuse('yaml/unsafe', `Nested more than ${maxDepth} levels deep; that is not read.`, { offset: parser.offset, length: 1 });
    for (const token of parser.next(lexeme)) {
      if (token.type === 'document') watch.seeDocument(token.offset);
      yield token;
    }
  }
  for (const token of parser.end()) {
    if (token.type === 'document') watch.seeDocument(token.offset);
    yield token;
  }
}

function firstContents(document: { readonly errors: readonly YAMLError[]; readonly contents: unknown }, before: Node | null): Node | null {
  const [error] = document.errors;
  if (error !== undefined) throw new Unreadable(syntaxProblem(error.pos, error.code, error.message));
  return before ?? document.contents as Node | null;
}

/** Where the library says an error is: an offset, a range, or a token. */
type ErrorSource = number | readonly [number, number] | { readonly offset: number; readonly source?: string };

/**
 * The library goes on after an error, which takes long on a text that is nothing but errors, and it wraps what is thrown in a
 * later error; the first one is all we tell.
 */
function firstErrorOnly(): (source: ErrorSource, code: string, message: string) => void {
  let first: Unreadable | null = null;
  return (source, code, message) => {
    first ??= new Unreadable(syntaxProblem(source, code, message));
    throw first;
  };
}

function syntaxProblem(source: ErrorSource, code: string, message: string): YamlProblem {
  const [start, end] = spanOfError(source);
  return { code: 'yaml/syntax', message: syntaxSentence(code, message), offset: start, length: Math.max(1, end - start) };
}

function spanOfError(source: ErrorSource): readonly [number, number] {
  if (typeof source === 'number') return [source, source + 1];
  if ('offset' in source) return [source.offset, source.offset + (source.source?.trimEnd().split('\n', 1)[0]?.length ?? 1)];
  return source;
}

const scalarMark = CST.SCALAR.charCodeAt(0);
const bang = 0x21;
const percent = 0x25;
const star = 0x2a;

/** Looks at the tokens as they pass and refuses what we do not read. */
class TokenWatch {
  #count = 0;
  #aliases = 0;
  #documents = 0;
  #afterScalarMark = false;

  see(lexeme: string, offset: number): void {
    this.#count += 1;
    const isText = this.#afterScalarMark;
    const first = lexeme.charCodeAt(0);
    this.#afterScalarMark = first === scalarMark && !isText;
    if (!isText && (first === bang || first === percent || first === star)) this.#seeMark(lexeme, { offset, length: lexeme.length });
    if (this.#count > maxTokens) refuse('yaml/unsafe', 'The file has too many parts to be read.', { offset, length: 1 });
  }

  #seeMark(lexeme: string, mark: { readonly offset: number; readonly length: number }): void {
    const first = lexeme.charAt(0);
    if (first === '!') refuse('yaml/unsafe', `The tag ${lexeme} is not read; write the value plainly, without a tag.`, mark);
    if (first === '%' && !/^%YAML\s+1\.2\s*$/.test(lexeme)) refuse('yaml/unsafe', `${lexeme.trim()} is not read; these files are YAML 1.2, without directives.`, mark);
    if (first === '*') this.#seeAlias(mark);
  }

  #seeAlias(mark: { readonly offset: number; readonly length: number }): void {
    this.#aliases += 1;
    if (this.#aliases > maxAliases) refuse('yaml/unsafe', `More than ${maxAliases} aliases; write the values out.`, mark);
  }

  seeDocument(offset: number): void {
    this.#documents += 1;
    if (this.#documents > 1) refuse('yaml/unsafe', 'A second document begins here; a file holds one.', { offset, length: 3 });
  }
}

const space = 0x20;
const dash = 0x2d;

const styles: Readonly<Record<string, YamlStyle>> = { QUOTE_SINGLE: 'single', QUOTE_DOUBLE: 'double', BLOCK_LITERAL: 'block', BLOCK_FOLDED: 'block' };

/** From the library's nodes to ours: plain data, aliases resolved, keys as texts, duplicates refused in linear time. */
class TreeMaker {
  readonly #text: string;
  readonly #anchors = new Map<string, { readonly node: YamlNode; readonly size: number }>();
  #shared = false;
  #size = 0;

  constructor(text: string) {
    this.#text = text;
  }

  make(contents: Node | null): YamlTree {
    const root = contents === null ? this.#nothing(this.#text.length) : this.#node(contents);
    return { root, shared: this.#shared };
  }

  #nothing(at: number): YamlScalar {
    return { kind: 'scalar', start: at, end: at, value: null, style: 'plain' };
  }

  #node(node: Node): YamlNode {
    const before = this.#size;
    this.#grow(1, node);
    if (isAlias(node)) return this.#alias(node.source, node);
    const made = this.#plainNode(node);
    const anchor = 'anchor' in node ? node.anchor : undefined;
    if (anchor !== undefined) {
      this.#shared = true;
      this.#anchors.set(anchor, { node: made, size: this.#size - before });
    }
    return made;
  }

  #plainNode(node: Node): YamlNode {
    if (isMap(node)) return this.#map(node);
    if (isSeq(node)) return this.#sequence(node);
    if (isScalar(node)) return this.#scalar(node);
    return refuse('yaml/unsafe', 'This is nothing that can be read here.', { offset: startOf(node), length: 1 });
  }

  #grow(by: number, at: Node): void {
    this.#size += by;
    if (this.#shared && this.#size > maxExpanded) refuse('yaml/unsafe', 'The aliases repeat too much; write the values out.', { offset: startOf(at), length: 1 });
  }

  #alias(name: string, node: Node): YamlNode {
    this.#shared = true;
    const found = this.#anchors.get(name);
    const [start, end] = spanOf(node);
    if (found === undefined) return refuse('yaml/syntax', `There is no finished value with the anchor &${name} before this alias.`, { offset: start, length: end - start });
    this.#grow(found.size, node);
    return { kind: 'alias', start, end, target: found.node };
  }

  #scalar(node: Scalar): YamlScalar {
    const [start, end] = spanOf(node);
    const { value } = node;
    const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
    return { kind: 'scalar', start, end, value: plain, style: styles[node.type ?? ''] ?? 'plain' };
  }

  #map(node: YAMLMap): YamlNode {
    const names = new Set<string>();
    const pairs = node.items.map(({ key, value }): YamlPair => {
      const made = this.#key(key as Node | null);
      const name = this.#nameOf(made);
      if (names.has(name)) refuse('yaml/duplicate-key', `The key ${name} stands here a second time; keep one of them.`, { offset: made.start, length: made.end - made.start });
      names.add(name);
      return { name, key: made, value: value === null ? this.#nothing(made.end) : this.#node(value as Node) };
    });
    const [start, end] = spanOf(node);
    const flow = node.flow === true;
    return { kind: 'map', start, end: flow ? end : pairs.at(-1)?.value.end ?? end, flow, pairs };
  }

  #key(key: Node | null): YamlScalar {
    const made = key === null ? null : this.#node(key);
    if (made?.kind === 'scalar') return made;
    return refuse('yaml/unsafe', 'A key must be a plain text here.', { offset: key === null ? 0 : startOf(key), length: 1 });
  }

  #nameOf(key: YamlScalar): string {
    const name = typeof key.value === 'string' ? key.value : this.#text.slice(key.start, key.end);
    if (name === '__proto__') refuse('yaml/unsafe', 'The key __proto__ is not read; give it another name.', { offset: key.start, length: key.end - key.start });
    return name;
  }

  #sequence(node: YAMLSeq): YamlNode {
    const [start, end] = spanOf(node);
    const flow = node.flow === true;
    const line = lineStartOf(this.#text, start);
    const column = start - line - (line === 0 && this.#text.startsWith('\ufeff') ? 1 : 0);
    const items = node.items.map((item, index): YamlItem => {
      const made = item === null ? this.#nothing(start) : this.#node(item as Node);
      if (flow) return { start: made.start, node: made };
      return { start: index === 0 ? start : this.#dashBefore(made.start, column), node: made };
    });
    return { kind: 'sequence', start, end: flow ? end : items.at(-1)?.node.end ?? end, flow, items };
  }

  /** Every item but the first begins on a line of its own, in the column of the first; its value may come lines later. */
  #dashBefore(offset: number, column: number): number {
    let line = lineStartOf(this.#text, offset);
    while (line > 0 && !this.#isDash(line, column)) line = lineStartOf(this.#text, line - 1);
    return line + column;
  }

  #isDash(line: number, column: number): boolean {
    for (let at = line; at < line + column; at++) if (this.#text.charCodeAt(at) !== space) return false;
    return this.#text.charCodeAt(line + column) === dash;
  }
}

/** Without the white space and comments that follow. */
function spanOf(node: Node): readonly [number, number] {
  const range = node.range ?? [0, 0, 0];
  return [range[0], range[1]];
}

function startOf(node: Node): number {
  return spanOf(node)[0];
}

/**
 * Renders a new document: two spaces, texts in double quotes, keys plain, long texts on one line, no anchors. Only for text
 * that nobody wrote yet; what is there is changed with `editYaml`.
 */
export function renderYaml(value: unknown): string {
  return stringify(value, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0, aliasDuplicateObjects: false });
}
