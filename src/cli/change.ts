import type { Applied } from '../core/plans/applied.js';
import { describePlan } from '../core/plans/describe-plan.js';
import { refusal, type Plan, type Refusal } from '../core/plans/plan.js';
import type { Request } from '../core/plans/request.js';
import { plainLine } from '../core/text/escape.js';
import type { WorkflowState } from '../core/workflow/workflow-state.js';
import { answer, type Answer, type Context } from './command.js';
import { askYesNo, canAsk } from './output.js';

/** What was done, and the state after it. */
export interface Changed {
  readonly kind: 'changed';
  readonly state: WorkflowState;
  readonly applied: Applied;
}

/** What `--dry-run` answers: the plan in words. */
export function preview(plans: readonly Plan[]): Answer {
  const lines = plans.flatMap((plan) => [plan.title, ...describePlan(plan).map((line) => `  ${line}`)]);
  const json = plans.map((plan) => ({ title: plan.title, steps: describePlan(plan), warning: plan.warning ?? null }));
  const said = answer(() => json, () => lines.map((line) => `${plainLine(line)}\n`).join(''));
  return plans.length > 0 ? said : { ...said, notice: 'Nothing would be changed.' };
}

/** Asks before a plan with a warning: `--yes` has said yes already, and nobody may be there to ask. */
function confirmation({ options }: Context): { readonly confirm: (plan: Plan) => Promise<boolean>; readonly unanswered: () => string | undefined } {
  let unanswered: string | undefined;
  const confirm = async ({ warning = '' }: Plan): Promise<boolean> => {
    if (options.yes === true) return true;
    if (canAsk()) return askYesNo(`${plainLine(warning)} Go ahead?`);
    unanswered = warning;
    return false;
  };
  return { confirm, unanswered: () => unanswered };
}

/** Carries out a request, or with `--dry-run` only says what it would do. */
export async function change(context: Context, request: Request): Promise<Changed | Answer | Refusal> {
  const { root, options } = context;
  if (options.dryRun === true) {
    const plan = await root.plan(request);
    return plan.kind === 'plan' ? preview([plan]) : plan;
  }
  const { confirm, unanswered } = confirmation(context);
  const outcome = await root.perform(request, confirm);
  const warning = unanswered();
  if (outcome.kind === 'refusal') return warning === undefined ? outcome : refusal('unconfirmed', `${warning} To go ahead, say --yes.`);
  return { kind: 'changed', state: root.store.state, applied: outcome };
}
