import { sameValue } from '../../base/same-value.js';
import { isObject, type JsonObject } from '../findings/read-document.js';
import type { Role } from '../layout/names.js';
import { refusal, type Plan, type Refusal, type Step } from '../plans/plan.js';
import type { JsonEdit } from '../text/json-edit.js';
import { jsonValueAt } from '../text/json-text.js';
import { agentFilePath, agentFilesDirectory } from './agent-file-path.js';
import type { AgentFile } from './agent-file.js';
import type { AgentRunStatus } from './agent-run-status.js';

/** What is known of an agent now; `null` or empty: nothing, and the file keeps what it says. */
export interface AgentFacts {
  readonly status: AgentRunStatus | null;
  readonly currentTask: string | null;
  readonly feature: string | null;
  /** Relative to the state root. */
  readonly worktree: string | null;
  readonly recentFiles: readonly string[];
  readonly recentDecisions: readonly string[];
  /** Fields in the shape of an agent file that somebody hands over; a list takes the place of the one before. */
  readonly given: JsonObject;
}

/** What planning looks at. */
export interface AgentFileContext {
  /** The agent file that is there, and its text. */
  readonly found: { readonly file: AgentFile; readonly text: string } | null;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** Writes what is known of an agent into its file; every other byte stays. What is there already is not written. */
export function planAgentFile(role: Role, facts: AgentFacts, { found, at }: AgentFileContext): Plan | Refusal {
  const path = agentFilePath(role);
  const title = `Save the state of ${role}`;
  if (found === null) {
    const steps: readonly Step[] = [{ kind: 'make-directory', path: agentFilesDirectory }, { kind: 'create-file', path, content: `${JSON.stringify(newFile(role, facts, at), null, 2)}\n` }];
    return { kind: 'plan', title, steps, transitions: [] };
  }
  const { file, text } = found;
  if (file.contents === null) return refusal('agent/broken', `${path} cannot be read, so it is not changed: ${file.problem?.message ?? ''} Repair it, or move it away.`);
  const edits = fieldsOf(facts, file.rawStatus).filter(({ pointer, value }) => !sameValue(jsonValueAt(text, pointer), value));
  const expect = edits.map(({ pointer }) => ({ pointer, value: jsonValueAt(text, pointer) }));
  return { kind: 'plan', title, steps: edits.length === 0 ? [] : [{ kind: 'edit-json', path, edits, expect }], transitions: [] };
}

type Field = Extract<JsonEdit, { kind: 'set' }>;

function fieldsOf(facts: AgentFacts, rawStatus: string | null): readonly Field[] {
  const known: readonly (readonly [readonly string[], unknown])[] = [
    [['state', 'status'], facts.status === null ? null : statusWord(facts.status, rawStatus)],
    [['memory', 'short_term', 'current_task'], facts.currentTask],
    [['memory', 'short_term', 'recent_files'], facts.recentFiles.length === 0 ? null : facts.recentFiles],
    [['memory', 'short_term', 'recent_decisions'], facts.recentDecisions.length === 0 ? null : facts.recentDecisions],
    [['context', 'feature'], facts.feature],
    [['context', 'workspace'], facts.feature === null ? null : `.ai/project/features/${facts.feature}`],
    [['context', 'worktree'], facts.worktree],
  ];
  const set = known.flatMap(([pointer, value]): Field[] => (value === null ? [] : [{ kind: 'set', pointer, value }]));
  return [...set, ...givenFields(facts.given, [])];
}

/** Leaves of what is given, so that what stands beside them stays. */
function givenFields(given: JsonObject, above: readonly string[]): readonly Field[] {
  return Object.entries(given).flatMap(([key, value]): readonly Field[] => {
    const pointer = [...above, key];
    return isObject(value) ? givenFields(value, pointer) : [{ kind: 'set', pointer, value }];
  });
}

/** In the words of the file: small where it writes small, else as document 000 does. */
function statusWord(status: AgentRunStatus, raw: string | null): string {
  if (raw !== null && raw === raw.toLowerCase()) return status;
  return status === 'active' && raw !== 'ACTIVE' ? 'IN_PROGRESS' : status.toUpperCase();
}

function newFile(role: Role, facts: AgentFacts, at: string): unknown {
  const file: JsonObject = {
    version: '1.0',
    agent: { id: `${role}-001`, role, created: at },
    memory: { short_term: { current_task: null, recent_files: [], recent_decisions: [] }, long_term: { project_patterns: [], learned_preferences: [] } },
    context: {},
    state: { status: 'INITIALIZING', iteration_count: 0, max_iterations: 10 },
  };
  return fieldsOf(facts, null).reduce<unknown>((done, { pointer, value }) => withValue(done, pointer, value), file);
}

function withValue(tree: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  const fields = isObject(tree) ? tree : {};
  return { ...fields, [key]: withValue(fields[key], rest, value) };
}
