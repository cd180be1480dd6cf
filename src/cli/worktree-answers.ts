import { refusal, type Refusal } from '../core/plans/plan.js';
import { plainLine } from '../core/text/escape.js';
import { diagnoseGates, diagnoseNeighbours } from '../core/worktrees/diagnose-neighbours.js';
import { bareRefusal } from '../core/worktrees/plan-create.js';
import type { WorktreeState } from '../core/worktrees/worktree.js';
import { shownFeature } from '../core/workflow/selectors.js';
import { clock } from '../node/clock.js';
import { createWorktree, planOf, type Created } from '../node/worktrees/create.js';
import { cureAll } from '../node/worktrees/cure.js';
import { gateHealths } from '../node/gate/gate-hooks.js';
import { hookedTreeAt } from '../node/gate/hooked-trees.js';
import { diskUse, examine } from '../node/worktrees/doctor.js';
import { finishWorktree } from '../node/worktrees/finish.js';
import { syncWorktree } from '../node/worktrees/merge.js';
import { isBareRoot, type WorktreePlace } from '../node/worktrees/place.js';
import { checkWorktree, removeWorktree } from '../node/worktrees/remove.js';
import { listBackups, restoreWorktree } from '../node/worktrees/restore.js';
import { listWorktrees, withStatus, withStatuses, worktreeOf } from '../node/worktrees/worktree-list.js';
import { answer, type Answer, type Context, type Run } from './command.js';
import { askYesNo, canAsk, exitCodes } from './output.js';
import { renderDoctor, renderWorktree, renderWorktrees, worktreeDetails, worktreeJson } from './worktree-answer.js';
import { endedPanes, equipHere, leave, portsOf, runHere, whoWorks, worktreePlace } from './worktree-roles.js';

/** The feature a new worktree is for: as said, as the agent that calls was told, or that of the active session. */
function featureFor({ root, options }: Context): string | null {
  const said = options.feature ?? process.env['FEATURE_ID'];
  return said !== undefined && said !== '' ? said : shownFeature(root.store.state);
}

/** What a command would do, for `--dry-run`. */
function would(title: string, steps: readonly string[]): Answer {
  return answer(() => [{ title, steps, warning: null }], () => [title, ...steps.map((step) => `  ${step}`)].map((line) => `${plainLine(line)}\n`).join(''));
}

/** `workflow worktree create <role>`: text is the path alone. */
export const create: Run = async (context, [role = '']) => {
  const where = await worktreePlace(context.root);
  const request = { role, feature: featureFor(context), branch: context.options.branch ?? null, base: context.options.base ?? null };
  if (context.options.dryRun === true) {
    const plan = await planOf(where, request);
    if (plan.kind === 'refusal') return plan;
    if (plan.exists) return { ...would(`Leave the worktree ${plan.path} as it is`, []), notice: 'Nothing would be changed.' };
    return would(`Make the worktree ${plan.path}`, [plan.newBranch ? `make branch ${plan.branch} at ${plan.base}` : `check out branch ${plan.branch}`, 'copy what .worktreeinclude names']);
  }
  const made = await createWorktree(where, request);
  if (made.kind === 'refusal') return made;
  const port = await equipHere(context.root, made.plan);
  return createdAnswer(made, { port, trouble: made.plan.exists ? null : await runHere(context, 'setup', made.plan.path) });
};

interface Equipped {
  /** The number, or why there is none. */
  readonly port: number | string;
  /** What went wrong with the setup. */
  readonly trouble: string | null;
}

function createdAnswer({ plan, included, submodules }: Created, { port, trouble }: Equipped): Answer {
  const { role, path, branch, base, exists } = plan;
  const left = included.left.map((each) => `${each.path} was not copied: ${each.reason}.`);
  const notices = [...left, ...(submodules ? ['Its submodules are empty; fill them there: git submodule update --init'] : []), ...(typeof port === 'string' ? [port] : []), ...(trouble === null ? [] : [trouble])];
  const said = answer(() => ({ role, path, branch, base, port: typeof port === 'number' ? port : null, created: !exists }), () => `${path}\n`);
  return notices.length === 0 ? said : { ...said, notice: notices.join(' ') };
}

/** `workflow worktree list`. */
export const list: Run = async (context) => {
  const where = await worktreePlace(context.root);
  const states = await withStatuses(where, listWorktrees(where));
  const ports = await portsOf(context.root);
  return answer(() => states.map((state) => worktreeJson(state, ports.get(state.role))), () => renderWorktrees(states));
};

