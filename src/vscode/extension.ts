import { type ExtensionContext, languages, Uri, window } from 'vscode';
import { Lifetime, type Disposable } from '../base/lifetime.js';
import type { Log } from '../core/ports.js';
import { clock } from '../node/clock.js';
import { registerCommands, runLogged, type CommandPorts } from './commands/register-commands.js';
import { contextKeys } from './context-keys.js';
import type { LaterNeeds } from './later.js';
import { logTo } from './log.js';
import { AgentsSurface } from './parallel/agents-surface.js';
import { Problems } from './problems/problems.js';
import { QuickFixes } from './problems/quick-fixes.js';
import { ReviewSurface } from './review/review-surface.js';
import { Roots } from './roots/roots.js';
import { watchRoot } from './roots/watch-root.js';
import { SpecSurface } from './specs/spec-surface.js';
import { taskPageType } from './task-page/task-page-type.js';
import { syncTodos } from './todo-sync.js';
import { TddSurface } from './tdd/tdd-surface.js';
import { TaskDrag } from './trees/task-drag.js';
import { TreeViews } from './trees/tree-views.js';
import { TrustSurface } from './trust/trust-surface.js';
import { VersionsSurface } from './versions/versions-surface.js';
import { UndoHistory } from './undo-history.js';
import { ViewChoices } from './view-choices.js';
import { WaitingItem } from './waiting-item.js';
import type { WorkflowApi } from './workflow-api.js';

/** What the extension is made of, one line per surface. One that cannot be built is logged, and the next goes on. */
export function activate({ subscriptions, workspaceState: memory, extensionUri }: ExtensionContext): WorkflowApi {
  const lifetime = new Lifetime();
  subscriptions.push(lifetime);
  const channel = lifetime.own(window.createOutputChannel('Agent Workflow', { log: true }));
  const log = logTo(channel);
  const build = builder(lifetime, log);
  const setContextKey = contextKeys();
  const roots = lifetime.own(new Roots(log));
  const choices = new ViewChoices(memory);
  const history = new UndoHistory();
  const ports: CommandPorts = { log, time: clock, showLog: () => channel.show() };
  const drag = new TaskDrag(async (task, parent) => (await later()).moveTask(task, parent));

  const trees = build('Trees', () => new TreeViews({ roots, choices, memory, setContextKey, drag }));
  const problems = build('Problems', () => new Problems(roots, log));
  build('Quick fixes', () => problems && languages.registerCodeActionsProvider(QuickFixes.selector, new QuickFixes(problems), QuickFixes.metadata));
  build('Status bar', () => new WaitingItem(roots, choices));
  build('Undo', () => history.onDidChange(() => { setContextKey('workflow.canUndo', !history.isEmpty); }));
  build('Watching', () => roots.attach((root, until) => watchRoot(root, until, clock)));
  build('Specs', () => new SpecSurface({ roots, log }));
  const trust = lifetime.own(new TrustSurface(roots, log, clock));
  const tdd = lifetime.own(new TddSurface(roots, { log, time: clock }));
  const agents = lifetime.own(new AgentsSurface({ cli: Uri.joinPath(extensionUri, 'dist', 'cli.js').fsPath, roots, memory, log, time: clock, setContextKey }));
  const versions = lifetime.own(new VersionsSurface({ roots, memory, log, setContextKey }));
  const run: LaterNeeds['run'] = (what, work) => runLogged(what, work, ports);
  const reviews = lifetime.own(new ReviewSurface({ extensionUri, roots, trust, memory, log, run }));
  build('TODO_LIST.md', () => roots.attach((root, until) => syncTodos(root, until, log)));

  const needs: LaterNeeds = { extensionUri, roots, choices, history, trees, trust, tdd, agents, versions, reviews, log, run };
  const later = once(async () => lifetime.own((await import('./later.js')).openLater(needs)));
  build('Commands', () => registerCommands(async () => (await later()).commands, ports));
  build('Task page', () => window.registerWebviewPanelSerializer(taskPageType, {
    deserializeWebviewPanel: async (panel, saved: unknown) => (await later()).restorePage(panel, saved),
  }));

  log.info('Agent Workflow is active.');
  return { sessions: () => trees?.sessions.roots ?? [], tasks: () => trees?.tasks.roots ?? [], versions, onDidChange: roots.onDidChange, drag, trust, tdd, reviews };
}

type Build = <Surface extends Disposable>(name: string, make: () => Surface | null | undefined) => Surface | null;

function builder(lifetime: Lifetime, log: Log): Build {
  return (name, make) => {
    try {
      const surface = make() ?? null;
      return surface === null ? null : lifetime.own(surface);
    } catch (error) {
      log.error(`${name} could not be built`, error);
      return null;
    }
  };
}

function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => (made ??= make());
}
