import type { Plan, Step } from './plan.js';

/**
 * What one step met and left. Texts are whole files with BOM and line endings, as they are needed to undo byte for byte.
 * - `text`: a file was created (`before: null`), replaced, or removed (`after: null`). `edit-json`, `write-text`,
 *   `create-file`, `copy-file` and `remove-file` all end here.
 * - `moved`: `move` was carried out; its content did not change.
 * - `directory`: `make-directory`; `existed` when there was nothing to do.
 */
export type StepEffect =
  | { readonly kind: 'text'; readonly path: string; readonly before: string | null; readonly after: string | null }
  | { readonly kind: 'moved'; readonly from: string; readonly to: string }
  | { readonly kind: 'directory'; readonly path: string; readonly existed: boolean };

/** A step together with what it did. */
export interface AppliedStep {
  readonly step: Step;
  readonly effect: StepEffect;
}

/** A plan that was carried out completely; one entry per step, in the plan's order. Enough to undo it (`inversePlan`). */
export interface Applied {
  readonly kind: 'applied';
  readonly plan: Plan;
  readonly steps: readonly AppliedStep[];
}

/**
 * The state is no longer what the plan was made from: nothing was written. `step` is the first one that does not fit,
 * `message` says in one sentence what was expected and what is there.
 */
export interface Conflict {
  readonly kind: 'conflict';
  readonly step: Step;
  readonly message: string;
}

/** How applying a plan ended when the world did not fail; a failing world is a thrown WorkflowError. */
export type ApplyOutcome = { readonly kind: 'applied'; readonly done: Applied } | Conflict;

/** Carries out a plan under the lock of its state root: checks every expectation first, then writes step by step. */
export type ApplyPlan = (plan: Plan) => Promise<ApplyOutcome>;

/** Does some work while nobody else can write to the state root; what it applies needs no lock of its own. */
export type WriteAlone = <Value>(doing: string, work: (apply: ApplyPlan) => Promise<Value>) => Promise<Value>;
