import type { AgentState } from '../../core/parallel/monitor.js';
import type { Translate } from '../translate.js';
import type { Icon } from '../trees/tree-node.js';

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
