import { Range, Selection, type TextDocument, TextEditorRevealType, WorkspaceEdit, l10n, window, workspace } from 'vscode';
import type { Plan } from '../../core/plans/plan.js';
import type { ReadOutcome } from '../../core/ports.js';
import { applyTextEdits, type TextEdit } from '../../core/text/text-edit.js';
import { addTrustRule, patternsFor } from '../../core/trust/add-trust-rule.js';
import { renderDefaultTrustModel } from '../../core/trust/default-trust-model.js';
import { trustModelPath, type TrustLevel } from '../../core/trust/trust-model.js';
import { askOne, askText, tellRefusal } from '../ask.js';
import type { Root } from '../roots/root.js';
import { fileMeant, mayWrite, type TrustDesk } from './trust-desk.js';
import type { JudgedFile } from './trust-models.js';

/** Asks for a pattern, a level and a reason, and writes the rule where it counts. */
export async function addRule(desk: TrustDesk, given: unknown): Promise<void> {
  if (!mayWrite()) return;
  const file = fileMeant(desk, given);
  if (file === null) return;
  const level = await askLevel(file);
  const pattern = level === null ? null : await askPattern(file);
  if (level === null || pattern === null) return;
  const reason = await askText({ title: l10n.t('Add a Trust Rule'), prompt: l10n.t('Why {0} trust for {1}? It is shown wherever the level is. May stay empty.', level, pattern) });
  if (reason !== null) await writeRule(desk, file, { pattern, level, reason });
}

function askLevel({ path, answer }: JudgedFile): Promise<TrustLevel | null> {
  const details: Readonly<Record<TrustLevel, string>> = {
    low: l10n.t('Agents suggest, a person decides'),
    medium: l10n.t('Agents work, a person reviews'),
    high: l10n.t('Agents may change it without asking'),
  };
  const levels: readonly TrustLevel[] = (['low', 'medium', 'high'] as const).filter((level) => level !== answer.level);
  return askOne(l10n.t('{0} has {1} trust. Which shall it have?', path, answer.level), levels.map((level) => ({ label: level, detail: details[level], value: level })));
}

async function askPattern({ path }: JudgedFile): Promise<string | null> {
  const other = l10n.t('Another Pattern…');
  const choice = await askOne(l10n.t('For which files?'), [...patternsFor(path).map((pattern) => ({ label: pattern, value: pattern })), { label: other, icon: 'edit', value: '' }]);
  if (choice !== '') return choice;
  return askText({ title: l10n.t('For which files?'), prompt: l10n.t('Case does not count; without "/" it is the name in any folder; ** crosses folders.'), value: path });
}

async function writeRule(desk: TrustDesk, { trust: { root }, path }: JudgedFile, rule: { readonly pattern: string; readonly level: TrustLevel; readonly reason: string }): Promise<void> {
  const document = workspace.textDocuments.find(({ uri }) => uri.toString() === root.uriOf(trustModelPath).toString());
  const saved = await savedModel(root);
  if (saved.kind === 'unreadable') {
    tellRefusal(l10n.t('{0} cannot be read: {1}', trustModelPath, saved.detail));
    return;
  }
  const before = saved.kind === 'text' ? saved.text : null;
  const typed = document?.isDirty === true ? document : null;
  const text = typed?.getText() ?? before ?? renderDefaultTrustModel();
  const edits = addTrustRule(text, { ...rule, path });
  if (!edits.ok) {
    tellRefusal(edits.problem);
    return;
  }
  if (typed !== null) await type(typed, edits.value);
  else await write(root, before, applyTextEdits(text, edits.value));
  desk.models.look();
  await showEdit(root, edits.value);
}

async function savedModel({ open }: Root): Promise<ReadOutcome> {
  const found: ReadOutcome[] = [];
  await open.files.read([{ path: trustModelPath }], (_, outcome) => { found.push(outcome); });
  return found[0] ?? { kind: 'missing' };
}

/** What the person is writing in is not saved for them. */
async function type(document: TextDocument, edits: readonly TextEdit[]): Promise<void> {
  const change = new WorkspaceEdit();
  for (const { offset, length, text } of edits) change.replace(document.uri, new Range(document.positionAt(offset), document.positionAt(offset + length)), text);
  await workspace.applyEdit(change);
}

async function write({ open }: Root, from: string | null, to: string): Promise<void> {
  const folder = trustModelPath.slice(0, trustModelPath.lastIndexOf('/'));
  const plan: Plan = {
    kind: 'plan', title: l10n.t('Add a trust rule'), transitions: [],
    steps: [...(from === null ? [{ kind: 'make-directory', path: folder } as const] : []), { kind: 'write-text', path: trustModelPath, from, to }],
  };
  const outcome = await open.apply(plan);
  if (outcome.kind === 'conflict') tellRefusal(outcome.message);
}

/** Brings the rule into sight. */
async function showEdit(root: Root, [edit]: readonly TextEdit[]): Promise<void> {
  const document = await workspace.openTextDocument(root.uriOf(trustModelPath));
  const editor = await window.showTextDocument(document, { preview: true });
  const at = document.positionAt((edit?.offset ?? 0) + (edit?.text.trimEnd().length ?? 0));
  editor.selection = new Selection(at, at);
  editor.revealRange(new Range(at, at), TextEditorRevealType.InCenterIfOutsideViewport);
}
