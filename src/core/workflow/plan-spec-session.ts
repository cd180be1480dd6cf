import { activeDirectory, planPath, sessionFilePath, taskDirectory, taskFilePath, todoPath, workflowDirectory } from '../layout/state-layout.js';
import type { Plan, Refusal, Step } from '../plans/plan.js';
import { refusal } from '../plans/plan.js';
import { complexityOfCount } from '../sessions/complexity.js';
import { sessionNameFor } from '../sessions/session-name.js';
import { renderPlanFile, renderSessionFile } from '../sessions/templates.js';
import type { SpecHead } from '../specs/feature-spec.js';
import type { SpecTask } from '../specs/spec-tasks.js';
import { deriveTaskGraph } from '../tasks/derive-task-graph.js';
import { parseTaskFile } from '../tasks/parse-task-file.js';
import { renderTaskFile } from '../tasks/render-task-file.js';
import { editJson } from '../text/json-text.js';
import { newFrame, renderTodo } from '../todo/render-todo.js';
import { asTitle, timestampOf, type PlanContext } from './plan-context.js';
import type { WorkflowState } from './workflow-state.js';

/** The part of a spec that a session is made of. */
export interface SpecWork {
  readonly head: SpecHead;
  readonly tasks: readonly SpecTask[];
}

interface NewFile {
  readonly id: string;
  readonly content: string;
}

/**
 * Plans a session whose tasks come from a spec: a container for each role, or none when there is only one, and a task for each
 * of the spec's, which says where it comes from in `meta.spec`. The session says its `feature`. It is paused, as every new one.
 */
export function planSpecSession(state: WorkflowState, { head, tasks }: SpecWork, context: Pick<PlanContext, 'now' | 'sha256'>): Plan | Refusal {
  if (tasks.length === 0) return refusal('spec/no-tasks', 'The spec has no tasks, so there is nothing to make a session of; write its tasks first.');
  const title = asTitle(head.name ?? head.id ?? '', 'session');
  if (!title.ok) return title.problem;
  const taken = state.sessions.map((session) => session.name);
  const name = sessionNameFor(head.id ?? title.value, taken, timestampOf(context.now).slice(0, 10).replaceAll('-', ''));
  const path = `${state.hasActiveFolder ? activeDirectory : workflowDirectory}/${name}`;
  const files = filesFor(tasks, head);
  const graph = deriveTaskGraph(files.map(({ id, content }) => parseTaskFile(taskFilePath(path, id), { kind: 'text', text: content })));
  const session = renderSessionFile({ name, title: title.value, type: complexityOfCount(graph.counts.leaf), status: 'paused' });
  const linked = head.id === null ? null : editJson(session, [{ kind: 'set', pointer: ['feature'], value: head.id }]);
  const steps: Step[] = [
    { kind: 'make-directory', path: taskDirectory(path) },
    { kind: 'create-file', path: sessionFilePath(path), content: linked?.ok === true ? linked.value : session },
    { kind: 'create-file', path: planPath(path), content: renderPlanFile(title.value) },
    ...files.map(({ id, content }): Step => ({ kind: 'create-file', path: taskFilePath(path, id), content })),
    { kind: 'create-file', path: todoPath(path), content: renderTodo({ title: title.value, tasks: graph, summaries: new Map() }, newFrame, context.sha256) },
  ];
  return { kind: 'plan', title: `Create ${name} from the spec`, steps, transitions: [] };
}

function filesFor(tasks: readonly SpecTask[], head: SpecHead): readonly NewFile[] {
  const roles = [...new Set(tasks.map(({ role }) => role))];
  if (roles.length === 1) return tasks.map((task, index) => fileFor(`IMPL-${index + 1}`, { task, head }));
  return roles.flatMap((role, index) => {
    const parent = `IMPL-${index + 1}`;
    const own = tasks.filter((task) => task.role === role).map((task, at) => fileFor(`${parent}.${at + 1}`, { task, head, parent }));
    return [{ id: parent, content: renderTaskFile({ id: parent, title: role, isContainer: true }) }, ...own];
  });
}

interface Origin {
  readonly task: SpecTask;
  readonly head: SpecHead;
  readonly parent?: string;
}

function fileFor(id: string, { task, head, parent }: Origin): NewFile {
  const title = task.title.replace(/\s+/g, ' ').trim().slice(0, 400);
  const blank = renderTaskFile({ id, title: `${task.id}: ${title}`, parent });
  const filled = editJson(blank, [
    { kind: 'set', pointer: ['meta', 'agent'], value: task.role },
    { kind: 'set', pointer: ['meta', 'spec'], value: { feature: head.id, task: task.id } },
    { kind: 'set', pointer: ['context', 'requirements'], value: task.reference === null ? [] : [task.reference] },
    { kind: 'set', pointer: ['context', 'acceptance'], value: task.acceptanceCriteria },
    ...(task.doneWhen === null ? [] : [{ kind: 'set' as const, pointer: ['context', 'done_when'], value: task.doneWhen }]),
  ]);
  return { id, content: filled.ok ? filled.value : blank };
}
