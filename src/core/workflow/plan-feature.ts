import { advice, nextStep } from '../plans/next-step.js';
import type { Plan, Refusal } from '../plans/plan.js';
import type { Request } from '../plans/request.js';
import { asFeatureId, specPathOf } from '../specs/feature-files.js';
import { readNow, refuse, type PlanContext } from './plan-context.js';
import type { WorkflowState } from './workflow-state.js';

type StatusRequest = Extract<Request, { do: 'set-feature-status' }>;

/** Plans the step of a feature to another status, by its spec as it is now; what the state knows of it is not needed. */
export async function planFeatureChange(_state: WorkflowState, { feature, status }: StatusRequest, context: PlanContext): Promise<Plan | Refusal> {
  const id = asFeatureId(feature);
  if (!id.ok) return refuse('feature/id', `${id.problem} The status is written in its spec.`);
  const path = specPathOf(id.value);
  const outcome = await readNow(context, path);
  if (outcome.kind === 'missing') return refuse('feature/unknown', advice`There is no ${path}; make it with: ${nextStep('spec interview', id.value)}`);
  if (outcome.kind === 'unreadable') return refuse('file/unreadable', `${path} cannot be read: ${outcome.detail}; look at it first.`);
  const { featureArea } = await import('../specs/feature-area.js');
  return featureArea.planStatus({ feature: { id: id.value, path }, text: outcome.text }, status);
}
