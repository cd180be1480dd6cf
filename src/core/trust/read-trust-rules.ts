import { closest } from '../text/closest.js';
import type { JsonPointer } from '../text/json-pointer.js';
import { nodeAt, resolved, valueOf, type YamlNode } from '../text/yaml-tree.js';
import { readPattern } from './path-pattern.js';
import { say, type TextFix, type TrustText } from './trust-text.js';
import type { TrustLevel, TrustOrigin, TrustRule, TrustTaskRule } from './trust-model.js';

/** What was read of a list of rules. `sound`: nothing that lowers a level was lost, so the model may be used. */
export interface ReadRules {
  readonly rules: readonly TrustRule[];
  readonly taskRules: readonly TrustTaskRule[];
  readonly sound: boolean;
}

/** A list to read and what its rules do. */
export interface RuleList {
  readonly pointer: JsonPointer;
  readonly kind: TrustRule['kind'];
  readonly level: TrustLevel;
}

/** A rule that makes levels higher may be left out without harm; one that makes them lower may not. */
const raises = ({ kind, level }: RuleList): boolean => kind === 'elevate' || (kind === 'context' && level === 'high');

/** Reads the contexts of a level, or a list of exceptions. What cannot be read is said. */
export function readRules(source: TrustText, list: RuleList): ReadRules {
  const node = nodeAt(source.root, list.pointer);
  const found = node === undefined ? undefined : resolved(node);
  if (found === undefined) return none;
  if (found.kind !== 'sequence') {
    const message = `"${String(list.pointer.at(-1))}" must be a list; begin each entry with "- ", or write [] for none.`;
    say(source, { code: 'trust/wrong-type', pointer: list.pointer, part: 'key', message, fixes: emptyListFix(found) });
    return isNothing(found) ? none : lost(list);
  }
  const items = found.items.map((_, index) => readItem(source, list, [...list.pointer, index]));
  return {
    rules: items.flatMap(({ rules }) => rules),
    taskRules: items.flatMap(({ taskRules }) => taskRules),
    sound: items.every(({ sound }) => sound),
  };
}

/** A key without a value holds nothing, which a list says with []. */
function emptyListFix(node: YamlNode): readonly TextFix[] {
  return isNothing(node) ? [{ title: 'Write []', edits: [{ offset: node.end, length: 0, text: ' []' }] }] : [];
}

const isNothing = (node: YamlNode): boolean => node.kind === 'scalar' && node.value === null;

/** Where a pointer is, for people. */
export function originOf({ root, lines }: TrustText, pointer: JsonPointer): TrustOrigin {
  return { line: lines.range(nodeAt(root, pointer)?.start ?? 0, 0).line, pointer };
}

function readItem(source: TrustText, list: RuleList, pointer: JsonPointer): ReadRules {
  const node = nodeAt(source.root, pointer);
  const bare = textOf(node);
  // An exception may be a bare pattern.
  if (list.kind !== 'context' && bare !== null) return patternRule(source, list, { pattern: pointer, item: pointer, reason: null, exclude: [] });
  if (node === undefined || resolved(node).kind !== 'map') {
    const hint = bare === null ? '' : `; write "- pattern: ${JSON.stringify(bare)}"`;
    say(source, { code: 'trust/wrong-type', pointer, message: `An entry must have the key "pattern"${list.kind === 'context' ? ' or "task_type"' : ''}${hint}.` });
    return lost(list);
  }
  return readEntry(source, list, pointer);
}

function readEntry(source: TrustText, list: RuleList, item: JsonPointer): ReadRules {
  const pattern = [...item, 'pattern'];
  const hasPattern = nodeAt(source.root, pattern) !== undefined;
  const words: EntryWords = { item, reason: reasonOf(source, item), exclude: readExclude(source, item) };
  const task = list.kind === 'context' ? readTask(source, list, words) : none;
  if (hasPattern) return both(task, patternRule(source, list, { ...words, pattern }));
  if (task !== none) return task;
  sayNoPattern(source, list, item);
  return list.kind === 'context' ? none : lost(list);
}

/** What stands beside the pattern or kind of task of an entry; `exclude: null`: it cannot be read. */
interface EntryWords {
  readonly item: JsonPointer;
  readonly reason: string | null;
  readonly exclude: readonly string[] | null;
}

const none: ReadRules = { rules: [], taskRules: [], sound: true };
const lost = (list: RuleList): ReadRules => ({ rules: [], taskRules: [], sound: raises(list) });
const both = (one: ReadRules, other: ReadRules): ReadRules => (
  { rules: [...one.rules, ...other.rules], taskRules: [...one.taskRules, ...other.taskRules], sound: one.sound && other.sound });

