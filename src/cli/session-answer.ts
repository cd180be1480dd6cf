import { plainLine } from '../core/text/escape.js';
import type { TaskCounts } from '../core/tasks/task.js';
import type { SessionState, WorkflowState } from '../core/workflow/workflow-state.js';
import { cell, renderColumns, type Cell } from './columns.js';
import type { Style } from './output.js';

/** A session as the command line answers it. */
export interface SessionJson {
  readonly id: string;
  readonly location: string;
  /** A word that is none of ours is shown as the file has it. */
  readonly status: string;
  readonly active: boolean;
  /** The file's own word. */
  readonly type: string | null;
  readonly complexity: string;
  readonly project: string | null;
  readonly tasks: TaskCounts;
  readonly path: string;
}

const statusOf = ({ status, file }: SessionState): string => (status === 'unknown' ? file.rawStatus ?? 'unknown' : status);

const isActive = (state: WorkflowState, session: SessionState): boolean => state.active?.path === session.path;

export function sessionJson(state: WorkflowState, session: SessionState): SessionJson {
  const { total, leaf, pending, active, blocked, completed, failed, skipped, broken } = session.tasks.counts;
  return {
    id: session.name,
    location: session.location,
    status: statusOf(session),
    active: isActive(state, session),
    type: session.file.rawType,
    complexity: session.complexity,
    project: session.file.project,
    tasks: { total, leaf, pending, active, blocked, completed, failed, skipped, broken },
    path: session.path,
  };
}

const styles: Readonly<Record<string, Style>> = { active: 'strong', completed: 'good', archived: 'dim' };

/** What a session is called on the command line: its name, or its path where the name stands in two places (decisions 3.1). */
const calledOf = ({ sessions }: WorkflowState, { name, path }: SessionState): string => (
  sessions.some((other) => other.name === name && other.path !== path) ? path : name);

function cellsOf(state: WorkflowState, session: SessionState): Cell[] {
  const { completed, skipped, leaf, broken } = session.tasks.counts;
  return [
    cell(isActive(state, session) ? '*' : ' ', 'strong'),
    cell(plainLine(calledOf(state, session)), isActive(state, session) ? 'strong' : 'plain'),
    cell(plainLine(statusOf(session)), styles[statusOf(session)]),
    cell(session.complexity),
    cell(`${completed + skipped}/${leaf}`),
    cell(broken + (session.file.broken ? 1 : 0) > 0 ? 'broken' : '', 'bad'),
    cell(plainLine(session.title)),
  ];
}

/** One line a session; `*` is the active one, numbers are finished and all leaf tasks. */
export function renderSessions(state: WorkflowState, sessions: readonly SessionState[]): string {
  return renderColumns(sessions.map((session) => cellsOf(state, session)));
}
