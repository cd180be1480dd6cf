import { failure, success, type Result } from '../../base/result.js';
import { isObject } from '../findings/read-document.js';
import type { HookName } from '../hooks/hook-input.js';
import type { JsonEdit } from '../text/json-edit.js';
import { editJson, editJsonc, jsoncValueAt } from '../text/json-text.js';
import { claudeSettingsPath } from '../trust/export/claude-export.js';
import type { ScaffoldMerge } from './scaffold-file.js';

/** The program that the hooks begin with, relative to the project. */
export const claudeHookPath = '.ai/workflow/hooks/claude_hook.cjs';

/** An event of Claude Code, which tools it is about (`null`: it is about none), and what we call it. */
type Registration = readonly [event: string, matcher: string | null, name: HookName];

const edits = 'Edit|Write|MultiEdit|NotebookEdit';

const registrations: readonly Registration[] = [
  ['SessionStart', null, 'session-start'],
  ['UserPromptSubmit', null, 'user-prompt-submit'],
  ['PreToolUse', edits, 'pre-tool-use'],
  // Commands too: that one runs shows that nobody is waited for any more.
  ['PostToolUse', `${edits}|Bash`, 'post-tool-use'],
  ['Notification', null, 'notification'],
  ['Stop', null, 'stop'],
];

function entryOf([, matcher, name]: Registration): unknown {
  const hooks = [{ type: 'command', command: `node "$CLAUDE_PROJECT_DIR/${claudeHookPath}" ${name}` }];
  return matcher === null ? { hooks } : { matcher, hooks };
}

/** Registers our hooks beside those that are there, each once; and takes them out again (contracts 3). */
export const claudeSettings: ScaffoldMerge = {
  path: claudeSettingsPath,
  add: (text) => {
    const found = listsIn(text ?? '{}');
    if (!found.ok) return found;
    const missing = registrations.filter(([event]) => !(found.value.get(event) ?? []).some(hasOurs));
    if (missing.length === 0) return success(null);
    return edited(text ?? '{\n}\n', missing.map((each): JsonEdit => ({ kind: 'append', pointer: ['hooks', each[0]], value: entryOf(each) })));
  },
  remove: (text) => {
    const found = listsIn(text);
    if (!found.ok) return found;
    const left = [...found.value].filter(([, groups]) => !groups.every(isOursAlone));
    const removals = left.length === 0 && found.value.size > 0 ? [{ kind: 'remove', pointer: ['hooks'] } as const] : [...found.value].flatMap(([event, groups]) => removalsOf(event, groups));
    return removals.length === 0 ? success(null) : edited(text, removals);
  },
};

/** Plain JSON keeps every other byte; with comments in it, what stands around a change may be indented anew. */
function edited(text: string, changes: readonly JsonEdit[]): Result<string, string> {
  const plain = editJson(text, changes);
  return plain.ok ? plain : editJsonc(text, changes);
}

/** The groups of every event that has some. */
function listsIn(text: string): Result<ReadonlyMap<string, readonly unknown[]>, string> {
  const found = jsoncValueAt(text, ['hooks']);
  if (!found.ok) return failure(`${claudeSettingsPath} cannot be changed: ${found.problem}`);
  if (found.value === undefined) return success(new Map());
  if (!isObject(found.value)) return failure(`${claudeSettingsPath} cannot be changed: "hooks" is no object; make it one.`);
  const lists = new Map<string, readonly unknown[]>();
  for (const [event, groups] of Object.entries(found.value)) {
    if (!Array.isArray(groups)) return failure(`${claudeSettingsPath} cannot be changed: "hooks.${event}" is no list; make it one.`);
    lists.set(event, groups as readonly unknown[]);
  }
  return success(lists);
}

function hooksOf(group: unknown): readonly unknown[] {
  const hooks = isObject(group) ? group['hooks'] : undefined;
  return Array.isArray(hooks) ? hooks as readonly unknown[] : [];
}

function isOurs(hook: unknown): boolean {
  const command = isObject(hook) ? hook['command'] : undefined;
  return typeof command === 'string' && command.includes(claudeHookPath);
}

function hasOurs(group: unknown): boolean {
  return hooksOf(group).some(isOurs);
}

function isOursAlone(group: unknown): boolean {
  return hooksOf(group).length > 0 && hooksOf(group).every(isOurs);
}

/** From the last to the first, so that the numbers of those before stay. A group, a list that would be empty goes as a whole. */
function removalsOf(event: string, groups: readonly unknown[]): readonly JsonEdit[] {
  if (groups.length > 0 && groups.every(isOursAlone)) return [{ kind: 'remove', pointer: ['hooks', event] }];
  return groups.flatMap((group, at): JsonEdit[] => {
    if (isOursAlone(group)) return [{ kind: 'remove', pointer: ['hooks', event, at] }];
    return hooksOf(group).flatMap((hook, index): JsonEdit[] => (isOurs(hook) ? [{ kind: 'remove', pointer: ['hooks', event, at, 'hooks', index] }] : []));
  }).reverse();
}
