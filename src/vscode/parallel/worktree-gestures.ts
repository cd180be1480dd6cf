import { commands, l10n, Uri, window } from 'vscode';
import { asRole } from '../../core/layout/names.js';
import type { Refusal } from '../../core/plans/plan.js';
import { asBranchName, usualBranch } from '../../core/worktrees/branch-name.js';
import type { WorktreeState } from '../../core/worktrees/worktree.js';
import { shownFeature } from '../../core/workflow/selectors.js';
import { clock } from '../../node/clock.js';
import { createWorktree, type Created } from '../../node/worktrees/create.js';
import { finishWorktree } from '../../node/worktrees/finish.js';
import { syncWorktree } from '../../node/worktrees/merge.js';
import { checkWorktree, removeWorktree } from '../../node/worktrees/remove.js';
import { listWorktrees, withStatus } from '../../node/worktrees/worktree-list.js';
import { askModal, askOne, tellDone, tellRefusal } from '../ask.js';
import type { Root } from '../roots/root.js';
import { askSteps } from '../specs/ask-steps.js';
import type { WorktreeTarget } from '../target.js';
import { worktreeDetails } from './worktree-look.js';
import { worktreePlaceOf } from './worktree-place.js';

/** Roles that people start with; any other one may be typed. */
const usualRole = 'backend';

/** Work on worktrees is shown where they are shown. */
function inView<Outcome>(title: string, work: () => Promise<Outcome>): Thenable<Outcome> {
  return window.withProgress({ location: { viewId: 'workflow.agents' }, title }, work);
}

/** Asks for role, branch and base, makes the worktree, and offers to open it. */
export async function askAndCreate(root: Root): Promise<void> {
  const { t } = l10n;
  const feature = shownFeature(root.state);
  const answers = await askSteps(t('Create Worktree'), [
    { prompt: t('Role of the agent that will work there'), placeholder: usualRole, many: false, check: (text) => problemOf(asRole(text)) },
    { prompt: t('Branch; leave it empty for the usual one'), placeholder: usualBranch(t('<role>'), feature), many: false, check: (text) => (text === '' ? null : problemOf(asBranchName(text))) },
    { prompt: t('What it begins at; leave it empty for main, else master, else the current branch'), placeholder: 'main', many: false, check: () => null },
  ]);
  if (answers === null) return;
  const [[role = ''] = [], [branch = null] = [], [base = null] = []] = answers;
  const made = await inView(t('Creating worktree {0}', role), () => createWorktree(worktreePlaceOf(root), { role, feature, branch, base }));
  if (made.kind === 'refusal') tellRefusal(made.message);
  else void tellCreated(made);
}

function problemOf(result: { readonly ok: true } | { readonly ok: false; readonly problem: string }): string | null {
  return result.ok ? null : result.problem;
}

async function tellCreated({ plan, included, submodules }: Created): Promise<void> {
  const { t } = l10n;
  const text = [
    plan.exists ? t('The worktree {0} is there already, on branch {1}.', plan.role, plan.branch) : t('Worktree {0} is ready on branch {1}.', plan.role, plan.branch),
    ...(included.left.length === 0 ? [] : [t('{0} files of .worktreeinclude were not copied.', included.left.length)]),
    ...(submodules ? [t('Its submodules are empty: run git submodule update --init there.')] : []),
  ].join(' ');
  await tellDone(text, { title: t('Open in New Window'), run: () => openInNewWindow(plan.path) });
}

export async function openInNewWindow(path: string): Promise<void> {
  await commands.executeCommand('vscode.openFolder', Uri.file(path), { forceNewWindow: true });
}

export function openTerminal({ path, role }: Pick<WorktreeState, 'path' | 'role'>): void {
  window.createTerminal({ name: role, cwd: path }).show();
}

