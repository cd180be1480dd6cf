import { success } from '../../base/result.js';
import type { Applied, WriteAlone } from '../../core/plans/applied.js';
import { advice, nextStep } from '../../core/plans/next-step.js';
import { refusal, type Plan, type Refusal } from '../../core/plans/plan.js';
import type { Files } from '../../core/ports.js';
import type { TrustJudge } from '../../core/trust/judge-trust.js';
import { loadVersions } from '../../core/versions/load-versions.js';
import { fileForPerson, isPerson, operationsOf, reasonAgainstApproval, type FileForPerson } from '../../core/versions/needs-person.js';
import { planEvidence } from '../../core/versions/plan-evidence.js';
import { planReview, type PlacedRun, type ReviewRequest } from '../../core/versions/plan-review.js';
import { isSentBack, planOperations, planRunEnd, planRunStart, type RunEnd, type RunStart } from '../../core/versions/plan-run.js';
import { planApproval, planCompletion, planNewVersion, type ApprovalRequest } from '../../core/versions/plan-version.js';
import { chosenVersion, type Found, type VersionContext } from '../../core/versions/record-plan.js';
import { recordTime } from '../../core/versions/record-ids.js';
import { deriveOperations } from '../../core/versions/tree-change.js';
import { withoutRecorded } from '../../core/versions/recorded-changes.js';
import type { Evidence, Operation } from '../../core/versions/version.js';
import { noVersions, type RunState, type Versions, type VersionState } from '../../core/versions/versions.js';
import { runOfSource, versionForRun } from '../../core/versions/version-for-run.js';
import { allRuns, damageIn, isRunOpen, nextSequence, runOfTask, runToChange } from '../../core/versions/version-selectors.js';
import { clock } from '../clock.js';
import type { StateRoot } from '../state-root.js';
import { openJudge } from '../trust-state.js';
import type { Swept } from './content-store.js';
import type { Syscalls } from '../writer/syscalls.js';
import { nothingRecorded, RunRecorder, type Recorded } from './run-recorder.js';

/** What the desk needs of the state root that is open (`OpenRoot` has it all). */
export interface DeskRoot {
  readonly place: StateRoot;
  readonly files: Files;
  readonly alone: WriteAlone;
  /** Nothing is to be changed: whoever asks for a change gets `OnlyPlanned`. */
  readonly dry?: boolean;
  /** What changes the disk, for tests that make it fail. */
  readonly calls?: Syscalls;
  /** Bytes that are remembered of a working tree while nothing is recorded there; also for tests. */
  readonly mostRemembered?: number;
}

const mostRemembered = 256 * 1024 * 1024;

/** A change that was made: the versions after it, and what the person should know besides. */
export interface Done {
  readonly kind: 'done';
  readonly versions: Versions;
  readonly applied: Applied;
  readonly notes: readonly string[];
}

/** What would be changed, where nobody may change anything: the answer of a desk that is dry. */
export interface OnlyPlanned extends Refusal {
  readonly plan: Plan;
}

export function isOnlyPlanned(said: Refusal): said is OnlyPlanned {
  return 'plan' in said;
}

/** Plans a change from the versions as they are while nobody else can write. */
type Planning = (versions: Versions, context: VersionContext) => Promise<Plan | Refusal>;

/** How often a plan is made again because somebody who takes no lock changed the same. */
const tries = 5;

/**
 * Everything that people and agents do with versions, task runs, reviews and approvals. The command line and the editor share it:
 * each call looks at the disk, plans, writes under the lock, and answers with the versions after it or with why not. `actor` is who
 * acts: `person:<name>` or `agent:<role>`. `judge`: how far files are trusted, where the host knows of ceilings that its person set.
 */
export class VersionDesk {
  readonly recorder: RunRecorder;
  #known: Versions = noVersions;

  constructor(private readonly root: DeskRoot, private readonly actor: string, private readonly judge: () => Promise<TrustJudge | Refusal> = () => openJudge(root)) {
    this.recorder = new RunRecorder(root.place);
  }

