import { basename, dirname, join } from 'node:path';
import { Pool } from '../../base/pool.js';
import { featureOf } from '../../core/worktrees/branch-name.js';
import type { WorktreeState } from '../../core/worktrees/worktree.js';
import { lookAt } from './look-at.js';
import type { WorktreePlace } from './place.js';
import { readRecord } from './record.js';
import { headOf, readBranches, readLinked, type Branches, type RecordedWorktree } from './repository-files.js';

/** So many runs of git at a time: more only get in each other's way. */
export const atATime = 2;

/** Every linked worktree of the repository, ours first, from files alone: `status` is not known yet. Empty without a repository. */
export function listWorktrees({ place, home }: Pick<WorktreePlace, 'place' | 'home'>): readonly WorktreeState[] {
  if (place.commonDir === null) return [];
  const { commonDir } = place;
  const branches = readBranches(commonDir);
  const linked = readLinked(commonDir, branches).filter(({ entry }) => entry.path !== place.root);
  const states = linked.map((worktree) => stateOf(worktree, { commonDir, home, branches }));
  return [...states.filter(({ ours }) => ours), ...states.filter(({ ours }) => !ours)];
}

interface Around {
  readonly commonDir: string;
  readonly home: string;
  readonly branches: Branches;
}

function stateOf({ record, entry }: RecordedWorktree, { commonDir, home, branches }: Around): WorktreeState {
  const { path, branch, head, locked, gone } = entry;
  const ours = readRecord(record);
  const role = ours?.role ?? basename(path);
  return {
    role, path, branch, head, locked, gone, ours: dirname(path) === home, feature: ours?.feature ?? featureOf(branch, role),
    base: ours?.base ?? usualBase(commonDir, branches), status: null,
  };
}

/** What a worktree is compared with when nobody wrote it down: main, else master, else what the main working tree is on. */
function usualBase(commonDir: string, branches: Branches): string | null {
  return ['main', 'master'].find((each) => branches.has(each)) ?? headOf(commonDir, branches).branch;
}

/** The worktree of a role: the one where ours lie, else one made by others whose directory has that name. */
export function worktreeOf(where: Pick<WorktreePlace, 'place' | 'home'>, role: string): WorktreeState | null {
  const states = listWorktrees(where);
  return states.find(({ path }) => path === join(where.home, role)) ?? states.find((state) => state.role === role) ?? null;
}

/** The same worktree with what git says of it now. One that is gone has nothing to look at. */
export async function withStatus({ git }: Pick<WorktreePlace, 'git'>, state: WorktreeState): Promise<WorktreeState> {
  return state.gone ? state : { ...state, status: await lookAt(git, state) };
}

/** All of them with what git says, in the same order. */
export function withStatuses(where: Pick<WorktreePlace, 'git'>, states: readonly WorktreeState[]): Promise<readonly WorktreeState[]> {
  const pool = new Pool(atATime);
  return Promise.all(states.map((state) => pool.run(() => withStatus(where, state))));
}
