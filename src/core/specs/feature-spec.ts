import type { JsonPointer } from '../text/json-pointer.js';

/** The lists of a spec whose entries are checked one by one. `task` lists stand under a role. */
export type EntryKind = 'functional' | 'non-functional' | 'internal' | 'api' | 'task';

/** Which entry of which list: `list` is the pointer of the list, `['tasks', 'backend']`. */
export interface EntryPlace {
  readonly kind: EntryKind;
  readonly list: readonly [string, string];
  readonly index: number;
}

/** What the rules beyond the schema need to know of an entry. Whatever is wrongly typed counts as absent. */
export interface SpecEntry extends EntryPlace {
  readonly id: string | null;
  readonly title: string;
  readonly reference: string;
  /** Ids named in `reference`: FR-101, NFR-001, BE-002. */
  readonly references: readonly string[];
  /** Ids of requirements named anywhere in a task, `reference` included. */
  readonly mentions: readonly string[];
  readonly testCoverage: string | null;
  /** Number of acceptance criteria, `null` when there is no such list. */
  readonly criteria: number | null;
  /** A task that brings a test: of a tester's role, of a kind of test, or done tests first. */
  readonly brings: 'test' | 'work';
  /** Of an API contract. */
  readonly method: string | null;
  readonly endpoint: string | null;
  readonly responses: readonly string[];
}

/** The pointer of an entry. */
export function pointerOfEntry({ list, index }: EntryPlace): JsonPointer {
  return [...list, index];
}

/** The kind of entries that a list at a pointer has, `null` when it is none of ours. */
export function kindOfList(section: string, name: string): EntryKind | null {
  if (section === 'tasks') return 'task';
  return lists[`${section}.${name}`] ?? null;
}

const lists: Readonly<Record<string, EntryKind>> = {
  'requirements.functional': 'functional',
  'requirements.non_functional': 'non-functional',
  'contracts.internal': 'internal',
  'contracts.api': 'api',
};

const testerRoles = /^(?:qa|quality|tests?|testing|testers?|sdet)\b/i;
const testTypes = /\b(?:tests?|unit|integration|e2e|end-to-end|acceptance|regression|performance|security)\b/i;
const anyId = /\b[A-Z][A-Z0-9]*-\d+(?:\.\d+)*\b/g;
const requirementId = /\bN?FR-\d+(?:\.\d+)*\b/g;

/** Reads an entry; never throws, whatever the value is. */
export function parseEntry(place: EntryPlace, value: unknown): SpecEntry {
  const fields = isRecord(value) ? value : {};
  const reference = textIn(fields, 'reference') ?? '';
  const isTask = place.kind === 'task';
  // Written out, because spreading the place here took most of the time of a check.
  return {
    kind: place.kind,
    list: place.list,
    index: place.index,
    id: textIn(fields, 'id'),
    title: titleIn(fields),
    reference,
    references: reference === '' ? none : found(reference, anyId),
    mentions: isTask ? mentionsIn(fields) : none,
    testCoverage: textIn(fields, 'test_coverage'),
    criteria: lengthIn(fields, 'acceptance_criteria'),
    brings: isTask && bringsTest(place, fields) ? 'test' : 'work',
    method: textIn(fields, 'method'),
    endpoint: textIn(fields, 'endpoint'),
    responses: keysIn(fields, 'responses'),
  };
}

type Fields = Readonly<Record<string, unknown>>;

const none: readonly string[] = [];

function titleIn(fields: Fields): string {
  return textIn(fields, 'title') ?? textIn(fields, 'name') ?? textIn(fields, 'requirement') ?? '';
}

function lengthIn(fields: Fields, name: string): number | null {
  const list = fields[name];
  return Array.isArray(list) ? list.length : null;
}

function keysIn(fields: Fields, name: string): readonly string[] {
  const group = fields[name];
  return isRecord(group) ? Object.keys(group) : none;
}

function bringsTest({ list }: EntryPlace, fields: Readonly<Record<string, unknown>>): boolean {
  const methodology = fields['methodology'];
  if (methodology === 'TDD' || methodology === 'BDD' || testerRoles.test(list[1])) return true;
  const type = textIn(fields, 'type');
  return type !== null && testTypes.test(type);
}

/** Most texts name none, which is seen at once. */
function mentionsIn(value: unknown): string[] {
  const all: string[] = [];
  collectMentions(value, all);
  return all.length < 2 ? all : [...new Set(all)];
}

function collectMentions(value: unknown, all: string[]): void {
  if (typeof value === 'string') {
    if (value.includes('FR-')) all.push(...found(value, requirementId));
  } else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) collectMentions(inner, all);
  }
}

function found(text: string, pattern: RegExp): string[] {
  return [...new Set(text.match(pattern))];
}

function textIn(fields: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = fields[name];
  return typeof value === 'string' ? value : null;
}

/** Keys with values, and no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands in the spec besides its lists. */
export interface SpecHead {
  readonly id: string | null;
  readonly name: string | null;
  readonly priority: string | null;
  readonly status: string | null;
  readonly blockedFrom: string | null;
}

/** Reads the head of a spec; never throws. */
export function parseHead(value: unknown): SpecHead {
  const fields = isRecord(value) ? value : {};
  const feature = isRecord(fields['feature']) ? fields['feature'] : {};
  const metadata = isRecord(fields['metadata']) ? fields['metadata'] : {};
  return {
    id: textIn(feature, 'id'),
    name: textIn(feature, 'name'),
    priority: textIn(feature, 'priority'),
    status: textIn(feature, 'status'),
    blockedFrom: textIn(metadata, 'blocked_from'),
  };
}

/** A spec as the rules see it. */
export interface FeatureSpec {
  readonly head: SpecHead;
  /** In the order of the file. */
  readonly entries: readonly SpecEntry[];
}
