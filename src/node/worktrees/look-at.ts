import type { Git } from '../../core/ports.js';
import { parseTreeStatus } from '../../core/worktrees/parse-tree.js';
import type { LookedAt, TreeStatus } from '../../core/worktrees/worktree.js';

/** What is looked at. `base`: what its commits are compared with; `null`: nothing. */
export interface Looked {
  readonly path: string;
  readonly branch: string | null;
  readonly base: string | null;
}

/**
 * What git says of one working tree, as a rule in a single run: the base stands in as the branch's upstream for the time of the call, so
 * that the status counts the commits between them. `null`: git cannot tell (the directory is gone, or belongs to somebody else).
 */
export async function lookAt(git: Git, { path, branch, base }: Looked): Promise<LookedAt | null> {
  const settings = branch === null || base === null ? {} : { [`branch.${branch}.remote`]: '.', [`branch.${branch}.merge`]: `refs/heads/${base}` };
  const { code, stdout } = await git.run(['status', '--porcelain=v2', '--branch', '--untracked-files=normal', '-z'], { cwd: path, settings });
  if (code !== 0) return null;
  const status = parseTreeStatus(stdout);
  return { ...countsOf(status), ...(branch === base ? none : comparedIn(stdout, base) ?? await compared(git, { path, branch, base })) };
}

interface Compared {
  readonly ahead: number | null;
  readonly behind: number | null;
}

const none: Compared = { ahead: null, behind: null };

function countsOf({ changed, untracked, conflicts }: TreeStatus): Pick<LookedAt, 'uncommitted' | 'untracked' | 'conflicts'> {
  return { uncommitted: changed + untracked, untracked, conflicts };
}

/** The numbers in the status, if they are about the base: a branch may have an upstream of its own. */
function comparedIn(status: string, base: string | null): Compared | null {
  const fields = status.split('\0', 6);
  if (!fields.includes(`# branch.upstream ${base ?? ''}`)) return null;
  const [, ahead, behind] = fields.map((field) => /^# branch\.ab \+(\d+) -(\d+)$/.exec(field)).find((match) => match !== null) ?? [];
  return ahead === undefined || behind === undefined ? null : { ahead: Number(ahead), behind: Number(behind) };
}

async function compared(git: Git, { path, base }: Looked): Promise<Compared> {
  if (base === null) return none;
  const { code, stdout } = await git.run(['rev-list', '--left-right', '--count', '--end-of-options', `HEAD...${base}`, '--'], { cwd: path });
  const [, ahead, behind] = /^(\d+)\t(\d+)/.exec(code === 0 ? stdout : '') ?? [];
  return ahead === undefined || behind === undefined ? none : { ahead: Number(ahead), behind: Number(behind) };
}
