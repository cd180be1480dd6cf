import { sameValue } from '../../base/same-value.js';
import type { Finding } from '../findings/finding.js';
import { checkMarkers, checkSessionNames } from '../sessions/check-sessions.js';
import { deriveActive } from '../sessions/derive-active.js';
import type { WorkflowState } from './workflow-state.js';

/** What was read of the state root. `odd`: what stands where directories of ours should. */
export interface WorkflowParts extends Pick<WorkflowState, 'initialised' | 'hasActiveFolder' | 'sessions' | 'markers' | 'parts'> {
  readonly odd: readonly Finding[];
}

/**
 * Puts the workflow together. Answers with `before` itself when nothing that somebody could see has changed: sessions,
 * markers and other areas that say the same must be the same objects.
 */
export function deriveWorkflow({ odd, ...parts }: WorkflowParts, before: WorkflowState): WorkflowState {
  const findings = [...checkMarkers(parts.markers, parts.sessions), ...checkSessionNames(parts.sessions), ...odd];
  const after = { ...parts, active: deriveActive(parts.markers, parts.sessions), findings };
  return isSame(after, before) ? before : Object.freeze({ ...after, revision: before.revision + 1 });
}

function isSame(after: Omit<WorkflowState, 'revision'>, before: WorkflowState): boolean {
  return before.revision > 0
    && after.initialised === before.initialised
    && after.hasActiveFolder === before.hasActiveFolder
    && after.sessions.length === before.sessions.length
    && after.sessions.every((session, index) => session === before.sessions[index])
    && after.parts === before.parts
    && sameValue(after.markers, before.markers)
    && sameValue(after.findings, before.findings);
}
