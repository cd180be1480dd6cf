import { refusal, type Refusal } from '../../core/plans/plan.js';
import { loadConfig } from '../../core/specs/load-config.js';
import { plainLine } from '../../core/text/escape.js';
import type { ReviewWords } from '../../core/versions/plan-review.js';
import { recordJson } from '../../core/versions/record-codec.js';
import { checkNames, reviewDecisions, type CheckName, type CheckResult, type ReviewDecision } from '../../core/versions/version.js';
import { commandChecks, commandOf, lookChecks, runCheck, type Checked, type CheckedRun, type CommandCheck } from '../../node/versions/review-checks.js';
import { askConsent } from '../ask-consent.js';
import { isRefusal } from '../choose-session.js';
import { answer, type Answer, type Context, type Run } from '../command.js';
import { writeDiagnostic } from '../output.js';
import { deskOf, runIn, told } from './desk-answer.js';
import { renderReview } from './record-text.js';

const fileName = (name: CheckName): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The run that is reviewed, and the working tree that it was made in. */
async function placed(context: Context, task: string): Promise<CheckedRun | Refusal> {
  const desk = deskOf(context);
  const run = runIn({ versions: await desk.load() }, task, context.options.in);
  if ('message' in run) return run;
  const top = desk.recorder.topOf(run.record.worktree);
  return top === null ? refusal('review/no-tree', `${run.record.worktree ?? ''}, in which the work was done, is no working tree of this repository any more; there is nothing to look at.`) : { run, top };
}

async function reviewWith(context: Context, task: string, request: { readonly decision: ReviewDecision | null; readonly words: ReviewWords }): Promise<Answer | Refusal> {
  const { in: named } = context.options;
  return told(await deskOf(context).review(task, named, request), ({ versions }) => reviewAnswer(runIn({ versions }, task, named), task));
}

function reviewAnswer(run: ReturnType<typeof runIn>, task: string): Answer | Refusal {
  if ('message' in run) return run;
  const { reviewSession } = run.record;
  if (reviewSession === null) return refusal('review/none', `There is no review of the run of ${task}; open one with: workflow review start ${task}`);
  return answer(() => recordJson(reviewSession), () => renderReview(reviewSession));
}

export const showReview: Run = async (context, [task = '']) => reviewAnswer(runIn({ versions: await deskOf(context).load() }, task, context.options.in), task);

export const startReview: Run = async (context, [task = '']) => {
  const at = await placed(context, task);
  if (isRefusal(at)) return at;
  return reviewWith(context, task, { decision: null, words: { checks: resultsOf(lookChecks(at)) } });
};

function resultsOf(checked: readonly Checked[]): Readonly<Partial<Record<CheckName, CheckResult>>> {
  return Object.fromEntries(checked.map(({ name, result }) => [name, result]));
}

/** Without names: all that can be made. */
export const checkReview: Run = async (context, [task = '', ...names]) => {
  const unknown = names.find((name) => !checkNames.some((each) => fileName(each) === name));
  if (unknown !== undefined) return refusal('review/unknown-check', `"${unknown}" is no check; say some of ${checkNames.map(fileName).join(', ')}.`);
  const at = await placed(context, task);
  if (isRefusal(at)) return at;
  const isWanted = (name: CheckName): boolean => names.length === 0 || names.includes(fileName(name));
  const made = lookChecks(at).filter(({ name }) => isWanted(name));
  const run = await runChecks(context, at, commandChecks.filter(isWanted));
  if ('message' in run) return run;
  return reviewWith(context, task, { decision: null, words: { checks: resultsOf([...made, ...run]) } });
};

async function runChecks(context: Context, at: CheckedRun, names: readonly CommandCheck[]): Promise<readonly Checked[] | Refusal> {
  const { checks } = (await loadConfig(context.root.files)).versions;
  const checked: Checked[] = [];
  for (const name of names) {
    const argv = checks[fileName(name) as keyof typeof checks];
    if (argv.length === 0) continue;
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
  const at = await placed(context, task);
  if (isRefusal(at)) return at;
  const looked = resultsOf(lookChecks(at));
  return reviewWith(context, task, { decision, words: { checks: { ...looked, ...results }, ...wordsOf(context) } });
};

function wordsOf({ options: { notes, issue, suggestion } }: Context): ReviewWords {
  return { ...(notes !== undefined && { notes }), ...(issue !== undefined && { issuesFound: issue }), ...(suggestion !== undefined && { suggestions: suggestion }) };
}

/** `lint=pass` and the like. */
function resultsSaid(said: readonly string[]): Readonly<Partial<Record<CheckName, CheckResult>>> | Refusal {
  const results: Partial<Record<CheckName, CheckResult>> = {};
  for (const each of said) {
    const [, name, outcome] = /^(\w+)=(pass|fail|skip)$/.exec(each) ?? [];
    const check = checkNames.find((known) => fileName(known) === name);
    if (check === undefined) return refusal('review/unknown-check', `"${each}" names no check with an outcome; say for example lint=pass.`);
    results[check] = outcome as CheckResult;
  }
  return results;
}
