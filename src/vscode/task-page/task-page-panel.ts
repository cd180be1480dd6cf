import { l10n, type Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { Event } from '../../base/event.js';
import type { TaskStatus } from '../../core/tasks/task-status.js';
import type { TaskPageFromHost, TaskPageKey } from '../../protocol/task-page.js';
import { fillWebview } from '../fill-webview.js';
import { isTaskPageKey, parseTaskPageMessage } from './task-page-messages.js';
import type { LinkTarget } from './page-links.js';
import type { TaskPage } from './task-page-model.js';
import { taskPageType } from './task-page-type.js';

/** What the page asks of the rest of the editor. */
export interface TaskPageHost {
  /** The page of a task as it stands now; `null` when the task is gone. */
  readonly makePage: (key: TaskPageKey) => Promise<TaskPage | null>;
  /** Fires when any state changed that a page could show. */
  readonly onDidChange: Event<unknown>;
  readonly setStatus: (key: TaskPageKey, status: TaskStatus) => Promise<void>;
  readonly openJson: (key: TaskPageKey) => Promise<void>;
  readonly openLink: (key: TaskPageKey, target: LinkTarget) => Promise<void>;
  /** Runs work that came from the page: logs it and tells the person if it failed. */
  readonly run: (what: string, work: () => Promise<void>) => void;
}

/**
 * The one Task page of a window: a preview tab that is reused for the next task, follows its task as it changes and
 * comes back after a reload.
 */
export class TaskPagePanel implements Disposable {
  readonly #lifetime = new Lifetime();
  #open: { readonly panel: WebviewPanel; key: TaskPageKey; page: TaskPage | null } | undefined;

  constructor(private readonly extensionUri: Uri, private readonly host: TaskPageHost) {
    this.#lifetime.own(host.onDidChange(() => { this.#redraw(); }));
    this.#lifetime.onEnd(() => { this.#open?.panel.dispose(); });
  }

  /** Takes over a panel that VS Code gives back after a reload, with what the page had saved. */
  restore(panel: WebviewPanel, saved: unknown): void {
    if (isTaskPageKey(saved)) this.#adopt(panel, saved);
    else panel.dispose();
  }

  async show(key: TaskPageKey): Promise<void> {
    if (this.#open === undefined) {
      const panel = window.createWebviewPanel(taskPageType, key.task, { viewColumn: ViewColumn.Active, preserveFocus: true });
      this.#adopt(panel, key);
      return;
    }
    this.#open.key = key;
    this.#open.panel.reveal(undefined, true);
    await this.#draw();
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #adopt(panel: WebviewPanel, key: TaskPageKey): void {
    this.#open?.panel.dispose();
    this.#open = { panel, key, page: null };
    panel.onDidDispose(() => { if (this.#open?.panel === panel) this.#open = undefined; });
    panel.webview.onDidReceiveMessage((message: unknown) => { this.host.run('Task page', () => this.#receive(message)); });
    // It is drawn when it says `ready`; waiting for that here would keep a restored panel from ever being shown.
    fillWebview(panel.webview, this.extensionUri, { program: 'task-page', title: l10n.t('Task'), look: 'page' });
  }

  #redraw(): void {
    if (this.#open !== undefined) this.host.run('Task page', () => this.#draw());
  }

  async #draw(): Promise<void> {
    const open = this.#open;
    if (open === undefined) return;
    const key = open.key;
    const page = await this.host.makePage(key);
    if (this.#open !== open || open.key !== key) return;
    if (page === null) {
      open.panel.dispose();
      return;
    }
    open.page = page;
    open.panel.title = `${page.model.id} ${page.model.title}`;
    const message: TaskPageFromHost = { type: 'model', model: page.model };
    await open.panel.webview.postMessage(message);
  }

  async #receive(received: unknown): Promise<void> {
    const message = parseTaskPageMessage(received);
    const open = this.#open;
    if (message === null || open === undefined) return;
    if (message.type === 'ready') await this.#draw();
    else if (message.type === 'set-status') await this.#setStatus(open, message.status);
    else if (message.type === 'open-json') await this.host.openJson(open.key);
    else await this.#openLink(open, message.link);
  }

  /** Only a status that the page really offered: a page is not to be believed. */
  async #setStatus(open: { key: TaskPageKey; page: TaskPage | null }, status: string): Promise<void> {
    const offered = open.page?.model.actions.find((action) => action.status === status);
    if (offered) await this.host.setStatus(open.key, offered.status);
  }

  async #openLink(open: { key: TaskPageKey; page: TaskPage | null }, link: string): Promise<void> {
    const target = open.page?.links.target(link);
    if (target) await this.host.openLink(open.key, target);
  }
}
