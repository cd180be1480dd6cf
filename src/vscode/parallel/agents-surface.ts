import { l10n, StatusBarAlignment, type StatusBarItem, type Memento, window, workspace } from 'vscode';
import { LazyPart } from '../../base/lazy-part.js';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { Log, Time } from '../../core/ports.js';
import { hasParallelWork } from '../../node/parallel-work.js';
import type { SetContextKey } from '../context-keys.js';
import type { Roots } from '../roots/roots.js';
import { WorkflowTree } from '../trees/workflow-tree.js';
import type { AgentsEmptyReason } from './agents-empty.js';
import type { AgentsEditor } from './agents-editor.js';
import { agentsTree, type AgentsView } from './agents-tree.js';
import { waitingAgents } from './waiting-agents.js';

export interface AgentsSurfaceOptions {
  /** Where our command line is. Absolute. */
  readonly cli: string;
  readonly roots: Roots;
  readonly memory: Memento;
  readonly log: Log;
  readonly time: Time;
  readonly setContextKey: SetContextKey;
}

/**
 * The view *Worktrees & Agents*, its badge and the count in the status bar. What looks (git, tmux, hand-over files) is loaded when the
 * view is in sight, a command asks, or there are worktrees or agents already.
 */
export class AgentsSurface implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #options: AgentsSurfaceOptions;
  readonly #tree: WorkflowTree;
  readonly #item: StatusBarItem;
  #views: readonly AgentsView[] | null = null;
  readonly #editor: LazyPart<AgentsEditor>;

  constructor(options: AgentsSurfaceOptions) {
    this.#options = options;
    const { roots, memory, log, time } = options;
    this.#editor = this.#lifetime.own(new LazyPart(() => this.#load(), (error) => { log.error('Worktrees and agents could not be looked at', error); }));
    this.#tree = this.#lifetime.own(new WorkflowTree({ id: 'workflow.agents', memory }));
    this.#item = this.#lifetime.own(window.createStatusBarItem('agents', StatusBarAlignment.Left, 11));
    this.#item.name = l10n.t('Workflow: Agents That Need You');
    this.#item.command = 'workflow.agents.focus';
    const look = (): void => { if (this.#isWanted()) this.#editor.start(); };
    this.#lifetime.own(this.#tree.onDidChangeVisibility(look));
    this.#lifetime.own(workspace.onDidGrantWorkspaceTrust(look));
    this.#lifetime.own(roots.onDidChange((root) => { if (root === null) look(); this.#draw(); }));
    // Not while the extension starts.
    this.#lifetime.onEnd(time.schedule(0, look));
    this.#draw();
  }

  get rows(): WorkflowTree['roots'] {
    return this.#tree.roots;
  }

  /** What a command asks. */
  editor(): Promise<AgentsEditor> {
    return this.#editor.get();
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #isWanted(): boolean {
    if (!workspace.isTrusted) return false;
    return this.#tree.visible || this.#options.roots.all.some(({ open }) => hasParallelWork(open.place));
  }

  async #load(): Promise<AgentsEditor> {
    const { startAgents } = await import('./agents-editor.js');
    const { cli, roots, log, time } = this.#options;
    const show = (views: readonly AgentsView[]): void => {
      this.#views = views;
      this.#draw();
    };
    return startAgents({ cli, roots, log, time, show, isInSight: () => this.#tree.visible, reveal: (id) => this.#tree.reveal(id) });
  }

  #draw(): void {
    const views = this.#views ?? [];
    const waiting = waitingAgents(l10n.t, views);
    this.#tree.show(agentsTree(views, l10n.t), waiting === null ? {} : { badge: { value: waiting.count, tooltip: waiting.text } });
    this.#options.setContextKey('workflow.agentsEmpty', this.#emptyReason());
    if (waiting === null) {
      this.#item.hide();
      return;
    }
    this.#item.text = `$(bell-dot) ${waiting.text}`;
    this.#item.tooltip = l10n.t('Agents that need you: {0}. Click to see them.', waiting.names);
    this.#item.accessibilityInformation = { label: l10n.t('Agents that need you: {0}', waiting.names), role: 'button' };
    this.#item.show();
  }

  /** Why the view is empty: one of the welcome texts of package.json. */
  #emptyReason(): AgentsEmptyReason | null {
    const { all } = this.#options.roots;
    if (all.length === 0) return 'no-folder';
    if (!workspace.isTrusted) return 'restricted';
    if (this.#views === null) return 'loading';
    if (this.#views.some(({ agents, worktrees }) => agents.length + worktrees.length > 0)) return null;
    return all.every(({ open }) => open.place.commonDir === null) ? 'no-git' : 'no-agents';
  }
}
