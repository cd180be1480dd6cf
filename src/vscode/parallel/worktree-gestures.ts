import { commands, l10n, Uri, window } from 'vscode';
import { asRole } from '../../core/layout/names.js';
import { agentAtWork, leaveRole } from '../../core/parallel/role-place.js';
import { refusal, type Refusal } from '../../core/plans/plan.js';
import { asBranchName, usualBranch } from '../../core/worktrees/branch-name.js';
import type { WorktreeMoment } from '../../core/worktrees/shell-command.js';
import type { WorktreeState } from '../../core/worktrees/worktree.js';
import { shownFeature } from '../../core/workflow/selectors.js';
import { clock } from '../../node/clock.js';
import { openGit } from '../../node/git/git.js';
import { equip, runConfigured } from '../../node/parallel/role-worktree.js';
import { createWorktree, type Created } from '../../node/worktrees/create.js';
import { finishWorktree } from '../../node/worktrees/finish.js';
import { syncWorktree } from '../../node/worktrees/merge.js';
import type { WorktreePlace } from '../../node/worktrees/place.js';
import { checkWorktree, removeWorktree, type RemovalRequest } from '../../node/worktrees/remove.js';
import { listWorktrees, withStatus } from '../../node/worktrees/worktree-list.js';
import { askModal, askOne, tellDone, tellRefusal } from '../ask.js';
import type { Root } from '../roots/root.js';
import { askSteps } from '../specs/ask-steps.js';
import type { WorktreeTarget } from '../target.js';
import { tellRefused } from '../tell-refused.js';
import { agree, type AgentDesk } from './agent-desk.js';
import { worktreeDetails } from './worktree-look.js';

/** Roles that people start with; any other one may be typed. */
const usualRole = 'backend';

/** Work on worktrees is shown where they are shown. */
function inView<Outcome>(title: string, work: () => Promise<Outcome>): Thenable<Outcome> {
  return window.withProgress({ location: { viewId: 'workflow.agents' }, title }, work);
}

/** Asks for role, branch and base, makes the worktree, and offers to open it. */
export async function askAndCreate(root: Root, desk: AgentDesk): Promise<void> {
  const { t } = l10n;
  const feature = shownFeature(root.state);
  const answers = await askSteps(t('Create Worktree'), [
    { prompt: t('Role of the agent that will work there'), placeholder: usualRole, many: false, check: (text) => problemOf(asRole(text)) },
    { prompt: t('Branch; leave it empty for the usual one'), placeholder: usualBranch(t('<role>'), feature), many: false, check: (text) => (text === '' ? null : problemOf(asBranchName(text))) },
    { prompt: t('What it begins at; leave it empty for main, else master, else the current branch'), placeholder: 'main', many: false, check: () => null },
  ]);
  if (answers === null) return;
  const [[role = ''] = [], [branch = null] = [], [base = null] = []] = answers;
  const made = await inView(t('Creating worktree {0}', role), () => createWorktree(placeOf(root, desk), { role, feature, branch, base }));
  if (made.kind === 'refusal') tellRefused(made);
  else await settleIn(root, desk, made);
}

function problemOf(result: { readonly ok: true } | { readonly ok: false; readonly problem: string }): string | null {
  return result.ok ? null : result.problem;
}

/** A port, and what the project wants done in a new worktree; then the person is told. */
async function settleIn(root: Root, desk: AgentDesk, made: Created): Promise<void> {
  const { plan } = made;
  const port = await equip(root.open, desk.config.parallel.port_range, plan);
  const trouble = plan.exists ? null : await runMoment(desk, 'setup', plan.path);
  void tellCreated(made, [...(typeof port === 'string' ? [port] : []), ...(trouble === null ? [] : [trouble])]);
}

/** Runs what the configuration has for this moment, once the person agrees. */
function runMoment({ config }: AgentDesk, moment: WorktreeMoment, worktree: string): Promise<string | null> {
  return runConfigured({ moment, worktree, line: config.parallel[moment], agree });
}

/** Where the worktrees of the root are, as its configuration says. */
function placeOf({ open }: Root, { traces }: AgentDesk): WorktreePlace {
  return { place: open.place, git: openGit(open.place.root), home: traces.home };
}

