import type { Applied, ApplyPlan } from './applied.js';
import { refusal, type Plan, type Refusal } from './plan.js';

/** How often a plan is made again because somebody changed the same meanwhile. */
const tries = 20;

/**
 * Carries out what `plan` plans from what is there now, and plans again when somebody was faster. A plan without steps is done at once
 * and touches nothing. Throws a WorkflowError when the world fails.
 */
export async function applyFresh(plan: () => Promise<Plan | Refusal>, apply: ApplyPlan): Promise<Applied | Refusal> {
  let last = '';
  for (let attempt = 0; attempt < tries; attempt++) {
    const planned = await plan();
    if (planned.kind === 'refusal') return planned;
    if (planned.steps.length === 0) return { kind: 'applied', plan: planned, steps: [] };
    const outcome = await apply(planned);
    if (outcome.kind === 'applied') return outcome.done;
    last = outcome.message;
  }
  return refusal('contended', `Somebody else keeps changing the same: ${last} Nothing was changed; try again when that is over.`);
}
