import type { Applied, ApplyPlan, WriteAlone } from '../core/plans/applied.js';
import type { Plan, Refusal } from '../core/plans/plan.js';
import type { Request } from '../core/plans/request.js';
import type { Files } from '../core/ports.js';
import { perform, undo, type PerformPorts } from '../core/workflow/perform.js';
import type { PlanContext } from '../core/workflow/plan-context.js';
import { planRequest } from '../core/workflow/plan-request.js';
import type { WorkflowStore } from '../core/workflow/workflow-store.js';
import { clock } from './clock.js';
import { sha256 } from './sha256.js';
import type { StateRoot } from './state-root.js';
import { PlanWriter } from './writer/plan-writer.js';

/** Asked before a plan that has a warning. */
export type Confirm = (plan: Plan) => Promise<boolean>;

/** What changes a state root: planning, performing, undoing, and the writer below. */
export interface Changes {
  readonly plan: (request: Request) => Promise<Plan | Refusal>;
  readonly perform: (request: Request, confirm?: Confirm) => Promise<Applied | Refusal>;
  readonly undo: (applied: Applied) => Promise<Applied | Refusal>;
  readonly apply: ApplyPlan;
  readonly alone: WriteAlone;
}

/** What changing needs to know of the root that is open. */
export interface ChangedRoot {
  readonly place: StateRoot;
  readonly files: Files;
  readonly store: WorkflowStore;
  readonly actor: string;
  readonly recordHistory: () => boolean;
  readonly isHeld: ((path: string) => boolean) | undefined;
}

/** The half of an open root that writes. A bundle of its own in the extension, because most windows only look. */
export function openChanges({ place, files, store, actor, recordHistory, isHeld }: ChangedRoot): Changes {
  const writer = new PlanWriter({ root: place.root, volatileDir: place.volatileDir, actor });
  const apply: ApplyPlan = (plan) => writer.apply(plan);
  const refresh: PerformPorts['refresh'] = (hint) => store.refresh(hint);
  const context = (): PlanContext => ({ files, sha256, now: clock.now(), recordHistory: recordHistory() });
  const alone: WriteAlone = (doing, work) => writer.alone(doing, work);
  return {
    apply,
    alone,
    plan: async (request) => planRequest(await store.refresh(), request, context()),
    perform: (request, confirm) => perform(request, { refresh, context, apply, alone, confirm, isHeld }),
    undo: (applied) => undo(applied, { refresh, apply, isHeld }),
  };
}
