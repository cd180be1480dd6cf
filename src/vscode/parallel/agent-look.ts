import type { Translate } from '../translate.js';
import type { Icon } from '../trees/tree-node.js';

/** What an agent is doing, the most urgent for the person first (decisions 8, contracts `monitor`). */
const agentStates = ['needs_input', 'failed', 'blocked', 'active', 'idle', 'completed'] as const;
export type AgentState = (typeof agentStates)[number];

const icons: Readonly<Record<AgentState, Icon>> = {
  needs_input: { id: 'bell-dot', color: 'list.warningForeground' },
  failed: { id: 'error', color: 'list.errorForeground' },
  blocked: { id: 'circle-slash', color: 'list.warningForeground' },
  active: { id: 'play-circle', color: 'charts.blue' },
  idle: { id: 'circle-large-outline' },
  completed: { id: 'pass-filled', color: 'testing.iconPassed' },
};

export function agentIcon(state: AgentState): Icon {
  return icons[state];
}

export function agentStateLabel(t: Translate, state: AgentState): string {
  const labels: Readonly<Record<AgentState, string>> = {
    needs_input: t('needs input'), failed: t('failed'), blocked: t('blocked'), active: t('active'), idle: t('idle'), completed: t('completed'),
  };
  return labels[state];
}

/** Orders agents by how much they need the person, then by role. */
export function byNeed(one: Ranked, other: Ranked): number {
  return agentStates.indexOf(one.state) - agentStates.indexOf(other.state) || (one.role < other.role ? -1 : 1);
}

interface Ranked {
  readonly role: string;
  readonly state: AgentState;
}
