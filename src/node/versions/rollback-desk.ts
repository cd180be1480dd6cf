import { isUtf8 } from 'node:buffer';
import { advice, nextStep } from '../../core/plans/next-step.js';
import { refusal, type Plan, type Refusal } from '../../core/plans/plan.js';
import type { ApplyPlan } from '../../core/plans/applied.js';
import { unifiedDiff } from '../../core/text/unified-diff.js';
import { plainLine } from '../../core/text/escape.js';
import { loadVersions } from '../../core/versions/load-versions.js';
import { chosenOperations, deriveRollback, intendedChanges, type FileChange, type Obstacle, type PlacedOperation, type Rollback, type RollbackTarget } from '../../core/versions/plan-rollback.js';
import { newRollback, planRollbackEnd, planRollbackStart, type RollbackStart } from '../../core/versions/plan-rollback-record.js';
import { withStatus } from '../../core/versions/plan-version.js';
import { isSentBack } from '../../core/versions/plan-run.js';
import { chosenVersion, type VersionContext } from '../../core/versions/record-plan.js';
import { deriveOperations } from '../../core/versions/tree-change.js';
import type { Operation } from '../../core/versions/version.js';
import type { VersionStatus } from '../../core/versions/version-status.js';
import { nextSequence } from '../../core/versions/version-selectors.js';
import { noVersions, type RunState, type Versions, type VersionState } from '../../core/versions/versions.js';
import { clock } from '../clock.js';
import { describeChange } from './describe-change.js';
import { ReadContents } from './read-contents.js';
import { RunRecorder } from './run-recorder.js';
import { TreeFiles } from './tree-files.js';
import type { DeskRoot } from './version-desk.js';

/** What rolling back does in one working tree. */
interface TreeRollback {
  readonly worktree: string | null;
  readonly files: TreeFiles;
  readonly contents: ReadContents;
  readonly rollback: Rollback;
}

/** What rolling back comes to, before anything is done. `leftOut`: changes that were never recorded, so they stay. */
export interface RollbackPreview {
  readonly kind: 'preview';
  readonly version: VersionState;
  readonly of: string;
  readonly trees: readonly TreeRollback[];
  readonly leftOut: readonly string[];
}

/** What was rolled back: the records of it, one for each working tree, and the versions after it. */
export interface RolledBack {
  readonly kind: 'rolled-back';
  readonly versions: Versions;
  readonly records: readonly RunState[];
  readonly notes: readonly string[];
}

/** A rolling back that is written down and not done yet, with the versions as they are by that. */
interface Begun {
  readonly run: RunState;
  readonly versions: Versions;
}

/** What is to be undone. `partial`: what cannot be undone may stay. */
export interface RollbackRequest extends RollbackTarget {
  readonly version: string;
  readonly partial: boolean;
}

/** Undoes versions, runs and operations, undoings among them. Shared by the command line and the editor. */
export class RollbackDesk {
  readonly #recorder: RunRecorder;
  #known: Versions = noVersions;

  constructor(private readonly root: DeskRoot, private readonly actor: string) {
    this.#recorder = new RunRecorder(root.place);
  }

