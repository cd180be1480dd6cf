import { join } from 'node:path';
import type { AppliedStep, ApplyOutcome, ApplyPlan, Conflict, StepEffect } from '../../core/plans/applied.js';
import type { Plan, Step } from '../../core/plans/plan.js';
import { confineVolatile } from './confine.js';
import { appendToJournal, journalLines } from './journal.js';
import { StateLock } from './state-lock.js';
import { pathsOf } from './step-rules.js';
import { StepWriter } from './step-writer.js';
import { diskSyscalls, worldFailed, type Syscalls } from './syscalls.js';

/** Where a state root and its volatile things are, absolute; who writes, for the journal; and the calls that do it. */
export interface WriterPlace {
  readonly root: string;
  readonly volatileDir: string;
  readonly actor: string;
  readonly calls?: Syscalls;
  /** Off only in the test which proves that nothing is lost without it. */
  readonly lock?: 'on' | 'off';
}

/**
 * Carries out plans on the disk: the only thing that writes to a state root. One plan at a time per state root, over all
 * processes. Every step is checked before the first is carried out; if one fails all the same, those before it are taken
 * back, so that a plan happens as a whole or not at all unless the process dies in between.
 */
export class PlanWriter {
  readonly #calls: Syscalls;
  readonly #steps: StepWriter;
  readonly #lock: StateLock;

  constructor(private readonly place: WriterPlace) {
    this.#calls = place.calls ?? diskSyscalls;
    this.#steps = new StepWriter(place.root, place.volatileDir, this.#calls);
    this.#lock = new StateLock(join(place.volatileDir, 'lock'), this.#calls);
  }

  /** Throws a WorkflowError when the world fails; answers `conflict` when the state is not what the plan was made from. */
  async apply(plan: Plan): Promise<ApplyOutcome> {
    if (this.place.lock === 'off') return this.#applyLocked(plan);
    return this.alone(plan.title, (apply) => apply(plan));
  }

  /** Does some work while nobody else can write (`WriteAlone`). */
  async alone<Value>(doing: string, work: (apply: ApplyPlan) => Promise<Value>): Promise<Value> {
    await this.#confineOwn();
    const lease = await this.#lock.acquire(doing);
    try {
      return await work((plan) => this.#applyLocked(plan));
    } finally {
      await lease.release();
    }
  }

  /** Even the lock is a write: a link in its place must not lead it out of the root. */
  async #confineOwn(): Promise<void> {
    const { root, volatileDir } = this.place;
    try {
      await confineVolatile(root, volatileDir, ['lock', 'revisions']);
    } catch (error) {
      throw worldFailed(error, volatileDir);
    }
  }

  async #applyLocked(plan: Plan): Promise<ApplyOutcome> {
    const conflict = await this.#findConflict(plan.steps);
    if (conflict) return conflict;
    const done: AppliedStep[] = [];
    for (const step of plan.steps) {
      const effect = await this.#applyStep(step, done);
      if (typeof effect === 'string') return { kind: 'conflict', step, message: effect };
      done.push({ step, effect });
    }
    await this.#record(plan, done);
    return { kind: 'applied', done: { kind: 'applied', plan, steps: done } };
  }

  async #record({ transitions }: Plan, done: readonly AppliedStep[]): Promise<void> {
    try {
      await appendToJournal(this.#calls, this.place.volatileDir, journalLines(transitions, this.place.actor));
    } catch (error) {
      await this.#revert(done);
      throw worldFailed(error, this.place.volatileDir);
    }
  }

  /** A step about something that an earlier one makes, moves or removes can only be judged when its turn comes. */
  async #findConflict(steps: readonly Step[]): Promise<Conflict | null> {
    const touched: string[] = [];
    for (const step of steps) {
      const isOpen = pathsOf(step).some((path) => touched.some((other) => path === other || path.startsWith(`${other}/`) || other.startsWith(`${path}/`)));
      const message = isOpen ? null : await this.#judge(step);
      if (message !== null) return { kind: 'conflict', step, message };
      if (step.kind !== 'make-directory') touched.push(...pathsOf(step));
    }
    return null;
  }

  async #judge(step: Step): Promise<string | null> {
    try {
      return await this.#steps.misfit(step);
    } catch (error) {
      throw worldFailed(error, pathsOf(step).join(' → '));
    }
  }

  /** What the step did; or, with everything before it taken back, the reason why it conflicts. */
  async #applyStep(step: Step, done: readonly AppliedStep[]): Promise<StepEffect | string> {
    try {
      const result = await this.#steps.apply(step);
      if (result.ok) return result.value;
      await this.#revert(done);
      return result.problem;
    } catch (error) {
      const failed = worldFailed(error, pathsOf(step).join(' → '));
      await this.#revert(done);
      throw failed;
    }
  }

  async #revert(done: readonly AppliedStep[]): Promise<void> {
    for (const { effect } of done.toReversed()) await this.#steps.revert(effect);
  }
}