  /** The versions as they are; what did not change since the last time is not read again. */
  async load(): Promise<Versions> {
    this.#known = await loadVersions(this.root.files, this.#known);
    return this.#known;
  }

  create(request: { readonly feature: string; readonly parent?: string }): Promise<Done | Refusal> {
    return this.#change('create a version', (versions, context) => planNewVersion(versions, request, context));
  }

  complete(named: string): Promise<Done | Refusal> {
    return this.#change(`complete ${named}`, inVersion(named, (versions, version, context) => planCompletion(versions, version, context)));
  }

  approve(named: string | undefined, request: ApprovalRequest): Promise<Done | Refusal> {
    return this.#change('approve', inVersion(named, async (versions, version, context) => (
      (request.reject ? null : await this.#reasonAgainstApproval(version.runs)) ?? planApproval(versions, version, { request, context }))));
  }

  /** The first file that some runs changed and that a person has to look at; `null`: a run of them may be completed without. */
  async fileForPerson(runs: readonly RunState[]): Promise<FileForPerson | Refusal | null> {
    const judge = await this.judge();
    return 'code' in judge ? judge : fileForPerson(operationsOf(runs), judge);
  }

  /** `named`: the version it belongs to; without it, the one that fits (`versionForRun`), and if none does, a new one. */
  async startRun(start: Omit<RunStart, 'version'>, named?: string): Promise<Done | Refusal> {
    const planning: Planning = (versions, context) => {
      const version = named === undefined ? success(versionForRun(versions, start)) : chosenVersion(versions, named);
      return version.ok ? planRunStart(versions, { ...start, version: version.value }, context) : Promise.resolve(version.problem);
    };
    const against = await this.#onlyPlan(planning);
    if (this.root.dry === true || !isOnlyPlanned(against)) return against;
    return this.recorder.inTurn(this.recorder.topOf(start.worktree ?? undefined), () => this.#begin(start, named, planning));
  }

  async #begin(start: Omit<RunStart, 'version'>, named: string | undefined, planning: Planning): Promise<Done | Refusal> {
    // Looking at the tree and writing the records take their time, and neither needs the other.
    const [begun, done] = await Promise.all([this.recorder.begin(start.worktree ?? undefined), this.#change(`start a run of ${start.task}`, planning)]);
    if (done.kind === 'refusal') return done;
    const run = startedRun(done.versions, start, named);
    if (typeof begun === 'string' || run === null) return withNote(done, `Nothing is recorded: ${typeof begun === 'string' ? begun : 'the run is gone'}.`);
    const { sessionId } = run.record;
    const others = (await this.recorder.recordings.all()).filter((each) => each.top === begun.top && each.run !== sessionId && isRunOpen(done.versions, each));
    const { top, since, snapshot } = begun;
    await this.recorder.recordings.keep({ version: run.version, task: run.task, run: sessionId, top, since, tree: snapshot.tree, leftOut: Object.fromEntries(snapshot.leftOut) });
    return others.length === 0 ? done : withNote(done, `${others.map((each) => each.task).join(', ')} is recorded in the same working tree; what changes belongs to the run that ends first.`);
  }

  /**
   * Ends or pauses the run of a task: what changed since it began becomes its operations. `choose` says, from the run with them, how it
   * ends, without asking anybody: others wait. A task of a session that is completed gets a summary, if it has none.
   */
  endRun(task: string, named: string | undefined, choose: (run: RunState) => Promise<Ending | Refusal>): Promise<Done | Refusal> {
    return this.#inTurn(task, named, (placed) => this.#end(placed, choose));
  }

  async #end({ version, run }: PlacedRun, choose: (run: RunState) => Promise<Ending | Refusal>): Promise<Done | Refusal> {
    const { task } = run;
    const isOpen = run.record.status === 'in_progress' && !isSentBack(run.record);
    const recorded = isOpen ? await this.recorder.look(version.name, { task, sessionId: run.record.sessionId }) : nothingRecorded;
    const record = { ...run.record, operations: [...run.record.operations, ...newOperations(recorded, { version, run })] };
    const ending = await choose({ ...run, record });
    if ('message' in ending) return ending;
    const done = await this.#change(`end the run of ${task}`, inRun(task, version.name, (versions, at, context) => (
      planRunEnd(versions, at, { end: { ...ending, operations: newOperations(recorded, at), leftOut: recorded.leftOut }, context }))));
    if (done.kind === 'refusal') return done;
    await this.recorder.share(recorded);
    await this.recorder.recordings.forget({ version: version.name, task });
    if (recorded.recording !== null) await this.recorder.shrink(recorded.recording.top, this.root.mostRemembered ?? mostRemembered);
    const missing = recorded.recording === null && recorded.leftOut.length === 0 ? whyNothing(run) : [];
    return { ...done, notes: [...missing, ...recorded.leftOut.map((each) => `Not recorded: ${each}.`)] };
  }

  /** Records now what became of these files since the run began, instead of when it ends: with their own times. */
  recordFiles(task: string, named: string | undefined, paths: readonly string[]): Promise<Done | Refusal> {
    return this.#inTurn(task, named, (placed) => this.#recordFiles(placed, paths));
  }

  async #recordFiles({ version, run }: PlacedRun, paths: readonly string[]): Promise<Done | Refusal> {
    const { task } = run;
    const recorded = await this.recorder.look(version.name, { task, sessionId: run.record.sessionId }, paths);
    if (recorded.recording === null || recorded.next === null) return refusal('run/not-recorded', advice`Nothing is recorded in the run of ${task}; start one with: ${nextStep('run start', task)}`);
    const done = await this.recordOperations(task, version.name, (at) => newOperations(recorded, at));
    if (done.kind === 'refusal') return done;
    await this.recorder.share(recorded);
    await this.recorder.advance(recorded);
    return { ...done, notes: recorded.leftOut.map((each) => `Not recorded: ${each}.`) };
  }

  /** `make` says what is recorded, from the run as it is then. */
  recordOperations(task: string, named: string | undefined, make: (at: PlacedRun) => readonly Operation[]): Promise<Done | Refusal> {
    return this.#change(`record operations of ${task}`, inRun(task, named, (versions, at, context) => planOperations(versions, at, { operations: make(at), context })));
  }

  /** Keeps evidence with the run of a task, which has to be open. */
  keepEvidence(task: string, named: string, evidence: Omit<Evidence, 'recordedAt'>): Promise<Done | Refusal> {
    return this.#change(`keep evidence of ${task}`, inRun(task, named, (versions, at, context) => (
      planEvidence(versions, at, { evidence: { ...evidence, recordedAt: recordTime(context.now) }, context }))));
  }

  review(task: string, named: string | undefined, request: ReviewRequest): Promise<Done | Refusal> {
    return this.#change(`review ${task}`, inRun(task, named, async (versions, at, context) => (
      (request.decision === 'approved' ? await this.#reasonAgainstApproval([at.run]) : null) ?? planReview(versions, at, { request, context }))));
  }

  /**
   * Removes contents that no record names, or with `ended` also those of versions that are over, which cannot be undone after that;
   * recordings of runs that are over or gone; and what is remembered of working trees in which nothing is recorded. Answers with how much that was. `dry`: only counts.
   * Refused (`version/unreadable`) while a record is damaged: what it needs cannot be told from what nobody needs.
   */
  async clean({ ended, dry }: { readonly ended: boolean; readonly dry: boolean }): Promise<Swept | Refusal> {
    const recordings = await this.recorder.recordings.all();
    // Who is about to write down what it saw has kept contents that no record names yet.
    return this.recorder.inTurns([...new Set(recordings.map(({ top }) => top))], () => this.root.alone('clean up after versions', async () => {
      const versions = await this.load();
      const damage = damageIn(versions);
      if (damage !== null) return refusal('version/unreadable', advice`${damage.file} is damaged, so nobody knows which contents it needs, and none are removed; repair it first, see: ${nextStep('check')}`);
      const kept = { versions: versions.versions.filter(({ record }) => !ended || record.status === 'pending' || record.status === 'in_progress') };
      const needed = new Set(allRuns(kept).flatMap(({ record }) => record.operations).flatMap(({ changes, rollbackData }) => [changes.before, changes.after, rollbackData?.contentHash]));
      if (!dry) await this.recorder.forget(this.recorder.ended(recordings, versions));
      return this.recorder.store.sweep((name) => needed.has(name), dry);
    }));
  }

  async #inTurn(task: string, named: string | undefined, work: (placed: PlacedRun) => Promise<Done | Refusal>): Promise<Done | Refusal> {
    const placed = runToChange(await this.load(), task, named);
    if (!placed.ok) return placed.problem;
    const recording = await this.recorder.recordings.find(placed.value.version.name, task);
    return this.recorder.inTurn(recording?.top ?? null, () => work(placed.value));
  }

  async #reasonAgainstApproval(runs: readonly RunState[]): Promise<Refusal | null> {
    if (isPerson(this.actor)) return null; // Nobody has to know the trust model for that.
    const judge = await this.judge();
    return 'code' in judge ? judge : reasonAgainstApproval(operationsOf(runs), { actor: this.actor, judge });
  }

  #context(): VersionContext {
    return { files: this.root.files, now: clock.now(), actor: this.actor };
  }

  async #onlyPlan(planning: Planning): Promise<Refusal | OnlyPlanned> {
    const plan = await planning(await this.load(), this.#context());
    return plan.kind === 'refusal' ? plan : { ...refusal('dry', 'Nothing was changed, because nothing was to be.'), plan };
  }

  async #change(doing: string, planning: Planning): Promise<Done | Refusal> {
    if (this.root.dry === true) return this.#onlyPlan(planning);
    return this.root.alone(doing, async (apply) => {
      for (let attempt = 0; attempt < tries; attempt++) {
        const plan = await planning(await this.load(), this.#context());
        if (plan.kind === 'refusal') return plan;
        const outcome = await apply(plan);
        if (outcome.kind === 'applied') return { kind: 'done', versions: await this.load(), applied: outcome.done, notes: [] };
      }
      return refusal('contended', 'Somebody else keeps changing the same records. Nothing was changed; try again when that is over.');
    });
  }
}

