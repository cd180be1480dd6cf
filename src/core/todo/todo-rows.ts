import type { TodoRow } from './todo.js';

/**
 * Recognises task rows in a Markdown list that anybody wrote (decisions 3.10). A mark is only ever flipped in a row whose
 * task is certain, so what is ambiguous is no row. A line is the row of a task when
 * - it begins (after list marker, quote, box, emoji or a tag such as `[P1]`) with the id, bare or in `**`, `` ` ``, `[]`,
 *   `()`, and with a box (`- [x] IMPL-1 …`, `1. [ ] [IMPL-1] …`, `### [ ] IMPL-1`), or as a container (`▸ **IMPL-1**`), or as a
 *   bullet whose bold text is the id (`- **IMPL-1**: …`);
 * - or it has a box, no id of its own, and one link to `.task/<id>.json`;
 * - or it is a heading that begins with the only id in it. If exactly one box stands below that heading, and directly below
 *   it, that box is the task's (`### IMPL-1: …` over `- [x] **Task**: …`); with several boxes nobody can say which.
 *
 * An id further inside a line is a mention. Several ids at the beginning (`IMPL-1, IMPL-2`) belong to no one row. Fenced
 * code and HTML comments have no rows. A box with a character that is no known mark is a row without a mark.
 */
export function findTodoRows(text: string, { start, end, line: firstLine }: TextRegion): TodoRow[] {
  const found: Found = { rows: [], section: null };
  let block: Block = outside;
  for (let at = start, line = firstLine; at < end; line++) {
    const stop = endOfLine(text, at, end);
    const content = text.slice(at, text.charCodeAt(stop - 1) === CR ? stop - 1 : stop);
    const next = blockAfter(block, content);
    if (block === outside && next === outside) readLine(found, content, { line, offset: at });
    block = next;
    at = stop + 1;
  }
  closeSection(found);
  return found.rows.sort((a, b) => a.line - b.line);
}

/** A part of a text by offsets, `end` excluded; `line` is the number of the line that `start` begins. */
export interface TextRegion {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/** Says whether a box is ticked: only `x` and `X` mean completed. */
export function isTicked(mark: string): boolean {
  return mark === 'x' || mark === 'X';
}

/** A task id with its prefix as a group: letters, a hyphen, and more with a digit in it (`IMPL-1.2`, `T-001`, `IMPL-A1`). */
const word = '[A-Za-z0-9]+(?:_+[A-Za-z0-9]+)*';
const idForm = `(?=[\\w.-]*\\d)(?=[A-Za-z])(${word})-${word}(?:[-.]${word})*`;
const opening = '(?:[*_`~\\[(]{1,4})?';
const closing = '[*_`~\\])]{0,4}';
const decoration = '(?:(?:\\p{Extended_Pictographic}\\ufe0f?|[\\[(][A-Za-z0-9]{1,3}[\\])])\\s*){0,3}';

const listItem = /^[\t ]*(?:>[\t ]?)*[\t ]*(?:[-*+][\t ]+|\d{1,9}[.)][\t ]+|#{1,6}[\t ]+)?\[(.)\][\t ]*/u;
const containerItem = /^[\t ]*(?:>[\t ]?)*[\t ]*(?:[-*+][\t ]+)?[▸▶►][\t ]*/u;
const boldBullet = /^[\t ]*(?:>[\t ]?)*[\t ]*(?:[-*+]|\d{1,9}[.)])[\t ]+(?=\*\*)/u;
const heading = /^ {0,3}#{1,6}[\t ]+/;
const leadingId = new RegExp(`^${decoration}${opening}(${idForm})${closing}`, 'u');
/** What may follow an id: the end, a colon, a space, a link. After a comma, a slash or a letter it is not the line's own. */
const boundary = /^(?:$|[\s:：(|→–—]|\.(?:\s|$))/;
const boldId = new RegExp(`^\\*\\*(${idForm})(?::\\*\\*|\\*\\*[:：])`, 'u');
/** A second id of the same scheme right behind the first: the line is about both. */
const anotherId = new RegExp(`^\\s*(?:(?:[,，、;&+/~→–—-]|->|=>|and|or|to)\\s*)*${opening}(${word})-[A-Za-z0-9_]*\\d`, 'u');
const mentionedId = /(?<![A-Za-z0-9_-])([A-Za-z0-9_]+)-[A-Za-z0-9_]*\d/gu;
const taskLink = /\]\((?:\.\/)?\.task\/([^()\s/]+)\.json\)/g;
const knownMarks: ReadonlySet<string> = new Set([' ', 'x', 'X', '~', '!', '-', '>', '/']);
const CR = 13;

interface Position {
  readonly line: number;
  readonly offset: number;
}

interface Box {
  readonly line: number;
  readonly mark: string | null;
  readonly markOffset: number | null;
}

