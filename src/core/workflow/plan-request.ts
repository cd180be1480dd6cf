import type { Plan, Refusal } from '../plans/plan.js';
import type { Request } from '../plans/request.js';
import { planArchive } from './plan-archive.js';
import type { PlanContext } from './plan-context.js';
import { planFeatureChange } from './plan-feature.js';
import { planField } from './plan-field.js';
import { planTextEdit } from './plan-text-edit.js';
import { planContainer, planRecovery } from './plan-repair.js';
import { planActivation, planCompletion, planComplexity, planMarkerRemoval, planNewSession, planPause } from './plan-session.js';
import { planMove, planNewTasks } from './plan-task.js';
import { planStatusChange } from './plan-status-change.js';
import { planTodoList, planTodoRow } from './plan-todo.js';
import type { WorkflowState } from './workflow-state.js';

type Planner<Verb extends Request['do']> =
  (state: WorkflowState, request: Request & { readonly do: Verb }, context: PlanContext) => Plan | Refusal | Promise<Plan | Refusal>;

/** Who plans what. A new verb of `Request` does not compile until it stands here. */
const planners: { readonly [Verb in Request['do']]: Planner<Verb> } = {
  'create-session': planNewSession,
  'activate-session': planActivation,
  'reopen-session': planActivation,
  'pause-session': planPause,
  'complete-session': planCompletion,
  'archive-session': planArchive,
  'recover-session': planRecovery,
  'raise-complexity': planComplexity,
  'create-task': planNewTasks,
  'break-down-task': planNewTasks,
  'set-task-status': planStatusChange,
  'move-task': planMove,
  'write-todo': planTodoList,
  'adopt-todo': planTodoList,
  'restore-todo-row': planTodoRow,
  'accept-todo-row': planTodoRow,
  'remove-marker': planMarkerRemoval,
  'rebuild-container': planContainer,
  'set-feature-status': planFeatureChange,
  'edit-task-field': planField,
  'edit-text': planTextEdit,
};

/**
 * What a request would do to a state: a plan, or why not. Looks at the files that the request touches and writes nothing. Broken
 * files, duplicates and odd layouts give a refusal in one line: what, why, and the next step.
 */
export async function planRequest(state: WorkflowState, request: Request, context: PlanContext): Promise<Plan | Refusal> {
  const planner = planners[request.do] as Planner<Request['do']>;
  return planner(state, request, context);
}
