import type { Disposable } from '../../base/lifetime.js';
import { SingleFlight } from '../../base/single-flight.js';
import { todoPath } from '../layout/state-layout.js';
import type { ApplyPlan } from '../plans/applied.js';
import type { Log, Sha256 } from '../ports.js';
import { planTodoSync } from '../todo/plan-todo-sync.js';
import { sessionByPath } from './selectors.js';
import type { SessionState, WorkflowState } from './workflow-state.js';
import type { StateChange, WorkflowStore } from './workflow-store.js';

/** What the projection needs of the world. */
export interface ProjectionPorts {
  readonly store: WorkflowStore;
  readonly apply: ApplyPlan;
  readonly sha256: Sha256;
  readonly log: Log;
  /** A person is writing in this file now (it is dirty in an editor): its list waits. Call `settled` when that is over. */
  readonly isHeld?: (path: string) => boolean;
}

/** Somebody else was faster: look again and plan again, so often and then not until the next change. */
const attempts = 5;

/**
 * Keeps every session's TODO_LIST.md a view of its tasks (decisions 3.10): after each change that the store saw, at most
 * one write for each session that changed; none for what it wrote itself, none while nothing changes. Exists only where
 * writing is allowed: in Restricted Mode nobody makes one.
 */
export class TodoProjection implements Disposable {
  readonly #ports: ProjectionPorts;
  readonly #subscription: Disposable;
  readonly #flight = new SingleFlight(() => this.#work());
  /** Path of a session that changed → what it was when its list was last looked after; `null`: not seen before then. */
  readonly #waiting = new Map<string, SessionState | null>();
  #isEnded = false;

  constructor(ports: ProjectionPorts) {
    this.#ports = ports;
    this.#subscription = ports.store.onDidChange((change) => this.#notice(change));
  }

  /** Resolves when every list is looked after as the store knows it now. */
  async settled(): Promise<void> {
    await this.#flight.run();
  }

  /** Writes nothing any more, once a write under way is done. */
  dispose(): void {
    this.#isEnded = true;
    this.#subscription.dispose();
  }

  #notice({ before, after }: StateChange): void {
    for (const session of changedSessions(before, after)) {
      // The oldest that is known: of a session that was new when it was noticed, how it came.
      this.#waiting.set(session.path, this.#waiting.get(session.path) ?? sessionByPath(before, session.path));
    }
    if (this.#waiting.size > 0) void this.#flight.run();
  }

  async #work(): Promise<void> {
    for (const path of [...this.#waiting.keys()]) {
      // As it is now: while the list before was written, how a session came may have been noticed.
      const before = this.#waiting.get(path) ?? null;
      this.#waiting.delete(path);
      const isDone = await this.#followOrLog(path, before);
      // What the list last agreed with is kept for the next change to try again, and goes before what was noticed meanwhile.
      if (!isDone) this.#waiting.set(path, before ?? this.#waiting.get(path) ?? null);
    }
  }

  async #followOrLog(path: string, before: SessionState | null): Promise<boolean> {
    try {
      return await this.#follow(path, before);
    } catch (error) {
      this.#ports.log.error(`The TODO list of ${path} could not be written; the next change tries again.`, error);
      return false;
    }
  }

  async #follow(path: string, before: SessionState | null): Promise<boolean> {
    const { store, apply, sha256, log } = this.#ports;
    for (let attempt = 0; attempt < attempts && !this.#isEnded; attempt++) {
      const after = sessionByPath(store.state, path);
      const step = after === null ? null : planTodoSync({ before, after }, sha256);
      if (step === null) return true;
      if (this.#ports.isHeld?.(todoPath(path)) === true) return false;
      const outcome = await apply({ kind: 'plan', title: 'Write TODO_LIST.md', steps: [step], transitions: [] });
      await store.refresh([todoPath(path)]);
      if (outcome.kind === 'applied') return true;
    }
    if (this.#isEnded) return false;
    log.warn(`The TODO list of ${path} keeps being changed by somebody else; the next change tries again.`);
    return false;
  }
}

function changedSessions(before: WorkflowState, after: WorkflowState): readonly SessionState[] {
  const known = new Set(before.sessions);
  return after.sessions.filter((session) => !known.has(session));
}
