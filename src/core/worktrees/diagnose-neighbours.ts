import type { Complaint } from './diagnose.js';

/** What roles have beside their worktrees. */
export interface Neighbours {
  /** The roles that have a worktree. */
  readonly roles: ReadonlySet<string>;
  /** Role → port that is kept for it. */
  readonly ports: ReadonlyMap<string, number>;
  /** Panes whose program has ended; `feature`: what they were started for. */
  readonly ended: readonly { readonly role: string; readonly feature: string }[];
}

/** Ports and panes that may be left over. Hints: a role may want its port again, and an ended pane still shows what was said last. */
export function diagnoseNeighbours({ roles, ports, ended }: Neighbours): readonly Complaint[] {
  const idle = [...ports].filter(([role]) => !roles.has(role)).map(([role, port]): Complaint => ({
    code: 'worktree/idle-port', severity: 'hint', path: null, cure: null, message: `Port ${port} is kept for ${role}, which has no worktree; give it back: workflow port release ${role}`,
  }));
  const over = ended.map(({ role, feature }): Complaint => ({
    code: 'worktree/ended-pane', severity: 'hint', path: null, cure: null, message: `The pane of ${role} has ended; read it (workflow parallel output ${feature} ${role}), then: workflow parallel stop ${feature}`,
  }));
  return [...idle, ...over];
}