function readTask(source: TrustText, list: RuleList, { item, reason }: EntryWords): ReadRules {
  const pointer = [...item, 'task_type'];
  const node = nodeAt(source.root, pointer);
  if (node === undefined) return none;
  const taskType = textOf(node)?.trim() ?? '';
  if (taskType === '') {
    say(source, { code: 'trust/wrong-type', pointer, message: '"task_type" must be a text that names a kind of task, for example "migration".' });
    return lost(list);
  }
  const rule = { taskType, level: list.level, reason, origin: originOf(source, item) };
  return { rules: [], taskRules: [rule], sound: true };
}

/** Neither key is there: most likely one of them is misspelt. */
function sayNoPattern(source: TrustText, { kind }: RuleList, pointer: JsonPointer): void {
  const wanted = kind === 'context' ? ['pattern', 'task_type'] : ['pattern'];
  const item = nodeAt(source.root, pointer);
  const map = item === undefined ? undefined : resolved(item);
  const typo = map?.kind === 'map' ? map.pairs.find(({ name }) => closest(name, wanted) !== undefined) : undefined;
  const message = kind === 'context' ? 'This entry has neither "pattern" nor "task_type", so it says nothing.' : 'This exception lacks a "pattern".';
  const code = kind === 'context' ? 'trust/no-pattern' : 'trust/missing-field';
  if (typo === undefined) {
    say(source, { code, pointer, message });
    return;
  }
  const meant = closest(typo.name, wanted) ?? '';
  const fixes: TextFix[] = [{ title: `Write "${meant}"`, edits: [{ offset: typo.key.start, length: typo.key.end - typo.key.start, text: meant }] }];
  say(source, { code, pointer: [...pointer, typo.name], part: 'key', message: `${message} Did you mean "${meant}" instead of "${typo.name}"?`, fixes });
}

function patternRule(source: TrustText, list: RuleList, { pattern: pointer, item, reason, exclude }: EntryWords & { readonly pattern: JsonPointer }): ReadRules {
  const pattern = readPatternAt(source, pointer);
  // Without its exceptions a rule means more paths: harmless where it lowers, not where it raises.
  if (pattern === null || (exclude === null && raises(list))) return lost(list);
  const { kind, level } = list;
  return { rules: [{ kind, level, pattern, exclude: exclude ?? [], reason, origin: originOf(source, item) }], taskRules: [], sound: true };
}

function readPatternAt(source: TrustText, pointer: JsonPointer): string | null {
  const node = nodeAt(source.root, pointer);
  const raw = textOf(node);
  if (raw === null || raw.trim() === '') {
    say(source, { code: 'trust/wrong-type', pointer, message: 'A pattern must be a text that is not empty, for example "src/auth/**".', fixes: node === undefined ? [] : quoteFix(source, node) });
    return null;
  }
  const read = readPattern(raw);
  if (read.ok) return read.value;
  say(source, { code: read.problem.code, pointer, message: read.problem.reason });
  return null;
}

/** A pattern that is a number or a truth value lacks its quotes. */
function quoteFix({ text }: TrustText, node: YamlNode): readonly TextFix[] {
  const found = resolved(node);
  if (found.kind !== 'scalar' || found.value === null || typeof found.value === 'string') return [];
  return [{ title: 'Put it in quotes', edits: [{ offset: found.start, length: found.end - found.start, text: JSON.stringify(text.slice(found.start, found.end)) }] }];
}

/** The exceptions of a rule; `null` when they cannot be read. */
function readExclude(source: TrustText, item: JsonPointer): readonly string[] | null {
  const pointer = [...item, 'exclude'];
  const node = nodeAt(source.root, pointer);
  if (node === undefined) return [];
  const found = resolved(node);
  if (found.kind !== 'sequence') {
    say(source, { code: 'trust/wrong-type', pointer, message: '"exclude" must be a list of patterns.', fixes: emptyListFix(found) });
    return isNothing(found) ? [] : null;
  }
  const patterns = found.items.map((_, index) => readPatternAt(source, [...pointer, index]));
  return patterns.includes(null) ? null : patterns.filter((pattern) => pattern !== null);
}

function reasonOf(source: TrustText, item: JsonPointer): string | null {
  const pointer = [...item, 'reason'];
  const node = nodeAt(source.root, pointer);
  if (node === undefined) return null;
  const reason = textOf(node);
  if (reason === null) say(source, { code: 'trust/wrong-type', pointer, message: '"reason" must be a text.' });
  return reason;
}

/** The text of a scalar that is a text, `null` for everything else. */
function textOf(node: YamlNode | undefined): string | null {
  const value = node === undefined ? null : valueOf(node);
  return typeof value === 'string' ? value : null;
}
