import { failure, success, type Result } from '../../base/result.js';
import type { JsonPointer } from '../text/json-pointer.js';
import { applyTextEdits, type TextEdit } from '../text/text-edit.js';
import { editYaml, type YamlEdit } from '../text/yaml-edit.js';
import { parseYaml } from '../text/yaml-text.js';
import { judgeTrust } from './judge-trust.js';
import { parseTrustModel } from './parse-trust-model.js';
import { readPattern, whyNeverMatches } from './path-pattern.js';
import { trustModelPath, type TrustLevel, type TrustModel, type TrustRule } from './trust-model.js';

/** A rule that a person wants, so that a file gets a level. */
export interface WantedRule {
  readonly path: string;
  readonly pattern: string;
  readonly level: TrustLevel;
  readonly reason: string;
}

/**
 * The edits of a model's text that give a file the wanted level by a rule for the pattern; fails with a sentence when the
 * text cannot be read, the pattern does not mean the file, or another rule goes on to count before.
 */
export function addTrustRule(text: string, wanted: WantedRule): Result<readonly TextEdit[], string> {
  const pattern = readPattern(wanted.pattern);
  if (!pattern.ok) return failure(pattern.problem.reason);
  const never = whyNeverMatches(pattern.value);
  if (never !== null) return failure(`The pattern ${never.reason}.`);
  const [model, tree] = [modelOf(text), parseYaml(text)];
  if (model === null || !tree.ok) return failure(`${trustModelPath} is broken; repair it first.`);
  const edit = editYaml({ text, root: tree.value.root }, editFor(model, { ...wanted, pattern: pattern.value }));
  if (edit === null) return failure(`There is no place for the rule in ${trustModelPath}; write it by hand.`);
  const made = modelOf(applyTextEdits(text, [edit]));
  if (made === null) return failure(`The rule does not fit into ${trustModelPath}; write it by hand.`);
  const { level, reason } = judgeTrust([made]).assess(wanted.path);
  return level === wanted.level ? success([edit]) : failure(`The file would still have ${level} trust. ${reason}`);
}

function modelOf(text: string): TrustModel | null {
  return parseTrustModel(trustModelPath, { kind: 'text', text }).model;
}

/** Where the rule has to go so that it counts: beside the rule that decides now, or as an exception to it. */
function editFor(model: TrustModel, { path, pattern, level, reason }: WantedRule): YamlEdit {
  const rule = reason.trim() === '' ? { pattern } : { pattern, reason: reason.trim() };
  const deciding = decidingRule(model, path);
  if (level === 'medium' && deciding?.level === 'high') return { kind: 'append', pointer: [...deciding.origin.pointer, 'exclude'], value: pattern };
  return { kind: 'append', pointer: exceptionTo(deciding, level) ?? ['trust_levels', level, 'contexts'], value: rule };
}

function exceptionTo(deciding: TrustRule | undefined, level: TrustLevel): JsonPointer | null {
  if (level === 'low' && deciding?.kind === 'elevate') return ['overrides', 'demote_to_low'];
  return level === 'medium' && deciding?.level === 'low' ? ['overrides', 'elevate_to_medium'] : null;
}

function decidingRule(model: TrustModel, path: string): TrustRule | undefined {
  const { origin } = judgeTrust([model]).assess(path);
  return model.rules.find((rule) => rule.origin === origin);
}

/** Patterns that a person may mean by a file, the narrowest first. */
export function patternsFor(path: string): readonly string[] {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  const folder = parts.slice(0, -1).join('/');
  const ending = /\.[^.]+$/.exec(name.slice(1))?.[0];
  const literal = (text: string): string => text.replaceAll(/[*?[\]{}()!@+]/g, '?');
  return [...new Set([
    literal(path),
    ...(ending === undefined || folder === '' ? [] : [`${literal(folder)}/*${literal(ending)}`]),
    ...(folder === '' ? [] : [`${literal(folder)}/**`]),
    literal(name),
    ...(ending === undefined ? [] : [`*${literal(ending)}`]),
  ])];
}
