import type { Finding } from '../findings/finding.js';
import { makeFinding } from '../findings/make-finding.js';
import type { DocumentOutcome } from '../findings/read-document.js';
import { closest } from '../text/closest.js';
import type { JsonPointer } from '../text/json-pointer.js';
import { TextLines } from '../text/text-lines.js';
import { nodeAt, pairOf, resolved, valueOf } from '../text/yaml-tree.js';
import { parseYaml } from '../text/yaml-text.js';
import { wordFix, wrongWord } from './level-words.js';
import { originOf, readRules, type ReadRules, type RuleList } from './read-trust-rules.js';
import { readTerms } from './read-trust-terms.js';
import { salvageTrustModel } from './salvage-trust-model.js';
import { say, type TrustText } from './trust-text.js';
import { isTrustLevel, type TrustLevel, type TrustModel } from './trust-model.js';

/**
 * What a model's file comes to. `model: null`: something that may lower a level was lost, so the file must not decide;
 * `salvaged` is what can be read all the same, to lower what others say.
 */
export interface TrustFile {
  readonly model: TrustModel | null;
  readonly salvaged: readonly TrustModel[];
  readonly findings: readonly Finding[];
}

/** The order in which levels are tried (decisions 5.2). */
const order: readonly TrustLevel[] = ['low', 'high', 'medium'];

/** Reads a trust model (schema `trust_model.json`). Never throws; what is wrong is said with its place. */
export function parseTrustModel(file: string, outcome: DocumentOutcome): TrustFile {
  if (outcome.kind === 'unreadable') return unreadable(makeFinding({ code: 'file/unreadable', file, message: `The trust model could not be read (${outcome.detail}).` }), []);
  const { text } = outcome;
  const parsed = parseYaml(text);
  if (!parsed.ok) {
    const { code, message, offset, length } = parsed.problem;
    return unreadable(makeFinding({ code, file, message, place: { kind: 'offset', offset, length } }), salvageTrustModel(file, text));
  }
  const source: TrustText = { file, text, lines: new TextLines(text), root: parsed.value.root, findings: [] };
  if (resolved(source.root).kind !== 'map') {
    say(source, { code: 'trust/wrong-type', pointer: [], message: 'A trust model must have the keys "version" and "trust_levels".' });
    return { model: null, salvaged: salvageTrustModel(file, text), findings: source.findings };
  }
  return readModel(source);
}

function unreadable(finding: Finding, salvaged: readonly TrustModel[]): TrustFile {
  return { model: null, salvaged, findings: [finding] };
}

function readModel(source: TrustText): TrustFile {
  checkVersion(source);
  sayTypos(source, [], topKeys);
  const defaults = readDefaultLevel(source);
  const hasLevels = checkLevels(source);
  const lists = [...exceptions(source, 'demote'), ...order.map((level) => contextsOf(source, level)), ...exceptions(source, 'elevate')];
  const model: TrustModel = {
    file: source.file,
    terms: { high: readTerms(source, 'high'), medium: readTerms(source, 'medium'), low: readTerms(source, 'low') },
    defaultLevel: defaults.level,
    defaultOrigin: defaults.pointer === null ? null : originOf(source, defaults.pointer),
    rules: lists.flatMap(({ rules }) => rules),
    taskRules: lists.flatMap(({ taskRules }) => taskRules),
  };
  const sound = hasLevels && defaults.sound && lists.every((list) => list.sound);
  if (sound) return { model, salvaged: [], findings: source.findings };
  const saysNothing = model.rules.length === 0 && model.defaultOrigin === null;
  return { model: null, salvaged: [...(saysNothing ? [] : [model]), ...salvageTrustModel(source.file, source.text)], findings: source.findings };
}

const topKeys = ['version', 'default_level', 'trust_levels', 'overrides'];

/** A key nearly like one that is known is most likely meant to be that one; other keys are somebody else's. */
function sayTypos(source: TrustText, pointer: JsonPointer, known: readonly string[]): void {
  const node = nodeAt(source.root, pointer);
  const map = node === undefined ? undefined : resolved(node);
  if (map?.kind !== 'map') return;
  const missing = known.filter((name) => pairOf(map, name) === undefined);
  for (const { name, key } of map.pairs.filter((pair) => !known.includes(pair.name))) {
    const meant = closest(name, missing);
    if (meant === undefined) continue;
    const fixes = [{ title: `Write "${meant}"`, edits: [{ offset: key.start, length: key.end - key.start, text: meant }] }];
    say(source, { code: 'trust/unknown-key', pointer: [...pointer, name], part: 'key', message: `The key "${name}" says nothing here. Did you mean "${meant}"?`, fixes });
  }
}

