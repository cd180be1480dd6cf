import { isObject, readDocument, type DocumentOutcome, type JsonObject } from '../findings/read-document.js';
import type { Finding } from '../findings/finding.js';
import { mapAgentRunStatus, type AgentRunStatus } from './agent-run-status.js';

/** The state of one agent (document 000, 1.2) as far as it can be read; what is absent or of another kind is `null` or empty. */
export interface AgentFile {
  readonly path: string;
  /** `null`: the file cannot be read, `problem` says why. */
  readonly contents: JsonObject | null;
  readonly problem: Finding | null;
  readonly id: string | null;
  readonly role: string | null;
  readonly status: AgentRunStatus | 'unknown';
  readonly rawStatus: string | null;
  readonly currentTask: string | null;
  readonly feature: string | null;
  readonly worktree: string | null;
  readonly iterations: number | null;
  readonly maxIterations: number | null;
}

/** Reads an agent file. Never throws. */
export function parseAgentFile(path: string, outcome: DocumentOutcome): AgentFile {
  const read = readDocument(path, outcome);
  const contents = read.ok ? read.value : {};
  const at = (...pointer: readonly string[]): unknown => pointer.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), contents);
  const text = (...pointer: readonly string[]): string | null => { const value = at(...pointer); return typeof value === 'string' && value !== '' ? value : null; };
  const number = (...pointer: readonly string[]): number | null => { const value = at(...pointer); return typeof value === 'number' ? value : null; };
  const rawStatus = text('state', 'status');
  return {
    path, contents: read.ok ? read.value : null, problem: read.ok ? null : read.problem,
    id: text('agent', 'id'), role: text('agent', 'role'), status: mapAgentRunStatus(rawStatus), rawStatus,
    currentTask: text('memory', 'short_term', 'current_task'), feature: text('context', 'feature'), worktree: text('context', 'worktree'),
    iterations: number('state', 'iteration_count'), maxIterations: number('state', 'max_iterations'),
  };
}
