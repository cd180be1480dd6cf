import type { Finding } from '../findings/finding.js';
import { lineEndOf, lineStartOf } from '../text/text-edit.js';
import { TextLines } from '../text/text-lines.js';
import { parseYaml } from '../text/yaml-text.js';
import { nodeAt, resolved } from '../text/yaml-tree.js';
import { covers } from './covers.js';
import { whyNeverMatches } from './path-pattern.js';
import { say, type TextFix, type TrustText } from './trust-text.js';
import { type TrustLevel, type TrustModel, type TrustRule } from './trust-model.js';

/** With more rules than this nobody waits for each to be compared with each. */
const maxCompared = 400;
const order: readonly TrustLevel[] = ['low', 'high', 'medium'];

/** What is wrong with a model that could be read: rules that never decide, and levels that have none. `text` is its file's. */
export function checkTrustModel(model: TrustModel, text: string): readonly Finding[] {
  const parsed = parseYaml(text);
  if (!parsed.ok) return [];
  const source: TrustText = { file: model.file ?? '', text, lines: new TextLines(text), root: parsed.value.root, findings: [] };
  for (const rule of model.rules) checkMatches(source, rule);
  checkShadows(source, model);
  checkTaskTypes(source, model);
  checkEmptyLevels(source, model);
  return source.findings;
}

/** The pattern of a rule; an exception may be the pattern itself. */
function patternPointer({ root }: TrustText, { origin }: TrustRule): TrustRule['origin']['pointer'] {
  const inside = [...origin.pointer, 'pattern'];
  return nodeAt(root, inside) === undefined ? origin.pointer : inside;
}

function checkMatches(source: TrustText, rule: TrustRule): void {
  const why = whyNeverMatches(rule.pattern);
  if (why === null) return;
  const pointer = patternPointer(source, rule);
  const node = nodeAt(source.root, pointer);
  const fixes: readonly TextFix[] = why.better === null || node === undefined ? []
    : [{ title: `Write "${why.better}"`, edits: [{ offset: node.start, length: node.end - node.start, text: JSON.stringify(why.better) }] }];
  say(source, { code: 'trust/never-matches', pointer, message: `The pattern "${rule.pattern}" ${why.reason}; it never matches.`, fixes });
}

function checkShadows(source: TrustText, { rules }: TrustModel): void {
  if (rules.length > maxCompared) return;
  const demotions = rules.filter(({ kind }) => kind === 'demote');
  const contexts = order.flatMap((level) => rules.filter((rule) => rule.kind === 'context' && rule.level === level));
  const tried = [...demotions, ...contexts];
  tried.forEach((rule, index) => {
    const before = tried.slice(0, index).find((other) => other.exclude.length === 0 && covers(other.pattern, rule.pattern));
    if (before !== undefined) sayShadowed(source, rule, before);
  });
}

function sayShadowed(source: TrustText, rule: TrustRule, before: TrustRule): void {
  const same = before.level === rule.level;
  const message = `"${rule.pattern}" never decides: "${before.pattern}" in line ${before.origin.line} matches the same files and more, and ${same ? 'says the same' : `makes them ${before.level}, which counts before ${rule.level}`}.`;
  const equal = rule.pattern.toLowerCase() === before.pattern.toLowerCase();
  say(source, {
    code: same ? 'trust/repeated-pattern' : 'trust/shadowed-pattern',
    pointer: patternPointer(source, rule),
    message: equal ? message.replace(' the same files and more', ' the same files') : message,
    fixes: removalOf(source, rule),
  });
}

/** Takes an entry of a list out with its lines, if it has lines of its own. */
function removalOf({ root, text }: TrustText, { origin }: TrustRule): readonly TextFix[] {
  const index = Number(origin.pointer.at(-1));
  const list = nodeAt(root, origin.pointer.slice(0, -1));
  const found = list === undefined ? undefined : resolved(list);
  const item = found?.kind === 'sequence' && !found.flow && found.items.length > 1 ? found.items[index] : undefined;
  if (item === undefined) return [];
  const start = lineStartOf(text, item.start);
  const end = Math.min(text.length, text.indexOf('\n', lineEndOf(text, Math.max(item.start, item.node.end - 1))) + 1 || text.length);
  return text.slice(start, item.start).trim() === '' ? [{ title: 'Remove this entry', edits: [{ offset: start, length: end - start, text: '' }] }] : [];
}

function checkTaskTypes(source: TrustText, { taskRules }: TrustModel): void {
  const ordered = order.flatMap((level) => taskRules.filter((rule) => rule.level === level));
  ordered.forEach((rule, index) => {
    const before = ordered.slice(0, index).find(({ taskType }) => taskType.toLowerCase() === rule.taskType.toLowerCase());
    if (before === undefined) return;
    const message = `The task type "${rule.taskType}" is ${before.level} by line ${before.origin.line}, which counts first.`;
    say(source, { code: 'trust/repeated-task-type', pointer: [...rule.origin.pointer, 'task_type'], message });
  });
}

function checkEmptyLevels(source: TrustText, { rules, taskRules, defaultLevel }: TrustModel): void {
  for (const level of order) {
    const used = level === defaultLevel || [...rules, ...taskRules].some((rule) => rule.level === level);
    if (!used) say(source, { code: 'trust/empty-level', pointer: ['trust_levels', level], part: 'key', message: `No pattern and no task type has the level "${level}", so nothing ever gets it.` });
  }
}
