import { agentEnvironment, renderEnvironment } from '../core/parallel/agent-environment.js';
import { usualPortRange, type PortTable } from '../core/parallel/port-allocations.js';
import { allocatePort, loadPorts } from '../core/parallel/port-lease.js';
import { agentAtWork, leaveRole } from '../core/parallel/role-place.js';
import { readOne } from '../core/progress/load-progress.js';
import { configPath } from '../core/specs/feature-files.js';
import type { ProjectConfig } from '../core/specs/project-config.js';
import { shellCommand, type WorktreeMoment } from '../core/worktrees/shell-command.js';
import { openGit } from '../node/git/git.js';
import type { OpenRoot } from '../node/open-root.js';
import { writeEnvironment } from '../node/parallel/write-environment.js';
import { probePort } from '../node/probe-port.js';
import { programs } from '../node/run-program.js';
import { tmuxPanes } from '../node/tmux/tmux-panes.js';
import { homeOf, type WorktreePlace } from '../node/worktrees/place.js';
import { askConsent } from './ask-consent.js';
import type { Context } from './command.js';

/** What a role has beside its worktree: a port, an agent, what the project does for it. */

/** What the configuration says; `null`: there is none, so reading YAML is not loaded. */
async function parallelOf({ files }: OpenRoot): Promise<ProjectConfig['parallel'] | null> {
  const outcome = await readOne(files, configPath);
  return outcome?.kind === 'text' ? (await import('../core/specs/project-config.js')).parseConfig(outcome.text).config.parallel : null;
}

/** Where the worktrees of a state root are, and what they are made with. */
export async function worktreePlace(root: OpenRoot): Promise<WorktreePlace> {
  return { place: root.place, git: openGit(root.place.root), home: homeOf(root.place.root, (await parallelOf(root))?.worktree_base) };
}

/** The ports of roles; none where the file of them is broken, which `workflow port list` tells. */
export async function portsOf({ files }: OpenRoot): Promise<PortTable> {
  const table = await loadPorts(files);
  return 'kind' in table ? new Map() : table;
}

/** A port for the programs in a new worktree, told to them in a file; or the sentence why there is none, which is no obstacle. */
export async function equip(root: OpenRoot, { role, path, feature }: { readonly role: string; readonly path: string; readonly feature: string | null }): Promise<number | string> {
  const range = (await parallelOf(root))?.port_range ?? usualPortRange;
  const lease = await allocatePort({ files: root.files, alone: root.alone, probe: probePort, range }, role);
  if (lease.kind === 'refusal') return lease.message;
  const text = renderEnvironment(agentEnvironment({ role, port: lease.port, feature }));
  await writeEnvironment({ commonDir: root.place.commonDir, worktree: path }, text);
  return lease.port;
}

/** So long a setup may take: it may fetch what a project needs. */
const patienceMs = 30 * 60_000;

/** Runs the command that the configuration has for this moment, with consent. Says why it was not run or did not go well; `null`: all is well. */
export async function runConfigured({ root, options }: Context, moment: WorktreeMoment, worktree: string): Promise<string | null> {
  const command = shellCommand((await parallelOf(root))?.[moment] ?? '', { moment, worktree, windows: process.platform === 'win32' });
  if (command === null) return null;
  const refused = await askConsent(command, options);
  if (refused !== null) return `The ${moment} command was not run. ${refused.message}`;
  const { code, stderr } = await programs.run(command.argv, { cwd: command.cwd, timeoutMs: patienceMs });
  return code === 0 ? null : `The ${moment} command ended with ${code}: ${stderr.trim().split('\n').at(-1) ?? ''}`;
}

/** Who works in a role's worktree, in words. */
export function whoWorks({ place }: OpenRoot, role: string): Promise<string | null> {
  return agentAtWork(tmuxPanes(place.root), role);
}

/** Gives back what a role had beside its worktree; the port, where it had one. */
export async function leave(root: OpenRoot, role: string): Promise<number | null> {
  const released = await leaveRole({ panes: tmuxPanes(root.place.root), ports: root }, role);
  return typeof released === 'number' ? released : null;
}
