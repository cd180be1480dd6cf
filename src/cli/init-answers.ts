import { refusal, type Refusal, type Step } from '../core/plans/plan.js';
import { workflowDirectory } from '../core/layout/state-layout.js';
import { planScaffold, planScaffoldRemoval, type ScaffoldPlan } from '../core/scaffold/plan-scaffold.js';
import { scaffoldKit, scaffoldNames } from '../core/scaffold/scaffold-kits.js';
import { scaffoldPlaces } from '../core/scaffold/scaffold-places.js';
import type { ScaffoldKit } from '../core/scaffold/scaffold-file.js';
import { loadConfig } from '../core/specs/load-config.js';
import { plainLine } from '../core/text/escape.js';
import { initialisePlan } from '../core/workflow/plan-initialise.js';
import { applyScaffold, lookAtScaffold } from '../node/scaffold.js';
import { preview } from './change.js';
import { isRefusal } from './choose-session.js';
import { answer, type Answer, type Context, type Run } from './command.js';
import { planHooks, withHooks } from './init-hooks.js';

/** Is the folder for sessions there? Or why nothing can be put there. */
async function hasFolder({ root }: Context): Promise<boolean | Refusal> {
  const found = await root.files.list(workflowDirectory);
  if (found.kind !== 'unreadable') return found.kind === 'entries';
  return refusal('init/no-folder', `${root.place.root}/${workflowDirectory} is there and no folder that can be read (${found.reason}); move it away first.`);
}

/** What is done about each file, a line a file. */
function report(context: Context, { written, leftAlone, changed }: ScaffoldPlan): Answer {
  const { root, options } = context;
  const removing = options.remove === true;
  const rowOf = (path: string): string => {
    const said = written.includes(path) ? (removing ? 'removed' : path === workflowDirectory ? 'made' : 'written') : changed.includes(path) ? 'left alone, because it was changed' : 'left alone';
    return `${plainLine(`${root.place.root}/${path}`)}: ${said}\n`;
  };
  const json = (): unknown => (removing ? { removed: written, leftAlone, changed } : { written, leftAlone, ...(changed.length > 0 ? { changed } : {}) });
  return answer(json, () => [...written, ...leftAlone].map(rowOf).join(''));
}

/** What is left to do, of what is new. */
function nextSteps(kits: readonly ScaffoldKit[], written: readonly string[]): readonly string[] {
  const ofKits = kits.filter(({ files }) => files.some(({ path }) => written.includes(path))).flatMap(({ next }) => next ?? []);
  return [...(written.includes(workflowDirectory) ? ['workflow session create <title>.'] : []), ...ofKits];
}

/** The kits that are asked for, with their files where the configuration has them. */
async function chosenKits({ root, options }: Context): Promise<readonly ScaffoldKit[] | Refusal> {
  const names = scaffoldNames.filter((name) => options.all === true || options[name] === true);
  if (names.length === 0) return [];
  const places = scaffoldPlaces(await loadConfig(root.files));
  return 'code' in places ? places : names.map((name) => scaffoldKit(name, places));
}

async function carryOut(context: Context, kits: readonly ScaffoldKit[], scaffold: ScaffoldPlan): Promise<Answer | Refusal> {
  const { root, options } = context;
  const { plan, written } = scaffold;
  if (options.dryRun === true) return preview(plan.steps.length === 0 ? [] : [plan]);
  const refused = await applyScaffold(root, scaffold, options.remove === true ? null : process.argv[1] ?? '');
  if (refused !== null) return refused;
  const said = report(context, scaffold);
  const next = options.remove === true ? [] : nextSteps(kits, written);
  return next.length === 0 ? said : { ...said, notice: `Next: ${next.join(' ')}` };
}

export const init: Run = async (context) => {
  const { options } = context;
  const hooks = await planHooks(options);
  if (hooks !== null && 'kind' in hooks && options.hooks === true) return hooks;
  const said = await initFiles(context);
  if (isRefusal(said) || hooks === null) return said;
  return 'kind' in hooks ? { ...said, notice: [...(said.notice === undefined ? [] : [said.notice]), hooks.message].join(' ') } : withHooks(said, hooks, options);
};

async function initFiles(context: Context): Promise<Answer | Refusal> {
  const { options } = context;
  const kits = await chosenKits(context);
  if ('code' in kits) return kits;
  const looked = await lookAtScaffold(context.root, kits);
  if (options.remove === true) {
    if (kits.length === 0 && options.hooks !== true) return refusal('init/remove-what', 'Nothing is named; say with --scripts, --claude, --actions, --specs, --hooks or --all what to remove.');
    const removal = planScaffoldRemoval(kits, looked);
    return removal.kind === 'refusal' ? removal : carryOut(context, kits, removal);
  }
  const isThere = await hasFolder(context);
  if (typeof isThere === 'object') return isThere;
  const scaffold = planScaffold(kits, looked);
  if (scaffold.kind === 'refusal') return scaffold;
  return carryOut(context, kits, isThere ? { ...scaffold, leftAlone: [workflowDirectory, ...scaffold.leftAlone] } : withFolder(scaffold));
}

function withFolder({ plan, written, ...scaffold }: ScaffoldPlan): ScaffoldPlan {
  const steps: readonly Step[] = [...initialisePlan.steps, ...plan.steps];
  return { ...scaffold, written: [workflowDirectory, ...written], plan: plan.steps.length === 0 ? initialisePlan : { ...plan, steps } };
}
