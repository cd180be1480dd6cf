import { l10n, type Memento, type TreeDragAndDropController, type ViewBadge, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { SetContextKey } from '../context-keys.js';
import { holdsTodo, onDidChangeDirty } from '../dirty-files.js';
import type { Roots } from '../roots/roots.js';
import type { TaskTarget } from '../target.js';
import type { ViewChoices } from '../view-choices.js';
import { sessionsEmpty, tasksEmpty } from './empty-reason.js';
import { filterText } from './filter-text.js';
import { needsPerson, openSessions, waitingText, type Waiting } from './needs-person.js';
import { sessionsTree } from './sessions-tree.js';
import { shownSessions } from './shown-sessions.js';
import { isSearching } from './task-filter.js';
import { tasksTree, type ShownSession } from './tasks-tree.js';
import type { TreeNode } from './tree-node.js';
import { WorkflowTree } from './workflow-tree.js';

/** How many rows of one list are shown at once, and how many more each time. */
const listLimit = 500;

export interface TreeViewsOptions {
  readonly roots: Roots;
  readonly choices: ViewChoices;
  readonly memory: Memento;
  readonly setContextKey: SetContextKey;
  readonly drag: TreeDragAndDropController<TreeNode>;
}

/** The two trees, their badges, messages and welcome texts, always as the state and the person's choices say. */
export class TreeViews implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #limits = new Map<string, number>();
  readonly #options: TreeViewsOptions;
  readonly sessions: WorkflowTree;
  readonly tasks: WorkflowTree;

  constructor(options: TreeViewsOptions) {
    this.#options = options;
    const { roots, choices, memory, drag } = options;
    this.sessions = this.#lifetime.own(new WorkflowTree({ id: 'workflow.sessions', memory }));
    this.tasks = this.#lifetime.own(new WorkflowTree({ id: 'workflow.tasks', memory, drag }));
    this.#lifetime.own(roots.onDidChange(() => { this.update(); }));
    this.#lifetime.own(choices.onDidChange(() => { this.update(); }));
    this.#lifetime.own(onDidChangeDirty(() => { this.#updateTasks(); }));
    this.#lifetime.own(workspace.onDidGrantWorkspaceTrust(() => { this.update(); }));
    this.update();
  }

  update(): void {
    const { roots, setContextKey } = this.#options;
    setContextKey('workflow.initialised', roots.all.some(({ state }) => state.initialised));
    this.#updateSessions();
    this.#updateTasks();
  }

  showMore(list: string): void {
    this.#limits.set(list, (this.#limits.get(list) ?? listLimit) + listLimit);
    this.#updateTasks();
  }

  async revealTask({ root, session, file }: TaskTarget): Promise<void> {
    const { choices } = this.#options;
    if (!this.#shown().some((shown) => shown.root === root && shown.session.path === session)) choices.change({ session: { kind: 'session', root, session } });
    await this.tasks.reveal(`task:${root}:${file}`);
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #shown(): ShownSession[] {
    const { roots, choices } = this.#options;
    return shownSessions(roots.all, choices.current.session);
  }

  #updateSessions(): void {
    const { roots, setContextKey } = this.#options;
    const shown = new Set(this.#shown().map(({ session }) => session));
    // The badges of both views add up to what waits in all sessions.
    const others = badgeOf(needsPerson(openSessions(roots.all).filter((session) => !shown.has(session))), (text) => l10n.t('Needs you in other sessions: {0}', text));
    this.sessions.show(sessionsTree(roots.all, l10n.t), { message: restrictedText(roots), ...(others === null ? {} : { badge: others }) });
    setContextKey('workflow.sessionsEmpty', sessionsEmpty({ views: roots.all, trusted: workspace.isTrusted }));
  }

  #updateTasks(): void {
    const { roots, choices, setContextKey } = this.#options;
    const { filter } = choices.current;
    const shown = this.#shown();
    const sessions = shown.map(({ session }) => session);
    const rows = tasksTree(shown, { t: l10n.t, filter, limit: listLimit, limits: this.#limits });
    const badge = badgeOf(needsPerson(sessions), (text) => l10n.t('Needs you: {0}', text));
    // VS Code shows no welcome text beside a message.
    this.tasks.show(rows, { title: sessions.length === 1 ? (sessions[0]?.title ?? '') : '', message: rows.length === 0 ? '' : this.#message(), ...(badge === null ? {} : { badge }) });
    const tasks = sessions.reduce((sum, session) => sum + session.tasks.all.length, 0);
    const counts = { sessions: sessions.length, tasks, rows: rows.length, searching: isSearching(filter) };
    setContextKey('workflow.tasksEmpty', tasksEmpty({ views: roots.all, trusted: workspace.isTrusted }, counts));
    setContextKey('workflow.searching', isSearching(filter));
    setContextKey('workflow.hidesFinished', filter.hideFinished);
  }

  #message(): string {
    const t = l10n.t;
    const { choices, roots } = this.#options;
    const { filter } = choices.current;
    return [
      ...(isSearching(filter) ? [t('Filter: {0}', filterText(filter).replaceAll('](', '] ('))] : []),
      ...(!roots.all.some(holdsTodo) ? [] : [t('TODO_LIST.md has unsaved changes; it follows the tasks again when you save it.')]),
    ].filter((line) => line !== '').join('\n');
  }
}

function restrictedText({ all }: Roots): string {
  const isShown = !workspace.isTrusted && all.some(({ state }) => state.sessions.length > 0);
  return isShown ? l10n.t('Restricted Mode: you can look; nothing is written until you trust the folder.') : '';
}

function badgeOf(waiting: Waiting, tooltip: (text: string) => string): ViewBadge | null {
  return waiting.total === 0 ? null : { value: waiting.total, tooltip: tooltip(waitingText(l10n.t, waiting)) };
}
