import type { AskedCommand } from '../../core/consent/consent.js';
import { agentEnvironment, renderEnvironment } from '../../core/parallel/agent-environment.js';
import type { PortRange } from '../../core/parallel/port-allocations.js';
import { allocatePort } from '../../core/parallel/port-lease.js';
import type { Refusal } from '../../core/plans/plan.js';
import { shellCommand, type WorktreeMoment } from '../../core/worktrees/shell-command.js';
import type { OpenRoot } from '../open-root.js';
import { probePort } from '../probe-port.js';
import { programs } from '../run-program.js';
import { writeEnvironment } from './write-environment.js';

/** A worktree of a role that was just made. `path`: absolute. */
export interface RoleWorktree {
  readonly role: string;
  readonly path: string;
  readonly feature: string | null;
}

/** A port for the programs in a new worktree, told to them in a file; or the sentence why there is none, which is no obstacle. */
export async function equip(root: OpenRoot, range: PortRange, { role, path, feature }: RoleWorktree): Promise<number | string> {
  const lease = await allocatePort({ files: root.files, alone: root.alone, probe: probePort, range }, role);
  if (lease.kind === 'refusal') return lease.message;
  const text = renderEnvironment(agentEnvironment({ role, port: lease.port, feature }));
  await writeEnvironment({ commonDir: root.place.commonDir, worktree: path }, text);
  return lease.port;
}

/** So long a setup may take: it may fetch what a project needs. */
const patienceMs = 30 * 60_000;

/** A command of the configuration (`parallel.setup`, `parallel.teardown`), and who asks the person for consent to it. */
export interface ConfiguredCommand {
  readonly moment: WorktreeMoment;
  /** The line of the configuration; empty: there is none. */
  readonly line: string;
  /** Absolute. */
  readonly worktree: string;
  /** `null`: the person agrees. */
  readonly agree: (command: AskedCommand) => Promise<Refusal | null>;
}

/** Runs it in the worktree, with consent. Says why it was not run or did not go well; `null`: all is well. */
export async function runConfigured({ moment, line, worktree, agree }: ConfiguredCommand): Promise<string | null> {
  const command = shellCommand(line, { moment, worktree, windows: process.platform === 'win32' });
  if (command === null) return null;
  const refused = await agree(command);
  if (refused !== null) return `The ${moment} command was not run. ${refused.message}`;
  const { code, stderr } = await programs.run(command.argv, { cwd: command.cwd, timeoutMs: patienceMs });
  return code === 0 ? null : `The ${moment} command ended with ${code}: ${stderr.trim().split('\n').at(-1) ?? ''}`;
}
