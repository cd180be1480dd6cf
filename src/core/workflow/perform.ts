import { classifyPath } from '../layout/state-layout.js';
import type { Applied, ApplyPlan, Conflict, WriteAlone } from '../plans/applied.js';
import type { Hint } from '../part-table.js';
import { inversePlan } from '../plans/inverse-plan.js';
import { refusal, type Plan, type Refusal, type Step } from '../plans/plan.js';
import type { Request } from '../plans/request.js';
import type { PlanContext } from './plan-context.js';
import { planRequest } from './plan-request.js';
import type { WorkflowState } from './workflow-state.js';

/** What carrying out a request needs of a host. */
export interface PerformPorts {
  /** Looks at the disk again, at these paths or everywhere, and answers with the state (`WorkflowStore.refresh`). */
  readonly refresh: (hint: Hint) => Promise<WorkflowState>;
  /** What planning looks at, made anew for each try, because it holds the time. */
  readonly context: () => PlanContext;
  readonly apply: ApplyPlan;
  readonly alone: WriteAlone;
  /** Asks before a plan that has a warning. Without it such a plan is refused: nobody said yes. */
  readonly confirm?: ((plan: Plan) => Promise<boolean>) | undefined;
  /** A person is writing in this file now (it is dirty in an editor), or in one below this directory: it is never overwritten. */
  readonly isHeld?: ((path: string) => boolean) | undefined;
}

/** How often a plan is made again because somebody changed the same meanwhile. */
const tries = 10;

/** How many of those leave others their turn. After them nobody else of us may write until it is done, so that it does get done. */
const politeTries = 2;

/** Requests about which session is active, or there at all: they rest on all sessions, not only on the files that they change. */
const aboutAll: ReadonlySet<Request['do']> = new Set(['activate-session', 'reopen-session', 'archive-session', 'remove-marker']);

/** One try at a request: done, refused, in need of a yes, or overtaken by somebody. */
type Try = Applied | Refusal | Conflict | { readonly kind: 'ask'; readonly plan: Plan; readonly warning: string };

/** What a try starts from: where to look again, and the warning that the person agreed to. */
interface Start {
  readonly hint: Hint;
  readonly agreed: string | null;
}

/**
 * The one way in which hosts change anything: look, plan, ask where the plan warns, apply; and when somebody was faster, look and
 * plan again. Afterwards the state is refreshed. Throws a WorkflowError when the world fails.
 */
export async function perform(request: Request, ports: PerformPorts): Promise<Applied | Refusal> {
  let start: Start = { hint: placesOf(request), agreed: null };
  let last = '';
  for (let attempt = 0; attempt < tries; attempt++) {
    const isPolite = attempt < politeTries && !aboutAll.has(request.do);
    const result = await (isPolite ? tryOnce : tryAlone)(request, ports, start);
    if (result.kind === 'applied' || result.kind === 'refusal') return result;
    if (result.kind === 'ask') {
      if (!(await ports.confirm?.(result.plan))) return refusal('unconfirmed', `${result.warning} Nothing was changed, because nobody agreed to that.`);
      start = { ...start, agreed: result.warning };
    } else {
      last = result.message;
      start = { ...start, hint: placesOf(request) };
    }
  }
  return refusal('contended', `Somebody else keeps changing the same: ${last} Nothing was changed; try again when that is over.`);
}

async function tryOnce(request: Request, ports: PerformPorts, start: Start): Promise<Try> {
  const plan = await prepare(request, ports, start);
  if (plan.kind !== 'plan') return plan;
  const outcome = await ports.apply(plan);
  await ports.refresh(touchedBy(plan));
  return outcome.kind === 'applied' ? outcome.done : outcome;
}

/** The same while nobody else of us can write; what is refused or asked anyway takes no lock. */
async function tryAlone(request: Request, ports: PerformPorts, start: Start): Promise<Try> {
  const plan = await prepare(request, ports, start);
  return plan.kind === 'plan' ? ports.alone(request.do, (apply) => tryOnce(request, { ...ports, apply }, start)) : plan;
}

/** The plan as the state is now, if it may be applied. */
async function prepare(request: Request, ports: PerformPorts, { hint, agreed }: Start): Promise<Plan | Exclude<Try, Applied | Conflict>> {
  const plan = aroundHeld(await planRequest(await ports.refresh(hint), request, ports.context()), request, ports);
  if (plan.kind === 'refusal') return plan;
  const { warning } = plan;
  return warning !== undefined && warning !== agreed ? { kind: 'ask', plan, warning } : plan;
}

/** Undoes what was applied, if nobody has changed the same since. */
export async function undo(applied: Applied, ports: Pick<PerformPorts, 'refresh' | 'apply' | 'isHeld'>): Promise<Applied | Refusal> {
  const plan = inversePlan(applied);
  if (plan.kind === 'refusal') return plan;
  const held = ports.isHeld && touchedBy(plan).find(ports.isHeld);
  if (held !== undefined) return heldRefusal(held);
  const outcome = await ports.apply(plan);
  await ports.refresh(touchedBy(plan));
  return outcome.kind === 'applied' ? outcome.done : refusal('undo/changed-since', `"${applied.plan.title}" cannot be undone: ${outcome.message}`);
}

/**
 * The plan without what a person is writing in: a TODO_LIST.md that would only follow can wait (the projection catches up when it is
 * saved), anything else is refused.
 */
function aroundHeld(plan: Plan | Refusal, request: Request, { isHeld = () => false }: PerformPorts): Plan | Refusal {
  if (plan.kind === 'refusal') return plan;
  const canWait = !['write-todo', 'adopt-todo', 'restore-todo-row'].includes(request.do);
  const waits = (step: Step): boolean => canWait && step.kind === 'write-text' && classifyPath(step.path).kind === 'todo' && isHeld(step.path);
  const rest = { ...plan, steps: plan.steps.filter((step) => !waits(step)) };
  const held = touchedBy(rest).find(isHeld);
  if (held === undefined) return rest;
  return heldRefusal(held);
}

function heldRefusal(path: string): Refusal {
  return refusal('held', `${path} has changes in an editor that are not saved; save or revert them and try again.`);
}

/** Where the answer to a request may have changed since the last look. */
function placesOf(request: Request): Hint {
  if (aboutAll.has(request.do)) return 'everything';
  if ('session' in request) return [request.session];
  return 'file' in request ? [request.file] : 'everything';
}

function touchedBy(plan: Plan): readonly string[] {
  return plan.steps.flatMap((step) => ('path' in step ? [step.path] : [step.from, step.to]));
}
