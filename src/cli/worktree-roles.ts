import { usualPortRange, type PortTable } from '../core/parallel/port-allocations.js';
import { loadPorts } from '../core/parallel/port-lease.js';
import { featureOfSession } from '../core/parallel/pane-names.js';
import { agentAtWork, leaveRole, panesThere } from '../core/parallel/role-place.js';
import { readOne } from '../core/progress/load-progress.js';
import { configPath } from '../core/specs/feature-files.js';
import type { ProjectConfig } from '../core/specs/project-config.js';
import type { WorktreeMoment } from '../core/worktrees/shell-command.js';
import { openGit } from '../node/git/git.js';
import type { OpenRoot } from '../node/open-root.js';
import { equip, runConfigured, type RoleWorktree } from '../node/parallel/role-worktree.js';
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

/** A port for the programs in a new worktree, or why there is none. */
export async function equipHere(root: OpenRoot, worktree: RoleWorktree): Promise<number | string> {
  return equip(root, (await parallelOf(root))?.port_range ?? usualPortRange, worktree);
}

/** Runs what the configuration has for this moment; `null`: all is well. */
export async function runHere({ root, options }: Context, moment: WorktreeMoment, worktree: string): Promise<string | null> {
  return runConfigured({ moment, worktree, line: (await parallelOf(root))?.[moment] ?? '', agree: (command) => askConsent(command, options) });
}

/** Who works in a role's worktree, in words. */
export function whoWorks({ place }: OpenRoot, role: string): Promise<string | null> {
  return agentAtWork(tmuxPanes(place.root), role);
}

/** The panes of this repository whose programs have ended. */
export async function endedPanes({ place }: OpenRoot): Promise<readonly { readonly role: string; readonly feature: string }[]> {
  const panes = await panesThere(tmuxPanes(place.root));
  return panes.filter(({ life }) => life.kind === 'ended').map(({ role, session }) => ({ role, feature: featureOfSession(session) ?? session }));
}

/** Gives back what a role had beside its worktree; the port, where it had one. */
export async function leave(root: OpenRoot, role: string): Promise<number | null> {
  const released = await leaveRole({ panes: tmuxPanes(root.place.root), ports: root }, role);
  return typeof released === 'number' ? released : null;
}
