import { lineEndingOf } from '../text/text-edit.js';
import { bullet, contentLines, isNone, itemsOf, sectionNames, sectionsOf, sectionTitles, type Item, type Line, type Section, type SectionName } from './progress-lines.js';

/**
 * The text of a `claude-progress.txt` (document 000, 1.1; decisions 4.3), taken apart into lines so that what is changed is only what
 * was asked: unknown lines and sections, order, line ends and BOM stay. Immutable; a change gives a new value.
 */
export class ProgressText {
  readonly #lines: readonly Line[];
  readonly #sections: ReadonlyMap<SectionName, Section>;

  private constructor(lines: readonly Line[]) {
    this.#lines = lines;
    this.#sections = sectionsOf(lines);
  }

  static parse(text: string): ProgressText {
    const parts = text.split(/(\r\n|\n|\r)/);
    const lines: Line[] = [];
    for (let at = 0; at < parts.length; at += 2) lines.push({ text: parts[at] ?? '', end: parts[at + 1] ?? '' });
    if (lines.at(-1)?.text === '') lines.pop();
    return new ProgressText(lines);
  }

  render(): string {
    return this.#lines.map(({ text, end }) => text + end).join('');
  }

  has(name: SectionName): boolean {
    return this.#sections.has(name);
  }

  /** The value of `key: value` in a section, without quotes; `null`: there is no such line. */
  field(name: SectionName, key: string): string | null {
    const at = this.#fieldLine(name, key);
    return at === null ? null : unquoted(fieldPattern(key).exec(this.#text(at))?.[2]?.trim() ?? '');
  }

  /** The number of the line of a field, from 1; 1 where there is none. */
  lineOfField(name: SectionName, key: string): number {
    return (this.#fieldLine(name, key) ?? 0) + 1;
  }

  /** The entries of a section: bulleted or not, comments and words for nothing left out. */
  items(name: SectionName): readonly Item[] {
    const section = this.#sections.get(name);
    if (section === undefined) return [];
    const indexes = contentLines(this.#lines, section).filter((index) => !isNone(this.#text(index)));
    return itemsOf(indexes.map((index) => [index, this.#text(index)]));
  }

  setField(name: SectionName, key: string, value: string): ProgressText {
    const there = this.#ensure(name);
    const at = there.#fieldLine(name, key);
    if (at === null) return there.#insert(there.#lastLine(name) + 1, [`${key}: ${value}`]);
    const [, before = '', old = ''] = fieldPattern(key).exec(there.#text(at)) ?? [];
    const isQuoted = /^".*"$/.test(old.trim());
    const space = /\s$/.test(before) ? '' : ' ';
    return there.#replace(at, before + space + (isQuoted && !isNone(value) && !/^".*"$/.test(value) ? `"${value}"` : value));
  }

  /** Adds a line at the end of a section; what says that there is nothing gives way. */
  addItem(name: SectionName, text: string): ProgressText {
    const there = this.#ensure(name);
    const none = there.#noneLine(name);
    if (none !== null) return there.#replace(none, text);
    return there.#insert(there.#lastLine(name) + 1, [text]);
  }

  /** Takes entries out with all below them; a section that says so when it is empty says so again. */
  removeItems(name: SectionName, items: readonly Item[]): ProgressText {
    const gone = new Set(items.flatMap(({ line, end }) => Array.from({ length: end - line }, (_, index) => line + index)));
    const without = new ProgressText(this.#lines.filter((_, index) => !gone.has(index)));
    const isSilent = !saysNone.has(name) || without.items(name).length > 0 || without.#noneLine(name) !== null;
    return isSilent ? without : without.#insert(without.#lastLine(name) + 1, [this.noneWord]);
  }

  /** Replaces what an entry says; its bullet, its indentation and what is below stay. */
  setItem(item: Item, text: string, checked: boolean | null): ProgressText {
    const line = this.#text(item.line);
    const [, indent = ''] = bullet.exec(line) ?? [];
    const mark = /^\s*([-*+]|\d+[.)])/.exec(line)?.[1] ?? '-';
    return this.#replace(item.line, `${indent}${mark} ${checked === null ? '' : checked ? '[x] ' : '[ ] '}${text}`);
  }

  /** The lines of an entry as they stand, its own first. */
  linesOf(item: Item): readonly string[] {
    return this.#lines.slice(item.line, item.end).map(({ text }) => text);
  }

  #text(index: number): string {
    return this.#lines[index]?.text ?? '';
  }

  #fieldLine(name: SectionName, key: string): number | null {
    const section = this.#sections.get(name);
    if (section === undefined) return null;
    return contentLines(this.#lines, section).find((index) => fieldPattern(key).test(this.#text(index))) ?? null;
  }

  #noneLine(name: SectionName): number | null {
    const section = this.#sections.get(name);
    if (section === undefined) return null;
    return contentLines(this.#lines, section).find((index) => isNone(this.#text(index))) ?? null;
  }

  /** The last line of a section that is not blank; its heading when all are. */
  #lastLine(name: SectionName): number {
    const { from, to } = this.#sections.get(name) ?? { from: this.#lines.length, to: this.#lines.length };
    let last = to - 1;
    while (last >= from && this.#text(last).trim() === '') last -= 1;
    return last;
  }

  /** How this file says that there is nothing: as it does elsewhere. */
  get noneWord(): string {
    return this.#lines.some(({ text }) => /^(?:\w+:\s*)?none$/.test(text)) ? 'none' : 'None';
  }

  /** The same text with a section that was missing, where document 000 has it. */
  #ensure(name: SectionName): ProgressText {
    if (this.has(name)) return this;
    const later = sectionNames.slice(sectionNames.indexOf(name) + 1).map((each) => this.#sections.get(each)).find((each) => each !== undefined);
    const heading = `## ${sectionTitles[name]}`;
    if (later !== undefined) return this.#insert(later.from - 1, [heading, '']);
    return this.#insert(this.#lines.length, this.#text(this.#lines.length - 1).trim() === '' ? [heading] : ['', heading]);
  }

  #replace(index: number, text: string): ProgressText {
    return new ProgressText(this.#lines.map((line, at) => (at === index ? { ...line, text } : line)));
  }

  #insert(index: number, texts: readonly string[]): ProgressText {
    const end = lineEndingOf(this.render());
    const before = this.#lines.slice(0, index);
    const last = before.at(-1);
    // The last line of a text may have no end of its own; then the new last one has none either.
    const isOpen = last?.end === '';
    const whole = isOpen ? [...before.slice(0, -1), { ...last, end }] : before;
    const added = texts.map((text, at) => ({ text, end: isOpen && at === texts.length - 1 ? '' : end }));
    return new ProgressText([...whole, ...added, ...this.#lines.slice(index)]);
  }
}

/** Sections that say "None" when they are empty, as document 000 writes them. */
const saysNone: ReadonlySet<SectionName> = new Set(['blockers', 'questions']);

function fieldPattern(key: string): RegExp {
  return new RegExp(`^(\\s*(?:[-*]\\s+)?(?:\\*\\*)?${key}(?:\\*\\*)?:\\s*)(.*)$`, 'i');
}

function unquoted(value: string): string {
  return /^"(.*)"$/.exec(value)?.[1] ?? /^'(.*)'$/.exec(value)?.[1] ?? value;
}