/** `workflow worktree status <role>`: one that is not there is an answer, too. */
export const status: Run = async (context, [role = '']) => {
  const where = await worktreePlace(context.root);
  const state = worktreeOf(where, role);
  if (state === null) {
    return answer(() => ({ exists: false, path: null, branch: null, clean: null, uncommitted_changes: 0, ahead: 0, behind: 0 }), () => `There is no worktree "${plainLine(role)}".\n`);
  }
  const looked = await withStatus(where, state);
  return answer(() => worktreeDetails(looked), () => renderWorktree(looked));
};

/** A worktree by its role, with what git says of it; refuses where there is none to work on. */
async function named(where: WorktreePlace, role: string): Promise<{ readonly kind: 'worktree'; readonly state: WorktreeState } | Refusal> {
  const state = worktreeOf(where, role);
  if (where.place.commonDir === null) return refusal('worktree/no-repository', 'This folder is not in a git repository; go to one and try again.');
  if (state === null) {
    const roles = listWorktrees(where).map((each) => each.role);
    if (roles.length === 0 && isBareRoot(where.place)) return bareRefusal;
    return refusal('worktree/unknown', `There is no worktree "${role}"; ${roles.length === 0 ? `there is none at all: workflow worktree create ${role}` : `there are: ${roles.join(', ')}`}`);
  }
  if (state.gone) return refusal('worktree/gone', `The directory of the worktree "${role}" is gone (${state.path}), only its record is left; clear that: workflow worktree doctor --fix`);
  return { kind: 'worktree', state: await withStatus(where, state) };
}

function counted(commits: number): string {
  return commits === 1 ? '1 commit' : `${commits} commits`;
}

/** `workflow worktree sync <role>`. */
export const sync: Run = async (context, [role = '']) => {
  const where = await worktreePlace(context.root);
  const found = await named(where, role);
  if (found.kind === 'refusal') return found;
  const { path, branch, base, status: looked } = found.state;
  const [from, into] = [base ?? 'its base', branch ?? 'its branch'];
  if (context.options.dryRun === true) return would(`Merge ${from} into ${into} in ${path}`, [`${looked?.behind ?? 0} commits`]);
  const merged = await syncWorktree(where, found.state);
  if (merged.kind === 'refusal') return merged;
  const json = { role, path, branch, base, updated: merged.commits > 0, commits: merged.commits, head: merged.head };
  return answer(() => json, () => (merged.commits === 0 ? `${into} has all of ${from}.\n` : `${into} has ${counted(merged.commits)} more of ${from}.\n`));
};

/** `workflow worktree cleanup <role>`: the branch stays. */
export const cleanup: Run = async (context, [role = '']) => {
  const where = await worktreePlace(context.root);
  const found = await named(where, role);
  if (found.kind === 'refusal') return found;
  const { options } = context;
  const request = { state: found.state, force: options.force === true, agent: await whoWorks(context.root, role) };
  const checked = await checkWorktree(where, request);
  if (checked.kind === 'refusal') return checked;
  if (options.dryRun === true) return would(`Remove the worktree ${found.state.path}`, checked.keeps ? ['put what only it has into a backup'] : []);
  if (request.force && !(await agreed(context, found.state))) return refusal('worktree/unconfirmed', `The worktree "${role}" stays.`);
  const removed = await removeWorktree(where, { ...request, now: clock.now(), beforeRemoval: () => takenDown(context, found.state) });
  if (removed.kind === 'refusal') return removed;
  await removed.emptied;
  const port = await leave(context.root, role);
  const { path, branch } = found.state;
  const said = answer(() => ({ role, path, branch, removed: true, port, backup: removed.backup?.ref ?? null }), () => `Removed ${plainLine(path)}${branch === null ? '' : `; branch ${branch} stays`}.\n`);
  return removed.backup === null ? said : { ...said, notice: `What only it had is kept at ${removed.backup.ref}; get it back: workflow worktree restore ${role}` };
};

/** What the project wants done before a worktree goes; where it was not, the worktree stays, because something may still run there. */
async function takenDown(context: Context, { role, path }: WorktreeState): Promise<Refusal | null> {
  const trouble = await runHere(context, 'teardown', path);
  return trouble === null ? null : refusal('worktree/teardown', `The worktree "${role}" stays. ${trouble}`);
}