async function tellCreated({ plan, included, submodules }: Created, notes: readonly string[]): Promise<void> {
  const { t } = l10n;
  const text = [
    plan.exists ? t('The worktree {0} is there already, on branch {1}.', plan.role, plan.branch) : t('Worktree {0} is ready on branch {1}.', plan.role, plan.branch),
    ...(included.left.length === 0 ? [] : [t('{0} files of .worktreeinclude were not copied.', included.left.length)]),
    ...(submodules ? [t('Its submodules are empty: run git submodule update --init there.')] : []),
    ...notes,
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
export async function worktreeMeant(place: { readonly root: Root; readonly desk: AgentDesk }, target: WorktreeTarget | null, title: string): Promise<WorktreeState | null> {
  const where = placeOf(place.root, place.desk);
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
export async function sync(root: Root, desk: AgentDesk, state: WorktreeState): Promise<void> {
  const merged = await inView(l10n.t('Syncing {0}', state.role), () => syncWorktree(placeOf(root, desk), state));
  if (merged.kind === 'refusal') tellRefused(merged);
  else if (merged.commits === 0) void tellDone(l10n.t('{0} has all of {1} already.', state.branch ?? '', state.base ?? ''));
  else void tellDone(l10n.t('{0} has {1} more commits of {2} now.', state.branch ?? '', merged.commits, state.base ?? ''));
}

/** Merges the work into its base and clears everything away, after saying exactly what will happen. */
export async function finish(root: Root, desk: AgentDesk, state: WorktreeState): Promise<void> {
  const { t } = l10n;
  const steps = [
    t('Merge {0} into {1}.', state.branch ?? t('its commits'), state.base ?? t('its base')),
    t('Remove the worktree {0}; ignored files that only it has go into a backup.', state.path),
    t('Delete the branch, and give its port back.'),
    t('A conflict leaves everything as it is.'),
  ];
  if (!await askModal(t('Finish the worktree {0}?', state.role), steps.join('\n'), t('Finish'))) return;
  const done = await inView(t('Finishing {0}', state.role), async () => finishWorktree(placeOf(root, desk), await removalOf(desk, state)));
  if (done.kind === 'refusal') {
    tellRefused(done);
    return;
  }
  await leave(root, desk, state);
  void tellDone(t('{0} is finished: {1} commits are in {2} now.', state.role, done.merged.commits, state.base ?? ''));
}

/** Removes a worktree, its branch stays; what only it has is in a backup first. */
export async function cleanUp(root: Root, desk: AgentDesk, state: WorktreeState): Promise<void> {
  const { t } = l10n;
  const where = placeOf(root, desk);
  const checked = await checkWorktree(where, { state, force: false, agent: await agentAtWork(desk.panes, state.role) });
  const refused = checked.kind === 'refusal' ? checked : null;
  // What a backup keeps may be removed after a second question; everything else must be settled first.
  const isKept = refused?.code === 'worktree/dirty' || refused?.code === 'worktree/unpushed';
  if (refused !== null && !isKept) {
    tellRefused(refused);
    return;
  }
  if (!await isRemovalAgreed(state, isKept)) return;
  const removed = await inView(t('Removing {0}', state.role), async () => removeWorktree(where, { ...await removalOf(desk, state), force: isKept }));
  if (removed.kind === 'refusal') {
    tellRefused(removed);
    return;
  }
  await leave(root, desk, state);
  void tellDone(removed.backup === null ? t('The worktree {0} is removed.', state.role) : t('The worktree {0} is removed; a backup is kept at {1}.', state.role, removed.backup.ref));
}

/** Nothing is removed while somebody works there, or before the project's own teardown went well. */
async function removalOf(desk: AgentDesk, state: WorktreeState): Promise<Omit<RemovalRequest, 'force' | 'merges'>> {
  const takeDown = async (): Promise<Refusal | null> => {
    const trouble = await runMoment(desk, 'teardown', state.path);
    return trouble === null ? null : refusal('worktree/teardown', l10n.t('The worktree {0} stays. {1}', state.role, trouble));
  };
  return { state, agent: await agentAtWork(desk.panes, state.role), now: clock.now(), beforeRemoval: takeDown };
}

/** With the worktree of a role go its pane and its port (decisions 8.5). */
async function leave({ open }: Root, { panes }: AgentDesk, { role }: WorktreeState): Promise<void> {
  await leaveRole({ panes, ports: open }, role);
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
