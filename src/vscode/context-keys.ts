import { commands } from 'vscode';
import type { AgentsEmptyReason } from './parallel/agents-empty.js';
import type { EmptyReason } from './trees/empty-reason.js';
import type { VersionsEmptyReason } from './versions/versions-view.js';

/** Every context key of the extension with its type; `when` clauses in package.json use no other of ours. */
export interface ContextKeys {
  /** Some state root has a `.workflow`. */
  readonly 'workflow.initialised': boolean;
  /** Why a view has no rows; chooses its welcome text. */
  readonly 'workflow.sessionsEmpty': EmptyReason | null;
  readonly 'workflow.tasksEmpty': EmptyReason | null;
  readonly 'workflow.agentsEmpty': AgentsEmptyReason | null;
  readonly 'workflow.versionsEmpty': VersionsEmptyReason | null;
  readonly 'workflow.searching': boolean;
  readonly 'workflow.hidesFinished': boolean;
  readonly 'workflow.canUndo': boolean;
}

/** Their names, for the test that compares them with package.json. */
export const contextKeyNames = [
  'workflow.initialised', 'workflow.sessionsEmpty', 'workflow.tasksEmpty', 'workflow.agentsEmpty', 'workflow.versionsEmpty', 'workflow.searching', 'workflow.hidesFinished', 'workflow.canUndo',
] as const satisfies readonly (keyof ContextKeys)[];

export type SetContextKey = <Key extends keyof ContextKeys>(key: Key, value: ContextKeys[Key]) => void;

/** The one door for context keys. A key is sent only when its value changed: every message costs a round trip. */
export function contextKeys(): SetContextKey {
  const sent = new Map<string, unknown>();
  return (key, value) => {
    if (sent.get(key) === value) return;
    sent.set(key, value);
    void commands.executeCommand('setContext', key, value);
  };
}
