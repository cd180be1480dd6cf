import type { Fix } from '../../core/findings/finding.js';
import type { SessionState, WorkflowState } from '../../core/workflow/workflow-state.js';
import type { Translate } from '../translate.js';
import type { RootView } from './tree-node.js';

/** How many tasks wait for the person, by why. A task that waits for two reasons counts once in `total`. */
export interface Waiting {
  readonly blocked: number;
  readonly failed: number;
  readonly broken: number;
  readonly drifted: number;
  readonly total: number;
}

/** Ids of tasks whose mark in TODO_LIST.md contradicts their JSON: a person has to say which one is right. */
export function driftedTasks(session: SessionState): ReadonlySet<string> {
  return new Set(allDriftFixes(session).map(({ task }) => task));
}

/** What may be done about a task's drift: make JSON as the list says, or put the row back. */
export function driftFixes(session: SessionState, id: string): readonly Fix[] {
  return allDriftFixes(session).filter(({ task }) => task === id).map(({ fix }) => fix);
}

function allDriftFixes({ findings }: SessionState): { readonly task: string; readonly fix: Fix }[] {
  return findings.filter(({ code }) => code === 'todo/drift').flatMap(({ fixes }) => fixes).flatMap((fix) => (
    fix.request.do === 'restore-todo-row' || fix.request.do === 'accept-todo-row' ? [{ task: fix.request.task, fix }] : []));
}

/** The sessions whose tasks may need the person: of all roots, those that are neither archived nor completed. */
export function openSessions(views: readonly RootView<WorkflowState>[]): SessionState[] {
  return views.flatMap(({ state }) => state.sessions.filter(({ location, status }) => location !== 'archives' && status !== 'completed'));
}

export function needsPerson(sessions: readonly SessionState[]): Waiting {
  const each = sessions.map(waitingIn);
  const sum = (key: keyof Waiting): number => each.reduce((total, waiting) => total + waiting[key], 0);
  return { blocked: sum('blocked'), failed: sum('failed'), broken: sum('broken'), drifted: sum('drifted'), total: sum('total') };
}

function waitingIn(session: SessionState): Waiting {
  const drifted = driftedTasks(session);
  const { blocked, failed, broken } = session.tasks.counts;
  const both = [...drifted].filter((id) => ['blocked', 'failed'].includes(session.tasks.byId.get(id)?.status ?? '')).length;
  return { blocked, failed, broken, drifted: drifted.size, total: blocked + failed + broken + drifted.size - both };
}

/** "2 blocked, 1 failed": what waits, the empty kinds left out. */
export function waitingText(t: Translate, waiting: Waiting): string {
  const parts: readonly (readonly [number, string])[] = [
    [waiting.blocked, t('{0} blocked', waiting.blocked)],
    [waiting.failed, t('{0} failed', waiting.failed)],
    [waiting.broken, t('{0} broken', waiting.broken)],
    [waiting.drifted, t('{0} drifted', waiting.drifted)],
  ];
  return parts.filter(([count]) => count > 0).map(([, text]) => text).join(', ');
}
