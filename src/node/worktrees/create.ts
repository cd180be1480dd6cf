import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Git } from '../../core/ports.js';
import { advice, nextStep } from '../../core/plans/next-step.js';
import { refusal, type Refusal } from '../../core/plans/plan.js';
import { planCreate, type CreateFacts, type CreatePlan, type CreateRequest } from '../../core/worktrees/plan-create.js';
import { excludeHome } from './exclude.js';
import { copyIncluded, type Included } from './include.js';
import { isBareRoot, occupied, type WorktreePlace } from './place.js';
import { writeRecord } from './record.js';
import { adminOf, askBranches, headOf, readWorktrees } from './repository-files.js';

/** A worktree that stands ready. */
export interface Created {
  readonly kind: 'created';
  readonly plan: CreatePlan;
  readonly included: Included;
  /** It has submodules, which nobody has fetched there. */
  readonly submodules: boolean;
}

/** What creating would come to; looks only. */
export async function planOf(where: WorktreePlace, request: CreateRequest): Promise<CreatePlan | Refusal> {
  return planCreate(request, await factsFor(where, request));
}

async function factsFor({ place, git, home }: WorktreePlace, { role, base }: CreateRequest): Promise<CreateFacts> {
  const path = join(home, role);
  const { root, commonDir } = place;
  if (commonDir === null) return { root: null, bare: false, path, occupied: 'nothing', entries: [], branches: new Map(), current: null, commitOfBase: null };
  const branches = await askBranches(commonDir, git);
  return {
    root, bare: isBareRoot(place), path, branches, occupied: /[/\\]|^\.*$/.test(role) ? 'nothing' : occupied(root, path),
    entries: readWorktrees(commonDir, branches), current: headOf(commonDir, branches).branch,
    commitOfBase: base === null || branches.has(base) ? null : await commitOf(git, root, base),
  };
}

async function commitOf(git: Git, root: string, name: string): Promise<string | null> {
  if (name.startsWith('-') || /[\0-\x1f]/.test(name)) return null;
  const { code, stdout } = await git.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`], { cwd: root });
  return code === 0 ? stdout.trim() : null;
}

/** Makes the worktree, writes down what it is for, and copies what `.worktreeinclude` names. One that is there already is left as it is. */
export async function createWorktree(place: WorktreePlace, request: CreateRequest): Promise<Created | Refusal> {
  const plan = await planOf(place, request);
  if (plan.kind === 'refusal') return plan;
  if (plan.exists) return { kind: 'created', plan, included: { copied: [], left: [] }, submodules: false };
  return (await make(place, plan)) ?? { kind: 'created', plan, included: await copyIncluded(place.git, place.place.root, plan.path), submodules: existsSync(join(plan.path, '.gitmodules')) };
}

async function make({ place, git, home }: WorktreePlace, { role, feature, path, branch, base, start, newBranch }: CreatePlan): Promise<Refusal | null> {
  const { root, commonDir } = place;
  if (commonDir === null) return null;
  excludeHome(commonDir, root, home);
  const what = newBranch ? ['--no-track', '-b', branch, '--', path, start] : ['--', path, branch];
  const outcome = await git.run(['worktree', 'add', ...what], { cwd: root, changes: true });
  const admin = adminOf(commonDir, path);
  if (outcome.code !== 0 || admin === null) return whyNot(commonDir, { role, stderr: outcome.stderr });
  writeRecord(admin, { role, feature, base });
  return null;
}

/** git said no although nothing was seen against it. What it says is shown; what it means is looked at. */
function whyNot(commonDir: string, { role, stderr }: { readonly role: string; readonly stderr: string }): Refusal {
  const owner = lstatSync(commonDir, { throwIfNoEntry: false })?.uid;
  if (owner !== undefined && owner !== process.getuid?.()) {
    return refusal('worktree/foreign', `The repository belongs to somebody else, so git does not work in it; if you trust it: git config --global --add safe.directory ${join(commonDir, '..')}`);
  }
  const [line = ''] = stderr.split('\n').filter((each) => /^(fatal|error):/.test(each));
  return refusal('worktree/git', advice`git could not make the worktree "${role}" (${line}); mend that, or see: ${nextStep('worktree doctor')}`);
}
