import type { Applied } from '../../core/plans/applied.js';
import type { Log } from '../../core/ports.js';
import type { Root } from '../roots/root.js';

/** Runs work in the background: logs it and tells the person if it failed. */
export type RunLogged = (what: string, work: () => Promise<void>) => Promise<void>;

/** Lets task runs follow what is done to tasks, without anybody waiting. What it needs is loaded when a task first changes. */
export class FollowingRuns {
  #last: Promise<void> = Promise.resolve();

  constructor(private readonly run: RunLogged, private readonly log: Log) {}

  /** One change after the other: a run that is still being opened is closed by the change that comes next. */
  readonly follow = (root: Root, applied: Applied): void => {
    if (!applied.plan.transitions.some(({ entity }) => entity === 'task')) return;
    const follow = async (): Promise<void> => (await import('./follow-tasks.js')).followTasks(root, applied, this.log);
    this.#last = this.#last.then(() => this.run('Following task runs', follow));
  };
}
