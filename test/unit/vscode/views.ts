import type { SessionState, WorkflowState } from '../../../src/core/workflow/workflow-state.js';
import { allParts } from '../../../src/core/workflow/state-parts.js';
import type { Translate } from '../../../src/vscode/translate.js';
import { everything, type TaskFilter } from '../../../src/vscode/trees/task-filter.js';
import { tasksTree, type ShownSession, type TasksTreeOptions } from '../../../src/vscode/trees/tasks-tree.js';
import type { RootView, TreeNode } from '../../../src/vscode/trees/tree-node.js';
import { openStore } from '../../support/open-store.js';
import { smallSession, smallTask } from '../../support/small-workflow.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';

/** English as it is, with its places filled. */
export const t: Translate = (message, ...values) => message.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)]));

export async function load(files: Readonly<Record<string, string>>): Promise<RootView<WorkflowState>> {
  const root = temporaryFolder();
  writeFiles(root, files);
  const { store } = openStore(root, allParts);
  await store.refresh();
  return { root: '/root', name: 'root', state: store.state };
}

export type Fields = Readonly<Record<string, unknown>>;

/** A session in `.workflow/WFS-one` whose tasks are given by id, each with its fields or as the text of its file. */
export async function sessionWith(tasks: Readonly<Record<string, Fields | string>>, more: Readonly<Record<string, string>> = {}): Promise<SessionState> {
  const texts = Object.entries(tasks).map(([id, task]) => [`.workflow/WFS-one/.task/${id}.json`, typeof task === 'string' ? task : smallTask(id, task)]);
  const { state } = await load({ '.workflow/WFS-one/workflow-session.json': smallSession('WFS-one'), ...Object.fromEntries(texts) as Record<string, string>, ...more });
  const [session] = state.sessions;
  if (session === undefined) throw new Error('no session was loaded');
  return session;
}

export function shown(session: SessionState): ShownSession {
  return { root: '/root', session, isActive: true };
}

export function rowsOf(session: SessionState, filter: Partial<TaskFilter> = {}, options: Partial<TasksTreeOptions> = {}): TreeNode[] {
  return tasksTree([shown(session)], { t, filter: { ...everything, ...filter }, limit: 500, limits: new Map(), ...options });
}
