import type { Finding } from '../findings/finding.js';
import { sessionPrefix } from '../layout/names.js';
import type { PartValue } from '../part-table.js';
import type { FeatureState } from '../specs/features.js';
import type { Task } from '../tasks/task.js';
import type { SessionState, WorkflowState } from './workflow-state.js';

/** The active session (decisions 3.3), whether a marker names it or it is only shown as such; `null` when there is none. */
export function activeSession(state: WorkflowState): SessionState | null {
  return state.active === null ? null : sessionByPath(state, state.active.path);
}

/** The feature that the active session works on: as its file says, else by its name; `null` when no session is active. */
export function shownFeature(state: WorkflowState): string | null {
  const session = activeSession(state);
  return session === null ? null : session.file.feature ?? session.name.slice(sessionPrefix.length);
}

/** The session in this directory (`.workflow/active/WFS-x`, relative to the state root), or `null`. */
export function sessionByPath(state: WorkflowState, path: string): SessionState | null {
  return state.sessions.find((session) => session.path === path) ?? null;
}

/** The feature whose spec is at a path (`.ai/project/features/x/spec.yaml`), or `null`. Only who asked for the area `features` knows any. */
export function featureByPath({ parts }: WorkflowState, path: string): FeatureState | null {
  return parts.features.features.find((feature) => feature.path === path) ?? null;
}

/** The sessions that work on a feature, by its id in the spec or by the name of its folder; in the order of the state. */
export function sessionsOfFeature({ sessions }: WorkflowState, { id, specId }: Pick<FeatureState, 'id' | 'specId'>): readonly SessionState[] {
  return sessions.filter(({ file }) => file.feature !== null && (file.feature === id || file.feature === specId));
}

/** Every finding about everything: workflow first, then session by session, then the other areas that were asked for. */
export function allFindings(state: WorkflowState): readonly Finding[] {
  return [...state.findings, ...state.sessions.flatMap(({ findings }) => findings), ...Object.values(state.parts).flatMap((part: PartValue) => part.findings)];
}

/**
 * What to work on next (document 004, leaf tasks): the first active leaf, else the first pending leaf that nothing
 * blocks, in natural order of ids; `null` when nothing can be started.
 */
export function nextTask(session: SessionState): Task | null {
  const leaves = session.tasks.all.filter(({ kind, file }) => kind === 'leaf' && !file.broken);
  const ready = ({ status, blockedBy }: Task): boolean => status === 'pending' && blockedBy.length === 0;
  return leaves.find(({ status }) => status === 'active') ?? leaves.find(ready) ?? null;
}
