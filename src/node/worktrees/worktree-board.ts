import { Emitter } from '../../base/event.js';
import type { Disposable } from '../../base/lifetime.js';
import { Pool } from '../../base/pool.js';
import { sameValue } from '../../base/same-value.js';
import { SingleFlight } from '../../base/single-flight.js';
import type { WorktreeState } from '../../core/worktrees/worktree.js';
import type { WorktreePlace } from './place.js';
import { atATime, listWorktrees, withStatus } from './worktree-list.js';

/**
 * The worktrees of a state root, for who shows them for a while. The list comes from files alone, so it may be shown in Restricted Mode,
 * too. What takes a run of git comes when somebody asks for it (`look`, for rows that are in sight), two at a time, and is kept until
 * that worktree is said to have changed (`touch`) or stands on another commit.
 */
export class WorktreeBoard implements Disposable {
  readonly #where: WorktreePlace;
  readonly #pool = new Pool(atATime);
  readonly #looks = new Map<string, SingleFlight<void>>();
  readonly #changed = new Emitter<readonly WorktreeState[]>();
  #states: readonly WorktreeState[] = [];
  #ended = false;

  /** Tells the worktrees whenever they are others than before. */
  readonly onDidChange = this.#changed.event;

  constructor(where: WorktreePlace) {
    this.#where = where;
  }

  get states(): readonly WorktreeState[] {
    return this.#states;
  }

  /** Reads the list anew: one was made, removed, locked, or has another commit. Runs nothing. */
  refresh(): void {
    const known = new Map(this.#states.map((state) => [state.path, state]));
    this.#show(listWorktrees(this.#where).map((state) => {
      const before = known.get(state.path);
      const isSame = before?.head === state.head && before.base === state.base && before.gone === state.gone;
      return isSame ? { ...state, status: before.status } : state;
    }));
  }

  /** Asks git about one worktree, unless that is known. Ends when it is; asking twice at once asks once. */
  async look(path: string): Promise<void> {
    const state = this.#states.find((each) => each.path === path);
    if (state !== undefined && state.status === null && !state.gone) await this.#lookNow(path);
  }

  /** Something has changed in one worktree: asks git about it again, and about no other. */
  async touch(path: string): Promise<void> {
    await this.#lookNow(path);
  }

  dispose(): void {
    this.#ended = true;
  }

  #lookNow(path: string): Promise<void> {
    const flight = this.#looks.get(path) ?? new SingleFlight(() => this.#pool.run(() => this.#ask(path)));
    this.#looks.set(path, flight);
    return flight.run();
  }

  async #ask(path: string): Promise<void> {
    const state = this.#states.find((each) => each.path === path);
    if (state === undefined || this.#ended) return;
    const { status } = await withStatus(this.#where, state);
    this.#show(this.#states.map((each) => (each.path === path ? { ...each, status } : each)));
  }

  #show(states: readonly WorktreeState[]): void {
    if (this.#ended || sameValue(states, this.#states)) return;
    this.#states = states;
    this.#changed.fire(states);
  }
}
