import { refusal, type Refusal } from '../../core/plans/plan.js';
import { loadConfig } from '../../core/specs/load-config.js';
import { plainLine } from '../../core/text/escape.js';
import { reasonAgainstReview, type ReviewWords } from '../../core/versions/plan-review.js';
import { recordJson, recordKey } from '../../core/versions/record-codec.js';
import { checkNames, reviewDecisions, type CheckName, type CheckResult, type ReviewDecision } from '../../core/versions/version.js';
import type { RunState } from '../../core/versions/versions.js';
import { commandChecks, commandOf, lookChecks, runCheck, type Checked, type CheckedRun, type CommandCheck } from '../../node/versions/review-checks.js';
import { askConsent } from '../ask-consent.js';
import { isRefusal } from '../choose-session.js';
import { answer, type Answer, type Context, type Run } from '../command.js';
import { writeDiagnostic } from '../output.js';
import { deskOf, runIn, runMeant, told } from './desk-answer.js';
import { renderReview } from './record-text.js';

/** The run that is reviewed, and the working tree that it was made in; `null`: that is gone, so there is nothing to look at any more. */
interface Reviewed {
  readonly run: RunState;
  readonly top: string | null;
}

/** A review does not begin with checks that take their time when it is clear that it cannot be. */
async function reviewed(context: Context, task: string, decision: ReviewDecision | null): Promise<Reviewed | Refusal> {
  const desk = deskOf(context);
  const run = await runMeant(desk, task, context.options.in);
  if ('message' in run) return run;
  return reasonAgainstReview(run, decision) ?? { run, top: desk.recorder.topOf(run.record.worktree) };
}

/** What the files themselves show. */
function looked({ run, top }: Reviewed): readonly Checked[] {
  return top === null ? [] : lookChecks({ run, top });
}

async function reviewWith(context: Context, { run: { task, version, record }, top }: Reviewed, request: { readonly decision: ReviewDecision | null; readonly words: ReviewWords }): Promise<Answer | Refusal> {
  const done = await deskOf(context).review(task, version, request);
  const gone = top === null ? [`${record.worktree ?? ''}, in which the work was done, is gone, so nothing of it was looked at.`] : [];
  if (isRefusal(done)) return told(done, () => done);
  const after = runIn(done, task, version);
  return told({ ...done, notes: [...gone, ...done.notes, ...('message' in after ? [] : [whatNext(after)])] }, () => reviewAnswer(after, task));
}

/** How it goes on after something was said in a review. */
function whatNext({ task, version, record: { status, reviewSession } }: RunState): string {
  if (reviewSession?.decision === null) return `Decide with: workflow review decide ${task} <decision> --in ${version}`;
  if (status === 'approved') return `The run of ${task} is approved; complete it with: workflow run finish ${task} --in ${version}`;
  return status === 'completed' ? `The run of ${task} stays completed.` : `Another attempt begins with: workflow run start ${task} --in ${version}`;
}

function reviewAnswer(run: ReturnType<typeof runIn>, task: string): Answer | Refusal {
  if ('message' in run) return run;
  const { reviewSession } = run.record;
  if (reviewSession === null) return refusal('review/none', `There is no review of the run of ${task}; open one with: workflow review start ${task}`);
  return answer(() => recordJson(reviewSession), () => renderReview(reviewSession));
}

export const showReview: Run = async (context, [task = '']) => reviewAnswer(runIn({ versions: await deskOf(context).load() }, task, context.options.in), task);

export const startReview: Run = async (context, [task = '']) => {
  const at = await reviewed(context, task, null);
  return 'message' in at ? at : reviewWith(context, at, { decision: null, words: { checks: resultsOf(looked(at)) } });
};

function resultsOf(checked: readonly Checked[]): Readonly<Partial<Record<CheckName, CheckResult>>> {
  return Object.fromEntries(checked.map(({ name, result }) => [name, result]));
}

/** Without names: all that can be made. */
export const checkReview: Run = async (context, [task = '', ...names]) => {
  const unknown = names.find((name) => !checkNames.some((each) => recordKey(each) === name));
  if (unknown !== undefined) return refusal('review/unknown-check', `"${unknown}" is no check; say some of ${checkNames.map(recordKey).join(', ')}.`);
  const at = await reviewed(context, task, null);
  if ('message' in at) return at;
  const { run: { record }, top } = at;
  if (top === null) return refusal('review/no-tree', `${record.worktree ?? ''}, in which the work was done, is gone, so no check can be made; decide with what you know, for example: workflow review decide ${task} approved --result tests=pass`);
  const isWanted = (name: CheckName): boolean => names.length === 0 || names.includes(recordKey(name));
  const made = looked(at).filter(({ name }) => isWanted(name));
  const run = await runChecks(context, { run: at.run, top }, commandChecks.filter(isWanted));
  if ('message' in run) return run;
  return reviewWith(context, at, { decision: null, words: { checks: resultsOf([...made, ...run]) } });
};

async function runChecks(context: Context, at: CheckedRun, names: readonly CommandCheck[]): Promise<readonly Checked[] | Refusal> {
  const { checks } = (await loadConfig(context.root.files)).versions;
  const checked: Checked[] = [];
  for (const name of names) {
    const argv = checks[recordKey(name) as keyof typeof checks];
    if (argv.length === 0) continue;
    if (context.options.dryRun === true) {
      writeDiagnostic(`Would run ${plainLine(argv.join(' '))}`);
      continue;
    }
    const command = commandOf(name, argv, at);
    const refused = await askConsent(command, context.options);
    if (refused !== null) return refused;
    writeDiagnostic(`Running ${plainLine(argv.join(' '))} …`);
    const result = await runCheck(name, command);
    if (result.result === 'fail') for (const line of result.output.split('\n')) writeDiagnostic(plainLine(line));
    checked.push(result);
  }
  return checked;
}

export const decideReview: Run = async (context, [task = '', word = '']) => {
  const decision = reviewDecisions.find((each) => each === word);
  if (decision === undefined) return refusal('review/unknown-decision', `"${word}" is no decision; say one of ${reviewDecisions.join(', ')}.`);
  const results = resultsSaid(context.options.result ?? []);
  if ('message' in results) return results;
  const at = await reviewed(context, task, decision);
  return 'message' in at ? at : reviewWith(context, at, { decision, words: { checks: { ...resultsOf(looked(at)), ...results }, ...wordsOf(context) } });
};

function wordsOf({ options: { notes, issue, suggestion } }: Context): ReviewWords {
  return { ...(notes !== undefined && { notes }), ...(issue !== undefined && { issuesFound: issue }), ...(suggestion !== undefined && { suggestions: suggestion }) };
}

/** `lint=pass` and the like. */
function resultsSaid(said: readonly string[]): Readonly<Partial<Record<CheckName, CheckResult>>> | Refusal {
  const results: Partial<Record<CheckName, CheckResult>> = {};
  for (const each of said) {
    const [, name, outcome] = /^(\w+)=(pass|fail|skip)$/.exec(each) ?? [];
    const check = checkNames.find((known) => recordKey(known) === name);
    if (check === undefined) return refusal('review/unknown-check', `"${each}" names no check with an outcome; say for example lint=pass.`);
    results[check] = outcome as CheckResult;
  }
  return results;
}
