import { basename } from 'node:path';
import { asRole, type Role } from '../core/layout/names.js';
import { applyFresh } from '../core/plans/apply-fresh.js';
import type { Applied } from '../core/plans/applied.js';
import { refusal, type Plan, type Refusal } from '../core/plans/plan.js';
import { loadProgress, loadProgressPlaces, readOne, type LoadedProgress } from '../core/progress/load-progress.js';
import { progressTime, type ProgressContext } from '../core/progress/plan-progress.js';
import { sharedProgressPath } from '../core/progress/progress-files.js';
import { configPath } from '../core/specs/feature-files.js';
import { clock } from '../node/clock.js';
import { workTreeOf } from '../node/git-directory.js';
import type { OpenRoot } from '../node/open-root.js';
import { realFolder } from '../node/state-root.js';
import type { Context } from './command.js';

/** What the configuration says of hand-overs. */
export interface Harness {
  readonly progress_file: string;
  readonly max_history_entries: number;
}

/** The configuration, or what holds without one: reading YAML is loaded only where there is a file. */
async function harnessOf({ files }: OpenRoot): Promise<Harness> {
  const outcome = await readOne(files, configPath);
  if (outcome?.kind !== 'text') return { progress_file: sharedProgressPath, max_history_entries: 50 };
  return (await import('../core/specs/project-config.js')).parseConfig(outcome.text).config.harness;
}

/** The role that acts: the one that is named, else the agent's own, else the one that works in this worktree; `null`: nobody said. */
async function roleHere({ root, options }: Context, shared: string): Promise<Role | null | Refusal> {
  const named = options.role ?? process.env['AGENT_ROLE'] ?? '';
  if (named === '') return roleOfWorktree(root, shared);
  const role = asRole(named);
  return role.ok ? role.value : refusal('progress/role', `${role.problem} It was named by ${options.role === undefined ? '$AGENT_ROLE' : '--role'}.`);
}

/** A linked worktree that is called as a role which has a hand-over is that role's. */
async function roleOfWorktree({ place, files }: OpenRoot, shared: string): Promise<Role | null> {
  const tree = place.linkedWorktree ? workTreeOf(realFolder(process.cwd())) : null;
  const role = asRole(basename(tree?.top ?? ''));
  if (!role.ok) return null;
  const { sharedRole, roles } = await loadProgressPlaces(files, shared);
  return sharedRole === role.value || roles.includes(role.value) ? role.value : null;
}

/** The hand-over that a command is about, read now. */
export async function openProgress(context: Context, role?: Role): Promise<(LoadedProgress & { readonly harness: Harness }) | Refusal> {
  const harness = await harnessOf(context.root);
  const shared = harness.progress_file;
  const acting = role ?? await roleHere(context, shared);
  if (typeof acting === 'object' && acting !== null) return acting;
  const loaded = await loadProgress(context.root.files, { role: acting, shared });
  return loaded.kind === 'refusal' ? loaded : { ...loaded, harness };
}

/** What planning a change of it looks at. */
export function planningOf({ path, text }: LoadedProgress): ProgressContext {
  return { path, text, at: progressTime(clock.now()) };
}

/** Plans from what is there and carries it out, again when somebody was faster. */
export async function changeProgress(context: Context, plan: (loaded: LoadedProgress & { readonly harness: Harness }) => Promise<Plan | Refusal> | Plan | Refusal, role?: Role): Promise<Applied | Refusal> {
  return applyFresh(async () => {
    const loaded = await openProgress(context, role);
    return loaded.kind === 'refusal' ? loaded : plan(loaded);
  }, context.root.apply);
}
