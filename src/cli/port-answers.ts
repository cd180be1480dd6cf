import type { ApplyPlan, WriteAlone } from '../core/plans/applied.js';
import { allocatePort, loadPorts, releasePort, type PortLeases } from '../core/parallel/port-lease.js';
import { isPort } from '../core/parallel/port-allocations.js';
import { refusal, type Plan, type Refusal } from '../core/plans/plan.js';
import { loadConfig } from '../core/specs/load-config.js';
import { plainLine } from '../core/text/escape.js';
import { probePort } from '../node/probe-port.js';
import { preview } from './change.js';
import { isRefusal } from './choose-session.js';
import { renderColumns, cell } from './columns.js';
import { answer, type Answer, type Context, type Run } from './command.js';
import { exitCodes } from './output.js';

/** What giving out ports needs, for the root that is open. */
async function portLeases({ root }: Context): Promise<PortLeases> {
  const { parallel } = await loadConfig(root.files);
  return { files: root.files, alone: root.alone, probe: probePort, range: parallel.port_range };
}

const portAnswer = (port: number): Answer => answer(() => port, () => `${port}\n`);

/** `null` in JSON, nothing as text. */
const noPort = (exit: Answer['exit'], notice: string): Answer => ({ ...answer(() => null, () => '', exit), notice });

/** With `--dry-run`, what would be written, in words; else what was done. */
async function reserving(context: Context, work: (alone: WriteAlone) => Promise<Answer | Refusal>): Promise<Answer | Refusal> {
  if (context.options.dryRun !== true) return work(context.root.alone);
  const plans: Plan[] = [];
  const note: ApplyPlan = (plan) => {
    plans.push(plan);
    return Promise.resolve({ kind: 'applied', done: { kind: 'applied', plan, steps: [] } });
  };
  const outcome = await work((_doing, planning) => planning(note));
  return isRefusal(outcome) ? outcome : preview(plans);
}

export const allocate: Run = (context, [role = '']) => reserving(context, async (alone) => {
  const lease = await allocatePort({ ...await portLeases(context), alone }, role);
  return lease.kind === 'lease' ? portAnswer(lease.port) : lease;
});

export const get: Run = async ({ root }, [role = '']) => {
  const table = await loadPorts(root.files);
  if ('kind' in table) return table;
  const port = table.get(role);
  return port === undefined ? noPort(exitCodes.no, `${role} has no port; "workflow port allocate ${role}" reserves one.`) : portAnswer(port);
};

export const release: Run = (context, [role = '']) => reserving(context, async (alone) => {
  const released = await releasePort({ files: context.root.files, alone }, role);
  if (released === null) return noPort(exitCodes.fine, `${role} had no port.`);
  return typeof released === 'number' ? portAnswer(released) : released;
});

export const inUse: Run = async (_context, [word = '']) => {
  const port = Number(word);
  if (!/^\d+$/.test(word) || !isPort(port)) return refusal('port/number', `"${plainLine(word)}" is no port; name a number from 1 to 65535.`);
  const used = await probePort(port);
  return answer(() => used, () => (used ? 'yes\n' : 'no\n'), used ? exitCodes.fine : exitCodes.no);
};

export const list: Run = async ({ root }) => {
  const table = await loadPorts(root.files);
  if ('kind' in table) return table;
  return answer(() => Object.fromEntries(table), () => renderColumns([...table].map(([role, port]) => [cell(String(port)), cell(plainLine(role))])));
};
