import { failure, success, type Result } from '../../../base/result.js';
import type { JsonEdit } from '../../text/json-edit.js';
import { editJsonc, jsoncValueAt } from '../../text/json-text.js';
import type { TrustGrants } from './trust-grants.js';

/** Where Claude Code keeps the settings that a repository shares. */
export const claudeSettingsPath = '.claude/settings.json';

/** What holds for Claude Code whatever the model says. */
export const claudeAdvisories: readonly string[] = [
  'Rules for Edit hold for all tools that edit files, but not for what a command in Bash writes.',
  'Where edits are accepted without asking (acceptEdits), files of medium trust are not asked for.',
];

/** The rules of a model. "/" in front: from the root of the repository; `ask` counts before `allow`. */
function rulesOf({ byDefault, granted, asked }: TrustGrants): readonly (readonly ['allow' | 'ask', string])[] {
  const rule = (pattern: string): string => `Edit(/${pattern})`;
  return [
    ...(byDefault ? [['allow', rule('**')] as const] : []),
    ...granted.map((pattern) => ['allow', rule(pattern)] as const),
    ...asked.map((pattern) => ['ask', rule(pattern)] as const),
  ];
}

/** The settings with our rules added to those that are there; `null`: all are there already. */
export function exportToClaude(text: string | null, grants: TrustGrants): Result<string | null, string> {
  const lists = { allow: listIn(text, 'allow'), ask: listIn(text, 'ask') };
  if (!lists.allow.ok) return failure(`${claudeSettingsPath} cannot be changed: ${lists.allow.problem}`);
  if (!lists.ask.ok) return failure(`${claudeSettingsPath} cannot be changed: ${lists.ask.problem}`);
  const known = { allow: lists.allow.value, ask: lists.ask.value };
  const missing = rulesOf(grants).filter(([list, rule]) => !known[list].includes(rule));
  if (missing.length === 0) return success(null);
  const edits: JsonEdit[] = missing.map(([list, rule]) => ({ kind: 'append', pointer: ['permissions', list], value: rule }));
  return editJsonc(text ?? '{\n}\n', edits);
}

function listIn(text: string | null, list: 'allow' | 'ask'): Result<readonly unknown[], string> {
  const found = text === null ? success(undefined) : jsoncValueAt(text, ['permissions', list]);
  if (!found.ok) return found;
  if (found.value === undefined) return success([]);
  return Array.isArray(found.value) ? success(found.value as readonly unknown[]) : failure(`"permissions.${list}" is no list; make it one.`);
}
