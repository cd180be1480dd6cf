/** The sections of a hand-over, in the order of document 000, 1.1. */
export const sectionNames = ['info', 'state', 'completed', 'inProgress', 'blockers', 'notes', 'files', 'decisions', 'questions'] as const;
/** One of them. */
export type SectionName = (typeof sectionNames)[number];

/** How each section is headed when we write it. */
export const sectionTitles: Readonly<Record<SectionName, string>> = {
  info: 'Session Info', state: 'Current State', completed: 'Completed This Session', inProgress: 'In Progress', blockers: 'Blockers',
  notes: 'Notes for Next Session', files: 'Files Modified This Session', decisions: 'Key Decisions Made', questions: 'Questions for Human',
};

/** How a section may be headed, whatever follows. */
const headings: Readonly<Record<SectionName, RegExp>> = {
  info: /^session info/i, state: /^current state/i, completed: /^completed/i, inProgress: /^in progress/i, blockers: /^blockers?\b/i,
  notes: /^notes\b/i, files: /^files\b/i, decisions: /^(?:key )?decisions\b/i, questions: /^questions\b/i,
};

/** One line with its own end (none at the end of a text), so that putting all together gives the text back. */
export interface Line {
  readonly text: string;
  readonly end: string;
}

/** One entry of a section: its first line, and what is indented below it. */
export interface Item {
  /** Index of its first line. */
  readonly line: number;
  /** Index after its last line. */
  readonly end: number;
  /** Without bullet and box. */
  readonly text: string;
  /** `null`: it has no box. */
  readonly checked: boolean | null;
  readonly below: readonly Item[];
}

/** The lines of a section: `from` (after the heading) up to `to`, which is the next heading or the end. */
export interface Section {
  readonly from: number;
  readonly to: number;
}

/** Indentation, bullet, box, what it says. */
export const bullet = /^(\s*)(?:[-*+]|\d+[.)])(?:\s+(?:\[([ xX~-])\]\s*)?(.*))?$/;

const noneWords = /^(?:[-*+]\s*)?(?:\(?(?:none|n\/a)(?: (?:currently|yet|so far|at the moment))?\)?)?\.?$/i;

/** Whether a line says that there is nothing (decisions 4.3): "None", "none", "None currently", "". */
export function isNone(text: string): boolean {
  const said = text.trim();
  return said.length < 40 && noneWords.test(said);
}

/** The words of an entry, and what is noted in brackets at its end: `Implement it (60% complete)`. */
export function splitRemark(text: string): { readonly words: string; readonly remark: string | null } {
  const open = text.endsWith(')') ? text.lastIndexOf(' (') : -1;
  const remark = text.slice(open + 2, -1);
  return open < 1 || remark.includes(')') ? { words: text, remark: null } : { words: text.slice(0, open).trimEnd(), remark };
}

/** Where each section of a text is; of two with the same heading the first counts. */
export function sectionsOf(lines: readonly Line[]): ReadonlyMap<SectionName, Section> {
  const starts = lines.flatMap(({ text }, index) => {
    const title = /^\uFEFF?#{1,2}\s+(.*)$/.exec(text)?.[1];
    return title === undefined ? [] : [{ index, name: sectionNames.find((each) => headings[each].test(title)) }];
  });
  const sections = new Map<SectionName, Section>();
  starts.forEach(({ index, name }, at) => {
    if (name !== undefined && !sections.has(name)) sections.set(name, { from: index + 1, to: starts[at + 1]?.index ?? lines.length });
  });
  return sections;
}

/** Indexes of the lines of a section that are neither blank nor in a comment. A comment begins at the beginning of a line. */
export function contentLines(lines: readonly Line[], { from, to }: Section): readonly number[] {
  const found: number[] = [];
  let isComment = false;
  for (let index = from; index < to; index++) {
    const text = lines[index]?.text ?? '';
    isComment ||= /^\s*<!--/.test(text);
    if (!isComment && text.trim() !== '') found.push(index);
    if (text.includes('-->')) isComment = false;
  }
  return found;
}

/** Lines that are to be read, with their indexes. */
type NumberedLine = readonly [index: number, text: string];

/** Entries of one indentation; what is indented more belongs to the one before. */
export function itemsOf(lines: readonly NumberedLine[]): readonly Item[] {
  const items: Item[] = [];
  for (let at = 0; at < lines.length;) {
    const next = endOfItem(lines, at);
    items.push(itemOf(lines.slice(at, next)));
    at = next;
  }
  return items;
}

function endOfItem(lines: readonly NumberedLine[], at: number): number {
  let next = at + 1;
  while (next < lines.length && indentOf(lines[next]) > indentOf(lines[at])) next += 1;
  return next;
}

function itemOf(lines: readonly NumberedLine[]): Item {
  const [[line, text] = [0, ''], ...below] = lines;
  const bulleted = bullet.exec(text);
  const box = bulleted?.[2];
  return {
    line,
    end: (lines.at(-1)?.[0] ?? line) + 1,
    text: (bulleted === null ? text : bulleted[3] ?? '').trim(),
    checked: box === undefined ? null : /x/i.test(box),
    below: itemsOf(below),
  };
}

function indentOf(line: NumberedLine | undefined): number {
  const text = line?.[1] ?? '';
  return text.length - text.trimStart().length;
}