/** Force asks a second time, where somebody can be asked; elsewhere the word itself, and the backup, must do. */
async function agreed({ options }: Context, { role, status: looked }: WorktreeState): Promise<boolean> {
  if (options.yes === true || !canAsk() || (looked?.uncommitted ?? 0) === 0) return true;
  return askYesNo(`The worktree "${plainLine(role)}" has ${looked?.uncommitted ?? 0} uncommitted changes, which go into a backup. Remove it?`);
}

/** `workflow worktree finish <role>`. */
export const finish: Run = async (context, [role = '']) => {
  const where = await worktreePlace(context.root);
  const found = await named(where, role);
  if (found.kind === 'refusal') return found;
  const { path, branch, base } = found.state;
  const [from, into] = [branch ?? 'its branch', base ?? 'its base'];
  if (context.options.dryRun === true) return would(`Finish the worktree ${path}`, [`merge ${from} into ${into}`, 'remove the worktree', `delete branch ${from}`, 'release its port and close its pane']);
  const done = await finishWorktree(where, { state: found.state, agent: await whoWorks(context.root, role), now: clock.now(), beforeRemoval: () => takenDown(context, found.state) });
  if (done.kind === 'refusal') return done;
  await done.removed.emptied;
  const port = await leave(context.root, role);
  const { merged, removed, branchDeleted } = done;
  const backup = removed.backup?.ref ?? null;
  const json = { role, path, branch, base, merged_commits: merged.commits, head: merged.head, removed: true, branch_deleted: branchDeleted, port, backup };
  const said = answer(() => json, () => `Merged ${counted(merged.commits)} of ${from} into ${into}, and removed ${plainLine(path)}${branchDeleted ? ' and the branch' : ''}.\n`);
  return backup === null ? said : { ...said, notice: `Ignored files that only it had are kept at ${backup}; get them back: workflow worktree restore ${role}` };
};

/** `workflow worktree restore <role>`. */
export const restore: Run = async (context, [role = '']) => {
  const where = await worktreePlace(context.root);
  if (where.place.commonDir === null) return refusal('worktree/no-repository', 'This folder is not in a git repository; go to one and try again.');
  if (context.options.dryRun === true) {
    const [backup] = (await listBackups(where)).filter((each) => each.role === role);
    return backup === undefined ? refusal('worktree/no-backup', `There is no backup of a worktree "${role}".`) : would(`Make the worktree "${role}" again`, [`from ${backup.ref}`]);
  }
  const restored = await restoreWorktree(where, role);
  if (restored.kind === 'refusal') return restored;
  const { path, branch, backup } = restored;
  const said = answer(() => ({ role, path, branch, backup: backup.ref, restored: true }), () => `${path}\n`);
  return branch !== null ? said : { ...said, notice: `Its branch ${backup.branch ?? ''} has moved on or is in use, so it stands on a commit; give it one there: git switch -c <branch>` };
};

/** `workflow worktree doctor [--fix]`. */
export const doctor: Run = async (context) => {
  const where = await worktreePlace(context.root);
  const roles = new Set(listWorktrees(where).map(({ role }) => role));
  const tree = hookedTreeAt(context.root.place.root);
  const complaints = [
    ...examine(where), ...diagnoseGates(tree === null ? [] : await gateHealths(tree)),
    ...diagnoseNeighbours({ roles, ports: await portsOf(context.root), ended: await endedPanes(context.root) }),
  ];
  const cured = context.options.fix === true ? await cureAll(where, complaints, { apply: context.root.apply, now: clock.now() }) : [];
  const results = complaints.map((complaint, index) => ({ complaint, fixed: cured[index]?.done ?? false, note: cured[index]?.note ?? complaint.message }));
  const disk = await diskUse(where);
  const json = {
    findings: results.map(({ complaint: { code, severity, path, cure }, fixed, note }) => ({ code, severity, path, message: note, fixable: cure !== null, fixed })),
    disk: disk.map(({ path, bytes }) => ({ path, bytes })),
  };
  const isIll = results.some(({ complaint, fixed }) => complaint.severity === 'error' && !fixed);
  const said = answer(() => json, () => renderDoctor(results, disk), isIll ? exitCodes.no : exitCodes.fine);
  const isFixable = results.some(({ complaint, fixed }) => complaint.cure !== null && !fixed);
  return isFixable && context.options.fix !== true ? { ...said, notice: 'To mend what can be mended: workflow worktree doctor --fix' } : said;
};