  /** What did not change since the last time is not read again. */
  async #load(): Promise<Versions> {
    this.#known = await loadVersions(this.root.files, this.#known);
    return this.#known;
  }

  /** Says what would be done; changes nothing. */
  async preview(request: RollbackRequest): Promise<RollbackPreview | Refusal> {
    return this.#preview(await this.#load(), request);
  }

  /** The difference that a change of a file makes, as `diff -u` writes it; a sentence where there are no lines. */
  async diff({ files, contents }: TreeRollback, change: FileChange): Promise<string> {
    const before = change.from === null ? null : files.read(change.path);
    const after = change.to === null ? null : await contents.find(change.to.hash);
    const isText = [before, after].every((each) => each === null || (isUtf8(each) && !each.includes(0)));
    return isText ? `${headOf(change)}${unifiedDiff(String(before ?? ''), String(after ?? ''))}` : `${describeChange(before, after)}\n`;
  }

  /** Finishes what was interrupted, else does what `preview` says, if nothing stands in the way. Nobody else of us writes meanwhile. */
  async perform(request: RollbackRequest): Promise<RolledBack | Refusal> {
    return this.root.alone(`roll back ${request.version}`, async (apply) => {
      const versions = await this.#load();
      const unfinished = versions.versions.find(({ name }) => name === request.version)?.rollbacks.find(({ record }) => record.status === 'in_progress');
      if (unfinished !== undefined) return this.#finish(apply, unfinished);
      const preview = await this.#preview(versions, request);
      if (preview.kind === 'refusal') return preview;
      const against = request.partial ? null : reasonAgainst(preview);
      return against ?? this.#do(apply, preview);
    });
  }

  async #preview(versions: Versions, request: RollbackRequest): Promise<RollbackPreview | Refusal> {
    const found = chosenVersion(versions, request.version);
    if (!found.ok) return found.problem;
    const { value: version } = found;
    const operations = chosenOperations(version, request) ?? unknownTarget(version, request);
    if ('message' in operations) return operations;
    const against = reasonAgainstTarget(version, request);
    if (against !== null) return against;
    const trees = await this.#treesOf(operations);
    if ('message' in trees) return trees;
    const runs = [...new Set(operations.map(({ run }) => run))];
    const isDone = trees.every(({ rollback }) => rollback.changes.length + rollback.obstacles.length === 0);
    return (isDone ? alreadyUndone(version, request, runs) : null)
      ?? { kind: 'preview', version, of: request.operation ?? request.run ?? version.name, trees, leftOut: runs.flatMap(({ record }) => record.leftOut ?? []) };
  }

  async #treesOf(operations: readonly PlacedOperation[]): Promise<readonly TreeRollback[] | Refusal> {
    const trees: TreeRollback[] = [];
    for (const worktree of new Set(operations.length === 0 ? [undefined] : operations.map(({ run }) => run.record.worktree))) {
      const top = this.#recorder.topOf(worktree);
      if (top === null) return refusal('rollback/no-tree', plainLine(`${worktree ?? ''}, in which the work was done, is no working tree of this repository any more, so nothing can be undone there.`));
      const own = operations.filter(({ run }) => run.record.worktree === worktree).map(({ operation }) => operation);
      const tree = { worktree: worktree ?? null, files: this.#filesOf(top), contents: new ReadContents(this.#recorder.store) };
      trees.push({ ...tree, rollback: await derived(tree, own) });
    }
    return trees;
  }

  async #do(apply: ApplyPlan, preview: RollbackPreview): Promise<RolledBack | Refusal> {
    const records: RunState[] = [];
    const isWhole = preview.of === preview.version.name;
    const trees = preview.trees.filter(({ rollback }) => rollback.changes.length > 0 || isWhole);
    const isComplete = reasonAgainst(preview) === null;
    for (const tree of trees) {
      // Until the last tree is done not all of it is undone.
      const turns = isComplete && tree === trees.at(-1) && turnsVersion(preview);
      const begun = await this.#begin(apply, preview, { ...tree, statusBefore: turns ? preview.version.record.status : null });
      if ('message' in begun) return begun;
      await this.#carryOut(tree, tree.rollback.changes);
      const ended = await this.#end(apply, begun);
      if (ended !== null) return ended;
      records.push(begun.run);
    }
    const versions = await this.#load();
    const notes = preview.trees.flatMap(({ rollback }) => rollback.untouched).map(({ targetType, targetId }) => `Nothing is known about undoing the change of the ${targetType} ${targetId}.`);
    return { kind: 'rolled-back', versions, records: records.map((each) => recordNow(versions, each)), notes };
  }

  /** Keeps what will be replaced, and writes down what will be done. */
  async #begin(apply: ApplyPlan, { version, of }: RollbackPreview, { worktree, files, contents, rollback, statusBefore }: TreeRollback & Pick<RollbackStart, 'statusBefore'>): Promise<Begun | Refusal> {
    const now = clock.now();
    const changes = [];
    for (const { path, from, to } of rollback.changes) {
      const [before, after] = [from === null ? null : files.read(path), to === null ? null : await contents.find(to.hash)];
      if (before !== null) await this.#recorder.store.keep(before);
      changes.push({ path, before: from, after: to, performedAt: now, said: describeChange(before, after) });
    }
    const versions = await this.#load();
    const current = versions.versions.find(({ name }) => name === version.name) ?? version;
    const operations = deriveOperations(changes, { sequence: nextSequence(current, { run: null, now }), now });
    const run = newRollback(current, { of, worktree, operations, statusBefore }, this.#context());
    const failed = await applied(apply, await planRollbackStart(versions, current, { run, context: this.#context() }));
    // Nobody else of us writes meanwhile, so what was just written need not be read.
    const after = versions.versions.map((each) => (each.name === run.version ? { ...each, rollbacks: [...each.rollbacks, run] } : each));
    return failed ?? { run, versions: { ...versions, versions: after } };
  }

  /** Other runs that are open in the same tree go on as if it had always been so. */
  async #carryOut({ files, contents }: Pick<TreeRollback, 'files' | 'contents'>, changes: readonly FileChange[]): Promise<void> {
    await files.apply(changes, (hash) => contents.find(hash));
    await this.#recorder.adopt(files.top, changes.map(({ path }) => path));
  }

  async #end(apply: ApplyPlan, { run, versions }: Begun): Promise<Refusal | null> {
    const version = versions.versions.find(({ name }) => name === run.version);
    if (version === undefined) return refusal('version/gone', `${run.version} is gone; the files were rolled back.`);
    return applied(apply, await planRollbackEnd(versions, version, { run, becomes: statusAfter(version, run), context: this.#context() }));
  }

  /** What was interrupted is finished as it was meant, whatever is asked now. */
  async #finish(apply: ApplyPlan, run: RunState): Promise<RolledBack | Refusal> {
    const top = this.#recorder.topOf(run.record.worktree);
    if (top === null) return refusal('rollback/no-tree', `${run.task} was interrupted, and its working tree is gone; set its status to failed in ${run.path}`);
    const files = this.#filesOf(top);
    const changes = intendedChanges(run.record.operations);
    const odd = changes.find(({ path, from, to }) => ![from, to].some((each) => isLike(files.look(path), each)));
    if (odd !== undefined) return refusal('rollback/changed', `${run.task} was interrupted, and ${odd.path} was changed since; put back what it was, or set the status to failed in ${run.path}`);
    const open = changes.map(({ path, from, to }) => (isLike(files.look(path), to) ? { path, from: to, to } : { path, from: files.look(path) ?? from, to }));
    await this.#carryOut({ files, contents: new ReadContents(this.#recorder.store) }, open);
    const ended = await this.#end(apply, { run, versions: await this.#load() });
    const versions = await this.#load();
    return ended ?? { kind: 'rolled-back', versions, records: [recordNow(versions, run)], notes: [`${run.task} had been interrupted; it is finished now.`] };
  }

  #filesOf(top: string): TreeFiles {
    return new TreeFiles(top, this.root.calls);
  }

  #context(): VersionContext {
    return { files: this.root.files, now: clock.now(), actor: this.actor };
  }
}

