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

/** How the TDD gate stands in one working tree. `fires`: git runs it; `null`: there is none, so it was not tried. */
export interface GateThere {
  readonly top: string;
  readonly fires: boolean | null;
  /** Sentences; none where all is well. */
  readonly problems: readonly string[];
}

/** Worktrees in which nobody judges commits, while somebody does in others: who installed the gate counts on it everywhere. */
export function diagnoseGates(gates: readonly GateThere[]): readonly Complaint[] {
  if (gates.every(({ fires }) => fires === null)) return [];
  return gates.filter(({ problems }) => problems.length > 0).map(({ top, fires, problems }): Complaint => ({
    code: 'worktree/gate', severity: fires === true ? 'warning' : 'error', path: top, cure: null,
    message: `${fires === true ? 'The TDD gate runs' : 'The TDD gate does not judge commits'} in ${top}${fires === true ? ', but not as it should' : ''}: ${problems.join(' ')}`,
  }));
}
