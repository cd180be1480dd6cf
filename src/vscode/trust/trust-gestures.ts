import { l10n } from 'vscode';
import { trustLevels, trustModelPath } from '../../core/trust/trust-model.js';
import { askOne, tellRefusal, type Choice } from '../ask.js';
import { openFile } from '../commands/open-file.js';
import { changedFiles } from './changed-files.js';
import { fileMeant, type TrustDesk } from './trust-desk.js';
import type { JudgedFile } from './trust-models.js';
import { addRule } from './trust-rule-gesture.js';
import { termsTexts, troubleText } from './trust-words.js';

type Action = () => Promise<void>;

/** Says which level a file has and why, and what can be done about it. */
export async function explainTrust(desk: TrustDesk, given: unknown): Promise<void> {
  const file = fileMeant(desk, given);
  if (file === null) return;
  const { answer, trust, path } = file;
  const trouble = troubleText(l10n.t, trust.state);
  const [can = '', ...terms] = termsTexts(l10n.t, answer);
  const add = (): Promise<void> => addRule(desk, given);
  const choices: readonly Choice<Action>[] = [
    ruleChoice(file) ?? builtInChoice(file, add),
    { label: can, detail: terms.join(' '), icon: 'person', value: add },
    ...(trouble === null ? [] : [{ label: trouble, icon: 'warning', value: () => openFile(trust.root, trustModelPath) }]),
    { label: l10n.t('Add a Rule for This File…'), icon: 'add', value: add },
    { label: l10n.t('Show Trust of Changed Files'), icon: 'list-ordered', value: () => showChangedTrust(desk) },
  ];
  const chosen = await askOne(l10n.t('File trust of {0}: {1}', path, answer.level), choices);
  await chosen?.();
}

/** What decides where no line of a model does: a pattern of the built-in one, or the level of everything else. */
function builtInChoice({ answer: { pattern, why, reason } }: JudgedFile, value: Action): Choice<Action> {
  if (pattern === null) return { label: reason, icon: 'info', value };
  return { label: `"${pattern}"`, description: l10n.t('of the built-in model'), detail: why ?? reason, icon: 'info', value };
}

/** The line of the model that decides, if one does. */
function ruleChoice({ answer: { file, origin, pattern, why, reason }, trust }: JudgedFile): Choice<Action> | null {
  if (file === null || origin === null) return null;
  const rule = pattern === null ? reason : `"${pattern}"${why === null ? '' : `: ${why}`}`;
  return { label: l10n.t('Open the Line That Decides'), description: `${file}:${origin.line}`, detail: rule, icon: 'go-to-file', value: () => openFile(trust.root, file, { kind: 'line', line: origin.line }) };
}

/** All changed files with their levels, the lowest first; choosing one opens it. */
export async function showChangedTrust(desk: TrustDesk): Promise<void> {
  const changed = await changedFiles();
  if (changed === null) {
    tellRefusal(l10n.t('What has changed is known from VS Code’s Git extension, which is not active here.'));
    return;
  }
  const files = changed.flatMap((uri) => desk.models.judge(uri) ?? []);
  const order = files.toSorted((a, b) => trustLevels.indexOf(a.answer.level) - trustLevels.indexOf(b.answer.level) || (a.path < b.path ? -1 : 1));
  const [lowest] = order;
  if (lowest === undefined) {
    tellRefusal(l10n.t('No file in the folder has changed.'));
    return;
  }
  const several = desk.models.all.length > 1;
  const title = l10n.t('Lowest trust of {0} changed files: {1}', files.length, lowest.answer.level);
  const chosen = await askOne(title, order.map((file) => ({
    label: several ? `${file.trust.root.name}: ${file.path}` : file.path, description: file.answer.level, detail: file.answer.reason, icon: 'shield', value: file,
  })));
  if (chosen !== null) await explainTrust(desk, chosen.trust.root.uriOf(chosen.path));
}