/** The worktree meant: of the row that was clicked, else the one that the person picks. */
export async function worktreeMeant(root: Root, target: WorktreeTarget | null, title: string): Promise<WorktreeState | null> {
  const where = worktreePlaceOf(root);
  const all = listWorktrees(where);
  const given = target === null ? null : all.find(({ path }) => path === target.path) ?? null;
  if (given !== null) return withStatus(where, given);
  if (all.length === 0) {
    tellRefusal(l10n.t('There is no worktree here; create one first.'));
    return null;
  }
  const picked = await askOne(title, all.map((state) => ({ label: state.role, description: state.branch ?? '', detail: state.path, value: state })));
  return picked === null ? null : withStatus(where, picked);
}

/** Brings what is new in the base into the worktree's branch. */
export async function sync(root: Root, state: WorktreeState): Promise<void> {
  const merged = await inView(l10n.t('Syncing {0}', state.role), () => syncWorktree(worktreePlaceOf(root), state));
  if (merged.kind === 'refusal') tellRefusal(merged.message);
  else if (merged.commits === 0) void tellDone(l10n.t('{0} has all of {1} already.', state.branch ?? '', state.base ?? ''));
  else void tellDone(l10n.t('{0} has {1} more commits of {2} now.', state.branch ?? '', merged.commits, state.base ?? ''));
}

/** Merges the work into its base and clears everything away, after saying exactly what will happen. */
export async function finish(root: Root, state: WorktreeState): Promise<void> {
  const { t } = l10n;
  const steps = [
    t('Merge {0} into {1}.', state.branch ?? t('its commits'), state.base ?? t('its base')),
    t('Remove the worktree {0}; ignored files that only it has go into a backup.', state.path),
    t('Delete the branch, and give its port back.'),
    t('A conflict leaves everything as it is.'),
  ];
  if (!await askModal(t('Finish the worktree {0}?', state.role), steps.join('\n'), t('Finish'))) return;
  const done = await inView(t('Finishing {0}', state.role), () => finishWorktree(worktreePlaceOf(root), { state, agent: null, now: clock.now() }));
  if (done.kind === 'refusal') tellRefusal(done.message);
  else void tellDone(t('{0} is finished: {1} commits are in {2} now.', state.role, done.merged.commits, state.base ?? ''));
}

/** Removes a worktree, its branch stays; what only it has is in a backup first. */
export async function cleanUp(root: Root, state: WorktreeState): Promise<void> {
  const { t } = l10n;
  const where = worktreePlaceOf(root);
  const refused = await refusalOf(root, state);
  // What a backup keeps may be removed after a second question; everything else must be settled first.
  const isKept = refused?.code === 'worktree/dirty' || refused?.code === 'worktree/unpushed';
  if (refused !== null && !isKept) {
    tellRefusal(refused.message);
    return;
  }
  if (!await isRemovalAgreed(state, isKept)) return;
  const removed = await inView(t('Removing {0}', state.role), () => removeWorktree(where, { state, force: isKept, agent: null, now: clock.now() }));
  if (removed.kind === 'refusal') tellRefusal(removed.message);
  else void tellDone(removed.backup === null ? t('The worktree {0} is removed.', state.role) : t('The worktree {0} is removed; a backup is kept at {1}.', state.role, removed.backup.ref));
}

async function isRemovalAgreed(state: WorktreeState, hasMore: boolean): Promise<boolean> {
  const { t } = l10n;
  const facts = [
    state.path,
    ...worktreeDetails(state, t),
    t('The branch {0} stays.', state.branch ?? ''),
    t('What only this worktree has goes into a backup first; "workflow worktree restore {0}" brings it back.', state.role),
  ];
  const question = hasMore ? t('The worktree {0} has work that is nowhere else. Remove it all the same?', state.role) : t('Remove the worktree {0}?', state.role);
  return askModal(question, facts.join('\n'), t('Remove'));
}

async function refusalOf(root: Root, state: WorktreeState): Promise<Refusal | null> {
  const checked = await checkWorktree(worktreePlaceOf(root), { state, force: false, agent: null });
  return checked.kind === 'refusal' ? checked : null;
}
