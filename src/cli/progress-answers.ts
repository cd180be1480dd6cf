import { asRole } from '../core/layout/names.js';
import type { Applied } from '../core/plans/applied.js';
import { refusal, type Plan, type Refusal, type Step } from '../core/plans/plan.js';
import { nextRunOf, noRun, type PlannedTask } from '../core/progress/next-run.js';
import { loadHistory, readOne, type LoadedProgress } from '../core/progress/load-progress.js';
import { planHistory, type RunHistory } from '../core/progress/plan-history.js';
import { planProgressFile, planProgressInit, planProgressNote, planProgressStatus, planProgressUpdate } from '../core/progress/plan-progress.js';
import { isOurs, parseProgress, type Progress } from '../core/progress/progress.js';
import { ProgressText } from '../core/progress/progress-text.js';
import { plainLine } from '../core/text/escape.js';
import { asFeatureId, featuresDirectory, specPathOf } from '../core/specs/feature-files.js';
import { clock } from '../node/clock.js';
import { treePaths } from '../node/tree-paths.js';
import { preview } from './change.js';
import { answer, type Answer, type Context, type Run } from './command.js';
import { changeProgress, openProgress, planningOf, type Harness } from './open-progress.js';
import { nextRunJson, nextRunText, progressJson, progressText } from './progress-json.js';

type Opened = LoadedProgress & { readonly harness: Harness };

/** Changes the hand-over and answers with it as it is then; with `--dry-run` only says what it would do. */
async function changed(context: Context, plan: (opened: Opened) => Promise<Plan | Refusal> | Plan | Refusal, role?: Parameters<typeof openProgress>[1]): Promise<Answer | Refusal> {
  if (context.options.dryRun === true) {
    const opened = await openProgress(context, role);
    const planned = opened.kind === 'refusal' ? opened : await plan(opened);
    return planned.kind === 'refusal' ? planned : preview(planned.steps.length === 0 ? [] : [planned]);
  }
  const outcome: Applied | Refusal = await changeProgress(context, plan, role);
  if (outcome.kind === 'refusal') return outcome;
  const said = await read({ ...context, options: role === undefined ? context.options : { ...context.options, role } }, []);
  return said.kind === 'refusal' ? said : { ...said, text: () => `${plainLine(outcome.plan.title)}${outcome.steps.length > 0 ? '' : ' already'}\n` };
}

async function historyOf({ root }: Context, { max_history_entries: most }: Harness): Promise<RunHistory> {
  return { kept: await loadHistory(root.files), day: new Date(clock.now()).toISOString().slice(0, 10), most };
}

export const init: Run = async (context, [featureWord = '', roleWord = '']) => {
  const [feature, role] = [asFeatureId(featureWord), asRole(roleWord)];
  if (!feature.ok) return refusal('progress/feature', feature.problem);
  if (!role.ok) return refusal('progress/role', role.problem);
  const workspace: Step = { kind: 'make-directory', path: `${featuresDirectory}/${feature.value}` };
  const { kind } = await context.root.files.list(workspace.path);
  return changed(context, async (opened) => {
    const plan = planProgressInit({ feature: feature.value, role: role.value }, planningOf(opened), await historyOf(context, opened.harness));
    return plan.kind === 'refusal' || kind === 'entries' ? plan : { ...plan, steps: [workspace, ...plan.steps] };
  }, role.value);
};

export const update: Run = (context, [task = '', status = '', ...notes]) => (
  changed(context, (opened) => planProgressUpdate({ task, status, notes: notes.join(' ') }, planningOf(opened))));

export const note: Run = (context, words) => changed(context, (opened) => planProgressNote(words.join(' '), planningOf(opened)));

export const file: Run = async (context, [path = '']) => {
  const [inTree] = path === '' ? [] : treePaths(context.root.place)(path);
  if (inTree === undefined) return refusal('progress/outside', `${path === '' ? 'An empty path' : path} is not in ${context.root.place.root}; name a file in it.`);
  return changed(context, (opened) => planProgressFile(inTree, planningOf(opened)));
};

const missing = (path: string): Refusal => refusal('progress/missing', `There is no ${path} yet; begin with: workflow progress init <feature> <role>.`);

export const read: Run = async (context) => {
  const opened = await openProgress(context);
  if (opened.kind === 'refusal') return opened;
  const { path, text } = opened;
  if (text === null) return missing(path);
  const progress = parseProgress(text);
  const said = answer(() => progressJson(path, progress), () => (progress.foreign ? text : progressText(path, progress)));
  return progress.foreign ? { ...said, notice: `${path} is somebody's own log; it is shown as it is and never rewritten.` } : said;
};

export const save: Run = async (context) => {
  const { status } = context.options;
  if (status !== undefined) {
    const outcome = await changed(context, (opened) => planProgressStatus(status, planningOf(opened)));
    if (outcome.kind === 'refusal' || context.options.dryRun === true) return outcome;
  }
  const copied = await saveCopy(context);
  return typeof copied === 'string' ? answer(() => ({ copy: copied }), () => `${copied}\n`) : copied;
};

/** Keeps a copy of the hand-over as it is; its path. */
export async function saveCopy(context: Context): Promise<string | Refusal | Answer> {
  let copy = '';
  const plan = async (opened: Opened): Promise<Plan | Refusal> => {
    if (opened.text === null) return missing(opened.path);
    if (!isOurs(ProgressText.parse(opened.text))) return refusal('progress/foreign', `${opened.path} is somebody's own log; its copies are theirs to keep.`);
    const made = planHistory({ ...await historyOf(context, opened.harness), text: opened.text });
    copy = made.copy;
    return made;
  };
  if (context.options.dryRun === true) return changed(context, plan);
  const outcome = await changeProgress(context, plan);
  return outcome.kind === 'refusal' ? outcome : copy;
}

/** Tasks that the feature's spec plans for the role; reading specs is loaded only where there is one. */
export async function plannedFor({ root }: Context, { feature, role }: Progress): Promise<readonly PlannedTask[]> {
  const id = asFeatureId(feature ?? '');
  const outcome = id.ok && role !== null ? await readOne(root.files, specPathOf(id.value)) : null;
  return outcome?.kind === 'text' && role !== null ? (await import('../core/specs/planned-tasks.js')).plannedTasks(outcome.text, role) : [];
}

export const next: Run = async (context) => {
  const opened = await openProgress(context);
  if (opened.kind === 'refusal') return opened;
  const { path, text } = opened;
  if (text === null) return answer(() => nextRunJson(path, noRun), () => nextRunText(noRun));
  const progress = parseProgress(text);
  if (progress.foreign) return read(context, []);
  const found = nextRunOf(progress, await plannedFor(context, progress));
  return answer(() => nextRunJson(path, found), () => nextRunText(found));
};
