import { failure, success, type Result } from '../../../base/result.js';
import { editJsonc, jsoncValueAt } from '../../text/json-text.js';
import type { TrustGrants } from './trust-grants.js';

/** Where VS Code keeps the settings of a folder. */
export const vscodeSettingsPath = '.vscode/settings.json';
const setting = 'chat.tools.edits.autoApprove';

/** What holds for VS Code whatever the model says. */
export const vscodeAdvisories: readonly string[] = [
  `Newer versions of VS Code read ${setting} from the user’s own settings only; there the file of the folder is advice, to be copied by hand.`,
  'It holds for agents of VS Code that edit files with its tools; what they do in a terminal is not asked for here.',
];

/**
 * The settings with our globs; `null`: there is nothing to change. The last glob that matches decides, so what is asked comes
 * last, and entries of somebody else come before ours.
 */
export function exportToVscode(text: string | null, { byDefault, granted, asked }: TrustGrants): Result<string | null, string> {
  const before = text === null ? undefined : jsoncValueAt(text, [setting]);
  if (before !== undefined && !before.ok) return failure(`${vscodeSettingsPath} cannot be changed: ${before.problem}`);
  const ours: readonly (readonly [string, boolean])[] = [['**/*', byDefault], ...granted.map((glob) => [glob, true] as const), ...asked.map((glob) => [glob, false] as const)];
  const theirs = Object.entries(objectOf(before?.value)).filter(([glob]) => !ours.some(([own]) => own === glob));
  const wanted = Object.fromEntries([...ours.slice(0, 1), ...theirs, ...ours.slice(1)]);
  if (JSON.stringify(before?.value) === JSON.stringify(wanted)) return success(null);
  return text === null ? success(`${JSON.stringify({ [setting]: wanted }, null, 2)}\n`) : editJsonc(text, [{ kind: 'set', pointer: [setting], value: wanted }]);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : {};
}