/** What the records say, and what only the disk knows: whether the contents are there, and what stands in the place of files. */
async function derived({ files, contents }: Pick<TreeRollback, 'files' | 'contents'>, operations: readonly Operation[]): Promise<Rollback> {
  const seen = new Map<string, ReturnType<TreeFiles['look']>>();
  const present = (path: string): ReturnType<TreeFiles['look']> => {
    if (!seen.has(path)) seen.set(path, files.look(path));
    return seen.get(path) ?? null;
  };
  const rollback = deriveRollback(operations, present);
  const obstacles: Obstacle[] = [...rollback.obstacles];
  const goes = new Set(rollback.changes.filter(({ to }) => to === null).map(({ path }) => path));
  for (const change of rollback.changes) {
    const lost = change.to !== null && await contents.find(change.to.hash) === null ? 'its content before is not in the store' : null;
    const why = lost ?? files.obstacleTo(change, goes);
    if (why !== null) obstacles.push({ operation: '', path: change.path, why, expected: null });
  }
  const blocked = new Set(obstacles.map(({ path }) => path));
  return { ...rollback, obstacles, changes: rollback.changes.filter(({ path }) => !blocked.has(path)) };
}

function headOf({ path, from, to }: FileChange): string {
  const name = plainLine(path);
  const mode = from !== null && to !== null && from.mode !== to.mode ? `mode ${from.mode} → ${to.mode}\n` : '';
  return `--- ${from === null ? '/dev/null' : `a/${name}`}\n+++ ${to === null ? '/dev/null' : `b/${name}`}\n${mode}`;
}

