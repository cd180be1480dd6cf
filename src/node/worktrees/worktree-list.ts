import { basename, dirname, join } from 'node:path';
import { featureOf } from '../../core/worktrees/branch-name.js';
import type { WorktreeEntry, WorktreeState } from '../../core/worktrees/worktree.js';
import { lookAt } from './look-at.js';
import type { WorktreePlace } from './place.js';
import { readRecord } from './record.js';
import { adminOf, headOf, readBranches, readWorktrees, type Branches } from './repository-files.js';

/** So many runs of git at a time: more only get in each other's way. */
const atATime = 2;

/** Every linked worktree of the repository, ours first, from files alone: `status` is not known yet. Empty without a repository. */
export function listWorktrees({ place, home }: Pick<WorktreePlace, 'place' | 'home'>): readonly WorktreeState[] {
  if (place.commonDir === null) return [];
  const { commonDir } = place;
  const branches = readBranches(commonDir);
  const states = readWorktrees(commonDir, branches).filter(({ main, path }) => !main && path !== place.root).map((entry) => stateOf(entry, { commonDir, home, branches }));
  return [...states.filter(({ ours }) => ours), ...states.filter(({ ours }) => !ours)];
}

interface Around {
  readonly commonDir: string;
  readonly home: string;
  readonly branches: Branches;
}

function stateOf({ path, branch, head, locked, gone }: WorktreeEntry, { commonDir, home, branches }: Around): WorktreeState {
  const admin = adminOf(commonDir, path);
  const record = admin === null ? null : readRecord(admin);
  const role = record?.role ?? basename(path);
  return {
    role, path, branch, head, locked, gone, ours: dirname(path) === home, feature: record?.feature ?? featureOf(branch, role),
    base: record?.base ?? usualBase(commonDir, branches), status: null,
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

/** All of them with what git says, two at a time. `seen` is called with each as it comes. */
export async function withStatuses(where: Pick<WorktreePlace, 'git'>, states: readonly WorktreeState[], seen?: (state: WorktreeState) => void): Promise<readonly WorktreeState[]> {
  const results = [...states];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < states.length; at = next++) {
      const state = states[at];
      if (state === undefined) return;
      const looked = await withStatus(where, state);
      results[at] = looked;
      seen?.(looked);
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return results;
}
