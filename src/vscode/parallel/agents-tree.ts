import type { AgentStatus } from '../../core/parallel/monitor.js';
import { plainLine } from '../../core/text/escape.js';
import type { WorktreeState } from '../../core/worktrees/worktree.js';
import type { AgentTarget } from '../target.js';
import type { Translate } from '../translate.js';
import type { TreeNode } from '../trees/tree-node.js';
import { agentIcon, agentStateLabel } from './agent-look.js';
import { handOverRow, type HandOver } from './hand-over-rows.js';
import { worktreeDetails, worktreeIcon, worktreeTooltip, worktreeVerbs } from './worktree-look.js';

/** An agent with all that belongs to it: one row of the view *Worktrees & Agents*. */
export interface AgentRow extends AgentStatus {
  /** It runs in a pane that can be shown and written to. */
  readonly hasPane: boolean;
  readonly handOver: HandOver | null;
}

/** What the view shows of one state root. */
export interface AgentsView {
  readonly root: string;
  readonly name: string;
  /** Those that need the person first (`deriveAgents`). */
  readonly agents: readonly AgentRow[];
  readonly worktrees: readonly WorktreeState[];
}

/** Agents, those that need the person first, each with its worktree and port; then the worktrees that have no agent. */
export function agentsTree(views: readonly AgentsView[], t: Translate): TreeNode[] {
  const used = views.filter(({ agents, worktrees }) => agents.length + worktrees.length > 0);
  if (views.length === 1) return used.flatMap((view) => rowsOf(view, t));
  return used.map((view) => rootRow(view, rowsOf(view, t)));
}

function rowsOf(view: AgentsView, t: Translate): TreeNode[] {
  const manned = new Set(view.agents.map(({ role }) => role));
  const isManned = ({ ours, role }: WorktreeState): boolean => ours && manned.has(role);
  return [
    ...view.agents.map((agent) => agentRow(view, agent, t)),
    ...view.worktrees.filter((worktree) => !isManned(worktree)).map((worktree) => worktreeRow(view, worktree, { t, label: plainLine(worktree.role) })),
  ];
}

function rootRow({ root, name }: AgentsView, children: readonly TreeNode[]): TreeNode {
  const label = plainLine(name);
  return {
    id: `agents-root:${root}`, target: { kind: 'root', root }, label, description: '', tooltip: [root], spoken: label,
    icon: { id: 'root-folder' }, context: 'root', children, shape: 'expanded', click: null,
  };
}

function agentRow(view: AgentsView, agent: AgentRow, t: Translate): TreeNode {
  const label = plainLine(agent.role);
  const state = agentStateLabel(t, agent.state);
  const details = [state, ...aboutOf(agent).map(plainLine)];
  const target: AgentTarget = { kind: 'agent', root: view.root, role: agent.role };
  const children = partsOf(view, agent, t);
  return {
    id: `agent:${view.root}:${agent.role}`,
    target,
    label,
    description: details.join(' · '),
    tooltip: [agent.role, t('State: {0}', state), agent.why, ...(agent.since === null ? [] : [t('Since {0}', new Date(agent.since).toISOString())]), ...agent.questions, ...agent.blockers],
    spoken: [label, ...details].join(', '),
    icon: agentIcon(agent.state),
    context: ['agent', agent.state, ...(agent.hasPane ? ['pane'] : []), ...(agent.handOver === null ? [] : ['handover'])].join(' '),
    children,
    shape: shapeOf(agent, children),
    click: agent.hasPane ? 'workflow.showAgent' : null,
  };
}

/** Of an agent that waits, for what; of one that works, on what. */
function aboutOf({ state, why, task, feature }: AgentRow): readonly string[] {
  if (state === 'needs_input' || state === 'blocked' || state === 'failed') return [why];
  return [task, feature].flatMap((each) => each ?? []);
}

/** What an agent asks, what blocks it, where it works, and what it leaves for its next run. */
function partsOf(view: AgentsView, agent: AgentRow, t: Translate): TreeNode[] {
  const target: AgentTarget = { kind: 'agent', root: view.root, role: agent.role };
  const worktree = view.worktrees.find(({ ours, role }) => ours && role === agent.role);
  return [
    ...agent.questions.map((text, index) => lineRow(view, agent, { key: `question:${index}`, text, icon: 'question', said: t('Question') })),
    ...agent.blockers.map((text, index) => lineRow(view, agent, { key: `blocker:${index}`, text, icon: 'circle-slash', said: t('Blocker') })),
    ...(worktree === undefined ? [] : [worktreeRow(view, worktree, { t, label: plainLine(worktree.branch ?? t('detached')) })]),
    ...(agent.port === null ? [] : [portRow(view, agent.role, { t, port: agent.port })]),
    ...(agent.handOver === null ? [] : [handOverRow({ id: `agent:${view.root}:${agent.role}`, target, t }, agent.handOver)]),
  ];
}

interface Line {
  readonly key: string;
  readonly text: string;
  readonly icon: string;
  readonly said: string;
}

/** What the person has to read is open. */
function shapeOf({ state }: AgentRow, children: readonly TreeNode[]): TreeNode['shape'] {
  if (children.length === 0) return 'leaf';
  return state === 'needs_input' || state === 'blocked' ? 'expanded' : 'collapsed';
}

/** What an agent asks, or what blocks it, in its own words. */
function lineRow({ root }: AgentsView, { role }: AgentRow, { key, text, icon, said }: Line): TreeNode {
  const label = plainLine(text);
  return {
    id: `agent:${root}:${role}:${key}`, target: { kind: 'agent', root, role }, label, description: '', tooltip: [text], spoken: `${said}: ${label}`,
    icon: { id: icon, color: 'list.warningForeground' }, context: 'line', children: [], shape: 'leaf', click: null,
  };
}

function worktreeRow({ root }: AgentsView, worktree: WorktreeState, { t, label }: { t: Translate; label: string }): TreeNode {
  const details = worktreeDetails(worktree, t);
  const branch = plainLine(worktree.branch ?? t('detached'));
  const description = [...(label === branch ? [] : [branch]), ...details];
  return {
    id: `worktree:${root}:${worktree.path}`,
    target: { kind: 'worktree', root, path: worktree.path, role: worktree.role },
    label,
    description: description.join(' · '),
    tooltip: worktreeTooltip(worktree, t),
    spoken: [t('Worktree {0}', label), ...description].join(', '),
    icon: worktreeIcon(worktree),
    context: ['worktree', ...worktreeVerbs(worktree)].join(' '),
    children: [],
    shape: 'leaf',
    click: null,
  };
}

function portRow({ root }: AgentsView, role: string, { t, port }: { t: Translate; port: number }): TreeNode {
  const label = t('Port {0}', String(port));
  return {
    id: `port:${root}:${role}`, target: { kind: 'agent', root, role }, label, description: '', tooltip: [label, t('Reserved for {0}', role)], spoken: label,
    icon: { id: 'plug' }, context: 'port', children: [], shape: 'leaf', click: null,
  };
}
