import type { AskedCommand } from '../consent/consent.js';
import { advice, nextStep } from '../plans/next-step.js';
import { refusal, type Refusal } from '../plans/plan.js';
import { agentEnvironment, renderEnvironment } from './agent-environment.js';
import type { AgentsPlace, AgentWorktree } from './agents-place.js';
import { asPaneName, featureOfSession, paneSession } from './pane-names.js';
import { allocatePort, releasePort, type PortLease } from './port-lease.js';

/** Which agents to start: one for each role, on a feature. */
export interface StartRequest {
  readonly feature: string;
  readonly roles: readonly string[];
  /** What runs in each pane, agreed to by the person; `null`: a shell. */
  readonly argv: readonly string[] | null;
}

/** What the person is asked to agree to: the same command for every role, in the state root's worktrees. `root`: absolute. */
export function agentCommand(argv: readonly string[], root: string): AskedCommand {
  return { purpose: 'agent', argv, cwd: root, env: {} };
}

/** An agent with its place. `pane`: whether it was started now or ran already. */
export interface StartedAgent {
  readonly role: string;
  readonly worktree: AgentWorktree;
  readonly port: number;
  readonly pane: 'started' | 'running';
  /** What could not be done for it and does not keep it from working, a line each. */
  readonly notes: readonly string[];
}

/** What starting came to. */
export interface StartedAgents {
  readonly kind: 'started';
  readonly session: string;
  readonly agents: readonly StartedAgent[];
}

/** What starting would come to, looked at before anything is changed. */
export interface StartPlan {
  readonly kind: 'start';
  readonly session: string;
  readonly worktrees: ReadonlyMap<string, AgentWorktree>;
}

/** Looks whether agents can be started: names, who runs already, every worktree. Changes nothing. */
export async function planStart({ panes, worktrees }: AgentsPlace, { feature, roles }: StartRequest): Promise<StartPlan | Refusal> {
  const wrong = wrongName(feature, roles);
  if (wrong !== null) return wrong;
  const session = paneSession(feature);
  const elsewhere = (await panes.list()).find((pane) => roles.includes(pane.role) && pane.session !== session && pane.life.kind === 'running');
  if (elsewhere !== undefined) {
    const other = featureOfSession(elsewhere.session) ?? elsewhere.session;
    return refusal('parallel/role-busy', advice`${elsewhere.role} works on ${other} already, and a role has one worktree and one port; stop that first (${nextStep('parallel stop', other)}), or name another role.`);
  }
  const planned = new Map<string, AgentWorktree>();
  for (const role of roles) {
    const worktree = await worktrees.plan(role, feature);
    if (worktree.kind === 'refusal') return worktree;
    planned.set(role, worktree);
  }
  return { kind: 'start', session, worktrees: planned };
}

function wrongName(feature: string, roles: readonly string[]): Refusal | null {
  const checked = [asPaneName(feature, 'feature'), ...roles.map((role) => asPaneName(role, 'role'))].find(({ ok }) => !ok);
  if (checked?.ok === false) return refusal('parallel/name', checked.problem);
  const twice = roles.find((role, index) => roles.indexOf(role) !== index);
  if (twice !== undefined) return refusal('parallel/role-twice', `${twice} is named twice; each role has one agent.`);
  return roles.length > 0 ? null : refusal('parallel/no-roles', advice`No role is named; say which agents to start, for example: ${nextStep('parallel start', feature, '--roles', 'backend,frontend')}`);
}

/**
 * Starts agents: a port, a worktree, a hand-over and a pane for each role. What is there already is left as it is, so doing it again
 * starts what is missing or has ended. Refuses before anything is changed, where that can be known. Throws a WorkflowError when the
 * world fails.
 */
export async function startAgents(place: AgentsPlace, request: StartRequest): Promise<StartedAgents | Refusal> {
  const plan = await planStart(place, request);
  if (plan.kind === 'refusal') return plan;
  const leases = await allocateAll(place, request.roles);
  if ('kind' in leases) return leases;
  const agents: StartedAgent[] = [];
  for (const [role, { port }] of leases) {
    const agent = await startOne(place, request, { role, port });
    if ('kind' in agent) return agent;
    agents.push(agent);
  }
  return { kind: 'started', session: plan.session, agents };
}

/** A port for each, or for none: what was given out just now is given back. */
async function allocateAll({ ports }: AgentsPlace, roles: readonly string[]): Promise<ReadonlyMap<string, PortLease> | Refusal> {
  const leases = new Map<string, PortLease>();
  for (const role of roles) {
    const lease = await allocatePort(ports, role);
    if (lease.kind === 'refusal') {
      const fresh = [...leases].filter(([, given]) => given.fresh);
      for (const [other] of fresh) await releasePort(ports, other);
      return lease;
    }
    leases.set(role, lease);
  }
  return leases;
}

async function startOne(place: AgentsPlace, { feature, argv }: StartRequest, { role, port }: { readonly role: string; readonly port: number }): Promise<StartedAgent | Refusal> {
  const worktree = await place.worktrees.create(role, feature);
  if (worktree.kind === 'refusal') return worktree;
  const env = agentEnvironment({ role, port, feature });
  await place.writeEnvironment(worktree.path, renderEnvironment(env));
  const unready = worktree.created ? await place.setUp(worktree.path) : null;
  const unbegun = await place.beginRun(feature, role);
  const pane = await place.ports.alone(`start ${role}`, () => place.panes.start({ session: paneSession(feature), role, cwd: worktree.path, env, argv }));
  return { role, worktree, port, pane, notes: [unready, unbegun?.message ?? null].filter((note) => note !== null) };
}
