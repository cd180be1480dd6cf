import { l10n, window } from 'vscode';
import type { Fix } from '../../core/findings/finding.js';
import type { Request } from '../../core/plans/request.js';
import { sessionFilePath } from '../../core/layout/state-layout.js';
import { initialisePlan } from '../../core/workflow/plan-initialise.js';
import { askLive, askOne, tellRefusal } from '../ask.js';
import { filterText, parseFilter } from '../trees/filter-text.js';
import { driftFixes } from '../trees/needs-person.js';
import { askRoot, askTask, sessionsAt, targetsOf, tasksAt, type Desk } from './desk.js';
import { openFile } from './open-file.js';
import type { CommandTable } from './register-commands.js';

type ViewCommands = Pick<CommandTable,
  | 'workflow.initialise' | 'workflow.refresh' | 'workflow.undo' | 'workflow.openJson' | 'workflow.filterTasks' | 'workflow.clearFilter'
  | 'workflow.hideFinished' | 'workflow.showFinished' | 'workflow.showMore' | 'workflow.fixFinding' | 'workflow.applyFix'>;

/** Commands about what is seen, and those that carry out fixes. */
export function viewCommands(desk: Desk): ViewCommands {
  const { choices, gestures } = desk;
  return {
    'workflow.initialise': () => initialise(desk),
    'workflow.refresh': () => refresh(desk),
    'workflow.undo': () => gestures.undo(),
    'workflow.openJson': (given) => openJson(desk, given),
    'workflow.filterTasks': () => filterTasks(desk),
    'workflow.clearFilter': () => choices.changeFilter({ text: '', statuses: [] }),
    'workflow.hideFinished': () => choices.changeFilter({ hideFinished: true }),
    'workflow.showFinished': () => choices.changeFilter({ hideFinished: false }),
    'workflow.showMore': (given) => showMore(desk, given),
    'workflow.fixFinding': (given) => fixFinding(desk, given),
    'workflow.applyFix': (given) => applyFix(desk, given),
  };
}

async function initialise(desk: Desk): Promise<void> {
  const t = l10n.t;
  const root = await askRoot(desk, t('Initialise Workflow'), ({ state }) => !state.initialised);
  if (root === null) {
    if (desk.roots.all.every(({ state }) => state.initialised)) tellRefusal(t('There is a workflow already. Create a session to go on.'));
    return;
  }
  await root.open.apply(initialisePlan);
  await root.open.store.refresh();
}

async function refresh({ roots }: Desk): Promise<void> {
  const look = (): Promise<unknown> => Promise.all(roots.all.map((root) => root.open.store.refresh()));
  await window.withProgress({ location: { viewId: 'workflow.sessions' } }, look);
}

/** A broken file opens where it is broken. */
async function openJson(desk: Desk, given: readonly unknown[]): Promise<void> {
  const targets = targetsOf(desk, given);
  const [session] = targets.some(({ kind }) => kind === 'task') ? [] : sessionsAt(desk, targets);
  if (session !== undefined) return openFile(session.root, sessionFilePath(session.session.path), session.session.file.findings[0]?.place);
  const found = tasksAt(desk, targets)[0] ?? (await askTask(desk, l10n.t('Open the JSON of which task?'), () => true));
  if (found === null) return;
  const { file } = found.task;
  await openFile(found.root, file.path, file.broken ? file.findings[0]?.place : undefined);
}

async function filterTasks({ choices }: Desk): Promise<void> {
  const t = l10n.t;
  await askLive({
    title: t('Filter Tasks'),
    prompt: t('Words of id, title, agent or type; @blocked, @failed, … for a status. Enter keeps the filter, Escape drops it.'),
    placeholder: t('login @blocked'),
    value: filterText(choices.current.filter),
    onChange: (text) => choices.changeFilter(parseFilter(text)),
  });
}

async function showMore(desk: Desk, given: readonly unknown[]): Promise<void> {
  for (const target of targetsOf(desk, given)) if (target.kind === 'more') await desk.showMore(target.list);
}

/** The fixes of a finding's row, or of a task whose mark in TODO_LIST.md drifted. */
async function fixFinding(desk: Desk, given: readonly unknown[]): Promise<void> {
  const [target] = targetsOf(desk, given);
  if (target?.kind !== 'finding' && target?.kind !== 'task') return;
  const root = desk.roots.at(target.root);
  const fix = await askFix(target.kind === 'finding' ? target.finding.fixes : tasksAt(desk, [target]).flatMap(({ session, task }) => driftFixes(session, task.id)));
  if (root !== null && fix !== null) await desk.gestures.perform(root, fix.request);
}

async function askFix(fixes: readonly Fix[]): Promise<Fix | null> {
  const [first, ...others] = fixes;
  if (first === undefined || others.length === 0) return first ?? null;
  return askOne(l10n.t('How shall it be fixed?'), fixes.map((fix) => ({ label: fix.title, value: fix })));
}

/** Called by quick fixes with the root and the request of a fix. */
async function applyFix(desk: Desk, [root, request]: readonly unknown[]): Promise<void> {
  const holder = typeof root === 'string' ? desk.roots.at(root) : null;
  if (holder === null || typeof request !== 'object' || request === null || !('do' in request)) return;
  await desk.gestures.perform(holder, request as Request);
}
