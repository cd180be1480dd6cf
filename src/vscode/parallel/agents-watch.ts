import { RelativePattern, Uri, window, workspace } from 'vscode';
import { Emitter, type Event } from '../../base/event.js';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { sameValue } from '../../base/same-value.js';
import { SingleFlight } from '../../base/single-flight.js';
import type { Log, Time } from '../../core/ports.js';
import type { WorktreeState } from '../../core/worktrees/worktree.js';
import { openGit } from '../../node/git/git.js';
import { WorktreeBoard } from '../../node/worktrees/worktree-board.js';
import { lookRegularly } from '../roots/look-regularly.js';
import type { Root } from '../roots/root.js';
import type { Roots } from '../roots/roots.js';
import type { AgentsView } from './agents-tree.js';
import { agentRowsOf, type AgentDesk, type AgentDesks } from './agent-desk.js';

export interface AgentsWatchOptions {
  readonly roots: Roots;
  readonly log: Log;
  readonly time: Time;
  readonly desks: AgentDesks;
  /** The person sees the rows, so that it is worth asking git about each. */
  readonly isInSight: () => boolean;
}

/** Keeps what is known of worktrees and agents true while the window is open. What it sees is data; it changes nothing. */
export class AgentsWatch implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #changed = new Emitter<undefined>();
  readonly #views = new Map<string, AgentsView>();
  readonly #flights = new Map<string, SingleFlight<void>>();
  readonly #boards = new Map<string, WorktreeBoard>();
  readonly #options: AgentsWatchOptions;

  constructor(options: AgentsWatchOptions) {
    this.#options = options;
    this.#lifetime.own(options.roots.attach((root, lifetime) => { this.#attach(root, lifetime); }));
  }

  /** In the order of the workspace folders. */
  get views(): readonly AgentsView[] {
    return this.#options.roots.all.flatMap(({ root }) => this.#views.get(root) ?? []);
  }

  /** Fires when there is something else to see. */
  get onDidChange(): Event<undefined> {
    return this.#changed.event;
  }

  /** Looks again now, everywhere. */
  async refresh(): Promise<void> {
    await Promise.all([...this.#flights.values()].map((flight) => flight.run()));
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #attach(root: Root, lifetime: Lifetime): void {
    const flight = new SingleFlight(() => this.#look(root));
    this.#flights.set(root.root, flight);
    lifetime.onEnd(() => {
      this.#flights.delete(root.root);
      this.#views.delete(root.root);
      this.#boards.get(root.root)?.dispose();
      this.#boards.delete(root.root);
    });
    const look = (): void => void flight.run();
    for (const pattern of watched(root)) {
      const watcher = lifetime.own(workspace.createFileSystemWatcher(pattern));
      for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) lifetime.own(event(look));
    }
    lifetime.own(root.open.store.onDidChange(look));
    lifetime.own(window.onDidChangeWindowState(({ focused }) => { if (focused) look(); }));
    lookRegularly({ look: () => flight.run(), isSeen: () => window.state.focused, onDidChange: root.open.store.onDidChange }, lifetime, this.#options.time);
    look();
  }

  async #look(root: Root): Promise<void> {
    if (!workspace.isTrusted) return;
    try {
      const desk = await this.#options.desks.of(root);
      const view: AgentsView = { root: root.root, name: root.name, worktrees: await this.#worktreesOf(root, desk), agents: await agentRowsOf(root, desk) };
      if (sameValue(view, this.#views.get(root.root)) || !this.#flights.has(root.root)) return;
      this.#views.set(root.root, view);
      this.#changed.fire(undefined);
    } catch (error) {
      this.#options.log.error(`Worktrees and agents of ${root.root} could not be looked at`, error);
    }
  }

  /** Git is asked about rows that somebody sees; what it said of the others last is good enough. */
  async #worktreesOf({ root }: Root, { traces }: AgentDesk): Promise<readonly WorktreeState[]> {
    const board = this.#boards.get(root) ?? new WorktreeBoard({ ...traces, git: openGit(root) });
    this.#boards.set(root, board);
    board.refresh();
    if (this.#options.isInSight()) await Promise.all(board.states.map(({ path }) => board.touch(path)));
    return board.states;
  }
}

/** Where a change means that worktrees come or go, or that an agent was heard of; inside of the workspace its own watcher does not look there. */
function watched({ open }: Root): readonly RelativePattern[] {
  const { commonDir, volatileDir } = open.place;
  return [
    ...(commonDir === null ? [] : [new RelativePattern(Uri.file(commonDir), 'worktrees/*/*')]),
    new RelativePattern(Uri.file(volatileDir), 'agents/*'),
  ];
}
