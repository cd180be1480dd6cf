import { success } from '../../base/result.js';
import { archiveManifest, archivesDirectory } from '../layout/state-layout.js';
import type { Plan, Refusal, Step } from '../plans/plan.js';
import type { Request } from '../plans/request.js';
import { jsonValueAt } from '../text/json-text.js';
import { planEdit, readNow, refuse, refused, timestampOf, type Found, type PlanContext } from './plan-context.js';
import { removeMarkers, soundSession, wrongStatus } from './plan-session.js';
import type { SessionState, WorkflowState } from './workflow-state.js';

/**
 * Plans moving a completed session to the archives (decisions 3.14): no marker, one rename, one more entry in the manifest. No task
 * is changed, pending stays pending. A folder of that name there is never touched.
 */
export async function planArchive(state: WorkflowState, request: Extract<Request, { do: 'archive-session' }>, context: PlanContext): Promise<Plan | Refusal> {
  const found = soundSession(state, request.session);
  if (!found.ok) return found.problem;
  const session = found.value;
  if (session.status !== 'completed') return wrongStatus(session, 'archived');
  const to = `${archivesDirectory}/${session.name}`;
  const there = await context.files.list(to);
  if (there.kind !== 'missing') return refuse('archive/exists', `${to} exists already and is not overwritten; rename one of the two first.`);
  const entry = await planManifest(session, to, context);
  if (!entry.ok) return entry.problem;
  return {
    kind: 'plan',
    title: `Archive ${session.name}`,
    steps: [
      { kind: 'make-directory', path: archivesDirectory },
      ...removeMarkers(state, session),
      { kind: 'move', from: session.path, to },
      entry.value,
    ],
    transitions: [{ entity: 'session', session: session.path, id: session.name, from: 'completed', to: 'archived' }],
  };
}

async function planManifest(session: SessionState, to: string, context: PlanContext): Promise<Found<Step>> {
  const entry = manifestEntry(session, to, context);
  const outcome = await readNow(context, archiveManifest);
  if (outcome.kind === 'missing') return success({ kind: 'create-file', path: archiveManifest, content: `${JSON.stringify([entry], null, 2)}\n` });
  if (outcome.kind === 'unreadable' || !Array.isArray(jsonValueAt(outcome.text, []))) {
    return refused('archive/manifest', `${archiveManifest} cannot be read as a list, so it is not added to; repair it or move it away first.`);
  }
  const edited = await planEdit(context, archiveManifest, [{ kind: 'append', pointer: [], value: entry }]);
  return edited.ok ? success(edited.value.step) : edited;
}

/** Leaves only: a container is no work of its own. */
function manifestEntry({ name, title, tasks }: SessionState, to: string, { now }: PlanContext): Readonly<Record<string, unknown>> {
  return {
    session_id: name,
    description: title,
    archived_at: timestampOf(now),
    archive_path: to,
    metrics: { tasks_completed: tasks.counts.completed, tasks_total: tasks.counts.leaf },
  };
}