function checkVersion(source: TrustText): void {
  const node = nodeAt(source.root, ['version']);
  if (node === undefined) {
    const fixes = [{ title: 'Add version: "1.0"', edits: [{ offset: source.root.start, length: 0, text: 'version: "1.0"\n' }] }];
    say(source, { code: 'trust/missing-field', pointer: ['version'], part: 'key', message: 'The key "version" is missing; write version: "1.0".', fixes });
    return;
  }
  const found = resolved(node);
  if (found.kind === 'scalar' && typeof found.value === 'string') return;
  const written = source.text.slice(found.start, found.end);
  const fixes = found.kind === 'scalar' && written !== '' ? [{ title: 'Put it in quotes', edits: [{ offset: found.start, length: found.end - found.start, text: `"${written}"` }] }] : [];
  say(source, { code: 'trust/wrong-type', pointer: ['version'], message: 'The version must be a text; put it in quotes.', fixes });
}

function readDefaultLevel(source: TrustText): { readonly level: TrustLevel; readonly pointer: JsonPointer | null; readonly sound: boolean } {
  const pointer = ['default_level'];
  const node = nodeAt(source.root, pointer);
  if (node === undefined) return { level: 'medium', pointer: null, sound: true };
  const value = valueOf(node);
  if (isTrustLevel(value)) return { level: value, pointer, sound: true };
  say(source, { code: 'trust/unknown-word', pointer, message: wrongWord('The default level', value, order), fixes: wordFix(node, value, order) });
  return { level: 'medium', pointer, sound: false };
}

function checkLevels(source: TrustText): boolean {
  const node = nodeAt(source.root, ['trust_levels']);
  if (node === undefined) {
    say(source, { code: 'trust/missing-field', pointer: ['trust_levels'], part: 'key', message: 'The key "trust_levels" is missing; it holds the levels high, medium and low.' });
    return false;
  }
  if (resolved(node).kind !== 'map') {
    say(source, { code: 'trust/wrong-type', pointer: ['trust_levels'], part: 'key', message: '"trust_levels" must hold the levels high, medium and low.' });
    return false;
  }
  sayTypos(source, ['trust_levels'], order);
  const missing = order.filter((level) => pairOf(node, level) === undefined);
  for (const level of missing) {
    say(source, { code: 'trust/missing-field', pointer: ['trust_levels', level], part: 'key', message: `The level "${level}" is missing; high, medium and low must all be there.` });
  }
  return missing.length === 0;
}

const levelKeys = ['description', 'auto_approve', 'supervision', 'escalation', 'max_consecutive_changes', 'contexts'];

function contextsOf(source: TrustText, level: TrustLevel): ReadRules {
  const pointer = ['trust_levels', level];
  const node = nodeAt(source.root, pointer);
  if (node === undefined) return { rules: [], taskRules: [], sound: false };
  if (resolved(node).kind !== 'map') {
    say(source, { code: 'trust/wrong-type', pointer, part: 'key', message: `The level "${level}" must have the keys description, auto_approve, supervision and contexts.` });
    return { rules: [], taskRules: [], sound: false };
  }
  sayTypos(source, pointer, levelKeys);
  if (pairOf(node, 'contexts') === undefined) {
    say(source, { code: 'trust/missing-field', pointer: [...pointer, 'contexts'], part: 'key', message: `The level "${level}" lacks "contexts", the list of its patterns; an empty one is [].` });
    return { rules: [], taskRules: [], sound: level === 'high' };
  }
  return readRules(source, { pointer: [...pointer, 'contexts'], kind: 'context', level });
}

function exceptions(source: TrustText, kind: 'demote' | 'elevate'): readonly ReadRules[] {
  const list: RuleList = kind === 'demote'
    ? { pointer: ['overrides', 'demote_to_low'], kind, level: 'low' }
    : { pointer: ['overrides', 'elevate_to_medium'], kind, level: 'medium' };
  const node = nodeAt(source.root, ['overrides']);
  if (node === undefined) return [];
  if (resolved(node).kind === 'map') {
    if (kind === 'demote') sayTypos(source, ['overrides'], ['elevate_to_medium', 'demote_to_low']);
    return [readRules(source, list)];
  }
  if (kind === 'demote') say(source, { code: 'trust/wrong-type', pointer: ['overrides'], part: 'key', message: '"overrides" must hold the lists elevate_to_medium and demote_to_low.' });
  return [{ rules: [], taskRules: [], sound: kind === 'elevate' || valueOf(node) === null }];
}
