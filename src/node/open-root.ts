import { Lifetime, type Disposable } from '../base/lifetime.js';
import type { Applied, ApplyPlan, WriteAlone } from '../core/plans/applied.js';
import type { Plan, Refusal } from '../core/plans/plan.js';
import type { Request } from '../core/plans/request.js';
import type { Files, Log } from '../core/ports.js';
import type { ReadLongYaml } from '../core/text/read-yaml.js';
import type { PartName } from '../core/workflow/state-parts.js';
import { WorkflowStore } from '../core/workflow/workflow-store.js';
import type { Changes, Confirm } from './changes.js';
import { clock } from './clock.js';
import { DiskFiles } from './disk-files.js';
import { sha256 } from './sha256.js';
import type { StateRoot } from './state-root.js';
import type { YamlWorker } from './yaml-worker.js';

/** How a root is opened. */
export interface OpenOptions {
  readonly log: Log;
  /** Who makes the changes, for the journal: `person:<name>` or `agent:<role>`. */
  readonly actor: string;
  /** The setting `workflow.tasks.recordHistory`, asked at each request; without it, `false`. */
  readonly recordHistory?: () => boolean;
  /** Somebody is writing in this file now, or in one below this directory: it is not written (`PerformPorts.isHeld`). */
  readonly isHeld?: (path: string) => boolean;
  /** The areas beside sessions that are to be known (`state.parts`). */
  readonly parts?: readonly PartName[];
}

/** One state root, open: what the command line and the extension share. Opening reads nothing and writes nothing. */
export interface OpenRoot extends Disposable {
  readonly place: StateRoot;
  readonly files: Files;
  readonly store: WorkflowStore;
  /** What a request would do to the state as it is now: looks at the disk, writes nothing. */
  readonly plan: (request: Request) => Promise<Plan | Refusal>;
  /**
   * Carries out a request. `confirm` is asked before a plan that has a warning; `false`, or nobody to ask, refuses.
   * Throws a WorkflowError when the world fails.
   */
  readonly perform: (request: Request, confirm?: Confirm) => Promise<Applied | Refusal>;
  /** Takes back what was done, unless somebody has changed the same since. */
  readonly undo: (applied: Applied) => Promise<Applied | Refusal>;
  /** Carries out a plan that was made already. */
  readonly apply: ApplyPlan;
  /** Does some work while nobody else can write to this root. */
  readonly alone: WriteAlone;
}

/** Opens a state root: its files, its store; what writes is loaded when it is first needed. */
export function openRoot(place: StateRoot, { log, actor, recordHistory = () => false, isHeld, parts = [] }: OpenOptions): OpenRoot {
  const files = new DiskFiles(place.root);
  const lifetime = new Lifetime();
  const readLongYaml = longYaml(lifetime);
  const store = lifetime.own(new WorkflowStore({ files, time: clock, sha256, log, readLongYaml }, parts));
  let loaded: Promise<Changes> | undefined;
  const load = async (): Promise<Changes> => (await import('./changes.js')).openChanges({ place, files, store, actor, recordHistory, isHeld });
  const changes = (): Promise<Changes> => (loaded ??= load());
  return {
    place,
    files,
    store,
    apply: async (plan) => (await changes()).apply(plan),
    alone: async (doing, work) => (await changes()).alone(doing, work),
    plan: async (request) => (await changes()).plan(request),
    perform: async (request, confirm) => (await changes()).perform(request, confirm),
    undo: async (applied) => (await changes()).undo(applied),
    dispose: () => lifetime.dispose(),
  };
}

/** The thread is for a root with long texts, which few have. */
function longYaml(lifetime: Lifetime): ReadLongYaml {
  let worker: YamlWorker | undefined;
  return async (text) => {
    const { YamlWorker } = await import('./yaml-worker.js');
    worker ??= lifetime.own(new YamlWorker());
    return worker.parse(text);
  };
}
