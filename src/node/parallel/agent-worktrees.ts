import type { AgentWorktree, AgentWorktrees } from '../../core/parallel/agents-place.js';
import { advice, nextStep } from '../../core/plans/next-step.js';
import { refusal, type Refusal } from '../../core/plans/plan.js';
import type { CreatePlan, CreateRequest } from '../../core/worktrees/plan-create.js';
import type { WorktreeState } from '../../core/worktrees/worktree.js';
import { clock } from '../clock.js';
import { createWorktree, planOf } from '../worktrees/create.js';
import type { WorktreePlace } from '../worktrees/place.js';
import { removeWorktree } from '../worktrees/remove.js';
import { withStatus, worktreeOf } from '../worktrees/worktree-list.js';

/** What the project wants done before a worktree goes; says why it was not. */
type TakeDown = (worktree: string) => Promise<string | null>;

/** The worktrees of a repository as agents get them: with the usual branch, reused when they are there and for this feature. */
export function agentWorktrees(where: WorktreePlace, takeDown: TakeDown): AgentWorktrees {
  const request = (role: string, feature: string): CreateRequest => ({ role, feature, branch: null, base: null });
  return {
    plan: async (role, feature) => {
      const other = otherFeature(where, role, feature);
      if (other !== null) return other;
      const plan = await planOf(where, request(role, feature));
      return plan.kind === 'refusal' ? plan : worktreeBy(plan);
    },
    create: async (role, feature) => {
      const made = await createWorktree(where, request(role, feature));
      return made.kind === 'refusal' ? made : worktreeBy(made.plan);
    },
    remove: async (role) => {
      const found = worktreeOf(where, role);
      if (found === null || !found.ours) return null;
      return removeClean(where, await withStatus(where, found), takeDown);
    },
  };
}

async function removeClean(where: WorktreePlace, state: WorktreeState, takeDown: TakeDown): Promise<{ readonly kind: 'removed' } | Refusal> {
  const beforeRemoval = async (): Promise<Refusal | null> => {
    const trouble = await takeDown(state.path);
    return trouble === null ? null : refusal('worktree/teardown', `The worktree "${state.role}" stays. ${trouble}`);
  };
  const removed = await removeWorktree(where, { state, force: false, agent: null, now: clock.now(), beforeRemoval });
  if (removed.kind === 'refusal') return removed;
  await removed.emptied;
  return { kind: 'removed' };
}

function worktreeBy({ path, branch, exists }: CreatePlan): AgentWorktree {
  return { kind: 'worktree', path, branch: branch === '' ? null : branch, created: !exists };
}

function otherFeature(where: WorktreePlace, role: string, feature: string): Refusal | null {
  const state = worktreeOf(where, role);
  if (state?.feature === undefined || state.feature === null || state.feature === feature || !state.ours) return null;
  return refusal('parallel/worktree-busy', advice`The worktree of ${role} is for ${state.feature}; finish that first (${nextStep('worktree finish', role)}), or name another role for ${feature}.`);
}