/** What stands below a heading that begins with one id, until the next heading. */
interface Section {
  readonly task: string;
  readonly line: number;
  boxes: number;
  /** The box directly below the heading, if it has no id of its own. */
  box: Box | null;
  lines: number;
}

interface Found {
  readonly rows: TodoRow[];
  section: Section | null;
}

function readLine(found: Found, content: string, position: Position): void {
  if (content.trim() === '') return;
  const box = listItem.exec(content);
  const titled = heading.exec(content);
  if (titled) closeSection(found);
  if (box) readBox(found, { content, head: box[0], character: box[1] ?? '', position });
  else if (titled) openSection(found, content.slice(titled[0].length), position.line);
  else readUnboxed(found, content, position.line);
  if (!titled && found.section) found.section.lines++;
}

interface BoxedLine {
  readonly content: string;
  readonly head: string;
  readonly character: string;
  readonly position: Position;
}

function readBox(found: Found, { content, head, character, position }: BoxedLine): void {
  const rest = content.slice(head.length);
  const isMark = knownMarks.has(character);
  const markOffset = isMark ? position.offset + head.lastIndexOf(']') - 1 : null;
  const box: Box = { line: position.line, mark: isMark ? character : null, markOffset };
  const lead = idAtStart(rest);
  const task = lead.kind === 'none' ? linkedTask(rest) : lead.task;
  if (task !== null) found.rows.push({ task, ...box });
  if (!found.section) return;
  if (task === null && lead.kind === 'none' && found.section.lines === 0) found.section.box = box;
  found.section.boxes++;
}

function openSection(found: Found, title: string, line: number): void {
  const task = onlyId(title);
  if (task !== null) found.section = { task, line, boxes: 0, box: null, lines: 0 };
}

function readUnboxed(found: Found, content: string, line: number): void {
  const container = containerItem.exec(content);
  const bullet = container ?? boldBullet.exec(content);
  if (!bullet) return;
  const rest = content.slice(bullet[0].length);
  const task = container ? idAtStart(rest).task : boldId.exec(rest)?.[1];
  if (task) found.rows.push({ task, line, mark: null, markOffset: null });
}

/** The heading's task has the one box below it, or no box at all. */
function closeSection(found: Found): void {
  const { section } = found;
  found.section = null;
  if (section === null) return;
  const own = section.boxes === 1 ? section.box : null;
  found.rows.push({ task: section.task, ...(own ?? { line: section.line, mark: null, markOffset: null }) });
}

/** `unclear`: the line begins with an id but is not (only) about it. */
type Lead = { readonly kind: 'one'; readonly task: string } | { readonly kind: 'none' | 'unclear'; readonly task: null };

function idAtStart(rest: string): Lead {
  const match = leadingId.exec(rest);
  if (!match) return { kind: 'none', task: null };
  const [whole, task = '', prefix = ''] = match;
  const after = rest.slice(whole.length);
  const isOwn = boundary.test(after) && anotherId.exec(after)?.[1] !== prefix;
  return isOwn ? { kind: 'one', task } : { kind: 'unclear', task: null };
}

/** The id that a heading begins with, if no other id of the same scheme is in it. */
function onlyId(title: string): string | null {
  const { task } = idAtStart(title);
  if (task === null) return null;
  const prefix = task.slice(0, task.indexOf('-'));
  const mentions = [...title.matchAll(mentionedId)].filter(([, other]) => other === prefix);
  return mentions.length === 1 ? task : null;
}

function linkedTask(rest: string): string | null {
  const links = [...rest.matchAll(taskLink)];
  return links.length === 1 ? (links[0]?.[1] ?? null) : null;
}

/** Where the reading is: outside of everything, in a fence that ends with `fence`, or in an HTML comment. */
type Block = { readonly fence: string } | { readonly comment: true } | typeof outside;
const outside = { outside: true } as const;
const inComment: Block = { comment: true };
const fenceStart = /^[\t ]*(?:>[\t ]?)*[\t ]*(?:[-*+][\t ]+)?(`{3,}(?=[^`]*$)|~{3,})/;

/** A line that opens or closes a block belongs to it; `outside` before and after means that the line is ordinary text. */
function blockAfter(block: Block, content: string): Block {
  if ('fence' in block) return closesFence(block.fence, content) ? outside : block;
  if ('comment' in block) return content.includes('-->') ? outside : block;
  const fence = mayOpen(content) ? fenceStart.exec(content)?.[1] : undefined;
  if (fence !== undefined) return { fence };
  return /^\s*<!--(?!.*-->)/.test(content) ? inComment : outside;
}

/** Cheap test before the exact one: nearly no line has any of these. */
function mayOpen(content: string): boolean {
  return content.includes('```') || content.includes('~~~');
}

function closesFence(fence: string, content: string): boolean {
  const line = content.replace(/^[\s>]*/, '').trimEnd();
  return line.length >= fence.length && line === fence.charAt(0).repeat(line.length);
}

function endOfLine(text: string, from: number, end: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 || at > end ? end : at;
}
