import { plainLine } from '../../core/text/escape.js';
import type { Translate } from '../translate.js';
import type { AgentsView } from './agents-tree.js';

/** The agents that cannot go on without a person: how many, in short words, and by name. */
export interface WaitingAgents {
  readonly count: number;
  readonly text: string;
  readonly names: string;
}

/** `null`: nobody waits. */
export function waitingAgents(t: Translate, views: readonly AgentsView[]): WaitingAgents | null {
  const agents = views.flatMap((view) => view.agents);
  const asking = agents.filter(({ state }) => state === 'needs_input');
  const stuck = agents.filter(({ state }) => state === 'blocked' || state === 'failed');
  const count = asking.length + stuck.length;
  if (count === 0) return null;
  const parts = [
    ...(asking.length === 0 ? [] : [asking.length === 1 ? t('1 needs input') : t('{0} need input', asking.length)]),
    ...(stuck.length === 0 ? [] : [t('{0} stuck', stuck.length)]),
  ];
  return { count, text: parts.join(', '), names: [...asking, ...stuck].map(({ role }) => plainLine(role)).join(', ') };
}