function unknownTarget({ name }: VersionState, { run, operation }: RollbackTarget): Refusal {
  return refusal('rollback/unknown', advice`${name} has no ${operation === null ? `run ${run ?? ''}` : `operation ${operation}`}; see: ${nextStep('version show', name)}`);
}

/** A run with what undid it: nothing is left of it to undo. */
function alreadyUndone({ name, rollbacks }: VersionState, { run }: RollbackTarget, runs: readonly RunState[]): Refusal | null {
  const undoing = run === null ? undefined : runs.findLast((each) => rollbacks.includes(each) && each.task !== run);
  if (undoing === undefined) return null;
  return refusal('rollback/done', advice`${run ?? name} in ${name} is undone already; undo that with: ${nextStep('version rollback', name, '--run', undoing.task)}`);
}

/** Why a version, or a part of it, is not undone now. */
function reasonAgainstTarget(version: VersionState, { run, operation }: RollbackTarget): Refusal | null {
  const { name, record, runs, rollbacks } = version;
  if (run === null && operation === null) {
    if (record.status === 'rolled_back') return refusal('version/rolled-back', advice`${name} is rolled back already; undo that with: ${nextStep('version rollback', name, '--run', rollbacks.at(-1)?.task ?? '<rollback>')}`);
    const may = withStatus(version, 'rolled_back', 0);
    if (!may.ok) return may.problem;
  }
  const open = runs.find((each) => each.record.status === 'in_progress' && !isSentBack(each.record) && (run === null || run === each.task));
  return open === undefined ? null : refusal('version/open-run', advice`The run of ${open.task} is still open; finish it first, with: ${nextStep('run finish', open.task)}`);
}

function isLike(one: ReturnType<TreeFiles['look']>, other: FileChange['to']): boolean {
  return one?.hash === other?.hash;
}

/** The status of a version changes when all of it is undone, and when that is undone. */
function turnsVersion({ of, version }: Pick<RollbackPreview, 'of' | 'version'>): boolean {
  return of === version.name || statusGivenBack(version, of) !== null;
}

/** What the version was before a rolling back of all of it; `null`: it was none of all. */
function statusGivenBack({ name, rollbacks }: VersionState, undone: string): VersionStatus | null {
  const { of, statusBefore = null } = rollbacks.find(({ task }) => task === undone)?.record.rollback ?? {};
  return of === name ? statusBefore : null;
}

/** What the record says that it does, also when somebody else finishes it; `null`: the version stays what it is. */
function statusAfter(version: VersionState, { record }: RunState): VersionStatus | null {
  const { of = '', statusBefore } = record.rollback ?? {};
  if (statusBefore === undefined) return null;
  return of === version.name ? 'rolled_back' : statusGivenBack(version, of);
}

async function applied(apply: ApplyPlan, plan: Plan | Refusal): Promise<Refusal | null> {
  if (plan.kind === 'refusal') return plan;
  const outcome = await apply(plan);
  return outcome.kind === 'applied' ? null : refusal('contended', `Somebody changed the records meanwhile: ${outcome.message} Try again.`);
}

function recordNow(versions: Versions, run: RunState): RunState {
  return versions.versions.find(({ name }) => name === run.version)?.rollbacks.find(({ task }) => task === run.task) ?? run;
}

/** Why all of it cannot be undone; `null`: it can. */
function reasonAgainst({ trees, leftOut, of, version }: RollbackPreview): Refusal | null {
  const [obstacle, ...more] = trees.flatMap(({ rollback }) => rollback.obstacles);
  const look = nextStep('version rollback', version.name, ...(of === version.name ? [] : ['…']), '--dry-run');
  if (obstacle !== undefined) {
    const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
    return refusal('rollback/obstacle', advice`${of} cannot be undone, because of ${obstacle.path ?? obstacle.operation}: ${obstacle.why}${others}; see: ${look}, or undo what can be with --partial`);
  }
  if (leftOut.length === 0) return null;
  return refusal('rollback/incomplete', advice`${of} cannot be undone completely, because not everything was recorded (${leftOut[0] ?? ''}); see: ${look}, or undo what can be with --partial`);
}