/** How a run ends. */
export type Ending = Pick<RunEnd, 'status' | 'reason'>;

function newOperations({ changes }: Recorded, { version, run }: PlacedRun): readonly Operation[] {
  const now = clock.now();
  return deriveOperations(withoutRecorded(changes, run.record.operations), { sequence: nextSequence(version, { run, now }), now });
}

/** Why nothing was recorded until a run ended, for people. */
function whyNothing({ task, record }: RunState): readonly string[] {
  if (isSentBack(record)) return [`Nothing was recorded since its review asked for changes; what is done from now on is, after: workflow run start ${task}`];
  return record.status === 'in_progress' ? ['Nothing was recorded in this run, because nobody knows any more how the working tree was when it began.'] : [];
}

function withNote(done: Done, note: string): Done {
  return { ...done, notes: [...done.notes, note] };
}

function inVersion(named: string | undefined, plan: (versions: Versions, version: VersionState, context: VersionContext) => Promise<Plan | Refusal>): Planning {
  return async (versions, context) => {
    const version: Found<VersionState> = chosenVersion(versions, named);
    return version.ok ? plan(versions, version.value, context) : version.problem;
  };
}

function inRun(task: string, named: string | undefined, plan: (versions: Versions, at: PlacedRun, context: VersionContext) => Promise<Plan | Refusal>): Planning {
  return async (versions, context) => {
    const placed = runToChange(versions, task, named);
    return placed.ok ? plan(versions, placed.value, context) : placed.problem;
  };
}

function startedRun(versions: Versions, { task, snapshot }: Omit<RunStart, 'version'>, named: string | undefined): RunState | null {
  return named === undefined ? runOfSource(versions, { task, source: snapshot.sourcePath }) : runOfTask(versions, task, named)?.run ?? null;
}
