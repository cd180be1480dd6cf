import type { Plan } from '../plans/plan.js';
import { editJsonc, jsoncValueAt } from '../text/json-text.js';

/** Where VS Code keeps the settings of a folder. */
export const editorSettingsPath = '.vscode/settings.json';

const settings = ['files.watcherExclude', 'search.exclude'] as const;

/** Whether the editor leaves the folder of worktrees (relative, `.worktrees`) alone. Settings that cannot be read do not say so. */
export function leavesOut(text: string | null, home: string): boolean {
  return settings.every((name) => {
    const value = text === null ? undefined : jsoncValueAt(text, [name, globOf(home)]);
    return value?.ok === true && value.value === true;
  });
}

/** Writes both settings beside what is there; `null`: the file cannot be read as what it should be. */
export function planEditorExcludes(text: string | null, home: string): Plan | null {
  const before = text ?? '{}\n';
  const edited = settings.reduce<string | null>((current, name) => {
    const result = current === null ? null : editJsonc(current, [{ kind: 'set', pointer: [name, globOf(home)], value: true }]);
    return result?.ok === true ? result.value : null;
  }, before);
  if (edited === null) return null;
  const write = { kind: 'write-text', path: editorSettingsPath, from: text, to: edited } as const;
  return { kind: 'plan', title: 'Leave worktrees out of watching and searching', transitions: [], steps: text === null ? [{ kind: 'make-directory', path: '.vscode' }, write] : [write] };
}

const globOf = (home: string): string => `**/${home}/**`;
