import type { ApplyPlan, WriteAlone } from '../plans/applied.js';
import { refusal, type Plan, type Refusal } from '../plans/plan.js';
import type { Files, PortProbe } from '../ports.js';
import { asRole } from '../layout/names.js';
import { freePorts, noPortLeft, parsePorts, planRelease, planReservation, type PortRange, type PortTable } from './port-allocations.js';
import { portFile } from './reserved-ports.js';

/** What giving out ports needs of a host. */
export interface PortLeases {
  readonly files: Files;
  readonly probe: PortProbe;
  /** Looking, probing and writing happen while nobody else can write, so that a port is given out once. */
  readonly alone: WriteAlone;
  readonly range: PortRange;
}

/** A port of a role: `fresh` when it was given out just now, else the role had it already. */
export interface PortLease {
  readonly kind: 'lease';
  readonly port: number;
  readonly fresh: boolean;
}

/** The ports of all roles as they are on the disk. */
export async function loadPorts(files: Files): Promise<PortTable | Refusal> {
  const parsed = parsePorts(await portText(files));
  return parsed.ok ? parsed.value : parsed.problem;
}

/**
 * The port of a role: the one it has, else the lowest of the range that nobody has and on which nobody listens, which it keeps from
 * now on. Throws a WorkflowError when the world fails.
 */
export async function allocatePort(leases: PortLeases, role: string): Promise<PortLease | Refusal> {
  const checked = asRole(role);
  if (!checked.ok) return refusal('port/role', `${checked.problem} Name a role like backend.`);
  const before = await loadPorts(leases.files);
  if ('kind' in before) return before;
  const known = before.get(role);
  if (known !== undefined) return { kind: 'lease', port: known, fresh: false };
  return leases.alone(`allocate a port for ${role}`, (apply) => reserve(leases, role, apply));
}

async function reserve(leases: PortLeases, role: string, apply: ApplyPlan): Promise<PortLease | Refusal> {
  const text = await portText(leases.files);
  const parsed = parsePorts(text);
  if (!parsed.ok) return parsed.problem;
  const own = parsed.value.get(role);
  if (own !== undefined) return { kind: 'lease', port: own, fresh: false };
  const port = await firstSilent(freePorts(parsed.value, leases.range), leases.probe);
  if (port === null) return noPortLeft(parsed.value, leases.range);
  return await carryOut(planReservation(text, role, port), apply) ?? { kind: 'lease', port, fresh: true };
}

/** Gives the port of a role back; answers with it, or `null` where it had none. */
export async function releasePort({ files, alone }: Pick<PortLeases, 'files' | 'alone'>, role: string): Promise<number | null | Refusal> {
  const before = await loadPorts(files);
  if ('kind' in before) return before;
  if (!before.has(role)) return null;
  return alone(`release the port of ${role}`, async (apply) => {
    const text = await portText(files);
    const parsed = parsePorts(text);
    if (!parsed.ok) return parsed.problem;
    const port = parsed.value.get(role);
    if (text === null || port === undefined) return null;
    return await carryOut(planRelease(text, role), apply) ?? port;
  });
}

async function carryOut(plan: Plan, apply: ApplyPlan): Promise<Refusal | null> {
  const outcome = await apply(plan);
  return outcome.kind === 'applied' ? null : refusal('port/conflict', `${outcome.message} Try again.`);
}

async function firstSilent(ports: readonly number[], probe: PortProbe): Promise<number | null> {
  for (const port of ports) if (!await probe(port)) return port;
  return null;
}

/** The text of the file; `null`: there is none. One that cannot be read is as good as a broken one. */
async function portText(files: Files): Promise<string | null> {
  let text: string | null = null;
  await files.read([{ path: portFile }], (_, outcome) => {
    if (outcome.kind === 'text') ({ text } = outcome);
    if (outcome.kind === 'unreadable') text = '';
  });
  return text;
}
