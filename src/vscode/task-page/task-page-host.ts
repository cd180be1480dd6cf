import { commands, FileType, l10n, Range, type TextDocument, type Uri, window, workspace } from 'vscode';
import type { PageAction, TaskPageKey } from '../../protocol/task-page.js';
import type { TargetFile } from '../../core/tasks/target-file.js';
import { nextTaskStatuses } from '../../core/tasks/task-status.js';
import type { Task } from '../../core/tasks/task.js';
import { parseJson } from '../../core/text/json-text.js';
import { sessionByPath } from '../../core/workflow/selectors.js';
import type { SessionState } from '../../core/workflow/workflow-state.js';
import { readJournal } from '../../node/writer/journal.js';
import { openFile } from '../commands/open-file.js';
import type { Root } from '../roots/root.js';
import type { Roots } from '../roots/roots.js';
import type { TaskTarget } from '../target.js';
import { taskVerbLabel, verbFor } from '../verbs.js';
import { taskChanges } from './task-changes.js';
import type { LinkTarget } from './page-links.js';
import { deriveTaskPage, type TaskPage } from './task-page-model.js';
import type { TaskPageHost } from './task-page-panel.js';

/** What the Task page shows and does, from the open roots. A change of status goes the way of every other one: by command. */
export function taskPageHost(roots: Roots, run: TaskPageHost['run']): TaskPageHost {
  return {
    onDidChange: roots.onDidChange,
    run,
    makePage: (key) => makePage(roots, key),
    setStatus: async (key, status) => { await commands.executeCommand('workflow.setTaskStatus', targetOfKey(key), status); },
    openJson: async ({ root, file }) => {
      const holder = roots.at(root);
      if (holder !== null) await openFile(holder, file);
    },
    openLink: (key, link) => openLink(roots, key, link),
  };
}

interface Found {
  readonly root: Root;
  readonly session: SessionState;
  readonly task: Task;
}

function find(roots: Roots, key: TaskPageKey): Found | null {
  const root = roots.at(key.root);
  const session = root === null ? null : sessionByPath(root.state, key.session);
  const task = session?.tasks.all.find(({ file }) => file.path === key.file);
  return root === null || session === null || task === undefined ? null : { root, session, task };
}

async function makePage(roots: Roots, key: TaskPageKey): Promise<TaskPage | null> {
  // After a reload the page may be back before the state has been read.
  const holder = roots.at(key.root);
  if (holder?.state.revision === 0) await holder.open.store.refresh();
  const found = find(roots, key);
  if (found === null) return null;
  const { root, session, task } = found;
  const content = await readContent(root, key.file);
  const journal = await readJournal(root.open.place.volatileDir, { session: session.path, id: task.id });
  return deriveTaskPage({
    key, session, task, content,
    changes: taskChanges(content, journal),
    actions: actionsOf(found),
    notice: noticeOf(found),
    t: l10n.t,
  });
}

/** What is on the disk now; `undefined` when it cannot be read, which the task's findings explain. */
async function readContent(root: Root, file: string): Promise<unknown> {
  let content: unknown;
  await root.open.files.read([{ path: file }], (_, outcome) => {
    const parsed = outcome.kind === 'text' ? parseJson(outcome.text) : null;
    if (parsed?.ok === true) content = parsed.value;
  });
  return content;
}

function actionsOf({ session, task }: Found): PageAction[] {
  const isFixed = !workspace.isTrusted || session.location === 'archives' || task.kind === 'container' || task.file.broken;
  if (isFixed) return [];
  return nextTaskStatuses(task.status).map((status, index) => ({ status, label: taskVerbLabel(l10n.t, verbFor(task.status, status)), primary: index === 0 }));
}

function noticeOf({ session, task }: Found): string | null {
  const { t } = l10n;
  const [error] = task.file.findings;
  if (task.file.broken) return t('This file cannot be read as a task. {0}', error?.message ?? '');
  if (session.location === 'archives') return t('This session is archived; its tasks are not changed any more.');
  if (!workspace.isTrusted) return t('This folder is in Restricted Mode: nothing is written until you trust it.');
  if (task.kind === 'container') return t('The status of a task with subtasks follows from its subtasks.');
  return task.blockedBy.length === 0 ? null : t('Waits for {0}.', task.blockedBy.join(', '));
}

async function openLink(roots: Roots, key: TaskPageKey, link: LinkTarget): Promise<void> {
  const found = find(roots, key);
  if (found === null) return;
  if (link.kind === 'file') await openTarget(found.root, link.file);
  else {
    const task = found.session.tasks.byId.get(link.task);
    if (task) await commands.executeCommand('workflow.showTask', targetOfKey({ ...key, task: task.id, file: task.file.path }));
  }
}

/** A directory is shown in the Explorer, a file is opened at its lines or where the named function first stands. */
async function openTarget(root: Root, target: TargetFile): Promise<void> {
  const uri = root.uriOf(target.path);
  const kind = await kindOf(uri);
  if (kind === null) {
    void window.setStatusBarMessage(l10n.t('{0} does not exist.', target.path), 5_000);
    return;
  }
  if (kind === FileType.Directory) {
    await commands.executeCommand('revealInExplorer', uri);
    return;
  }
  const document = await workspace.openTextDocument(uri);
  const selection = selectionOf(document, target);
  await window.showTextDocument(document, { preview: true, ...(selection === null ? {} : { selection }) });
}

function selectionOf(document: TextDocument, { lines, symbol }: TargetFile): Range | null {
  if (lines !== null) return document.validateRange(new Range(lines.start - 1, 0, lines.end, 0));
  const at = symbol === null ? -1 : document.getText().indexOf(symbol.replace(/\(.*$/, ''));
  return at < 0 ? null : new Range(document.positionAt(at), document.positionAt(at));
}

async function kindOf(uri: Uri): Promise<FileType | null> {
  try {
    return (await workspace.fs.stat(uri)).type;
  } catch {
    return null;
  }
}

function targetOfKey({ root, session, task, file }: TaskPageKey): TaskTarget {
  return { kind: 'task', root, session, task, file };
}
