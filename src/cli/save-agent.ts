import { relative, sep } from 'node:path';
import { agentFilePath } from '../core/agents/agent-file-path.js';
import { parseAgentFile } from '../core/agents/agent-file.js';
import { planAgentFile, type AgentFacts } from '../core/agents/plan-agent-file.js';
import type { JsonObject } from '../core/findings/read-document.js';
import type { Role } from '../core/layout/names.js';
import type { Applied } from '../core/plans/applied.js';
import { applyFresh } from '../core/plans/apply-fresh.js';
import type { Plan, Refusal } from '../core/plans/plan.js';
import { agentFactsOf } from '../core/progress/agent-facts.js';
import { readOne } from '../core/progress/load-progress.js';
import { progressTime } from '../core/progress/plan-progress.js';
import { parseProgress } from '../core/progress/progress.js';
import { clock } from '../node/clock.js';
import { workTreeOf } from '../node/git-directory.js';
import { realFolder } from '../node/state-root.js';
import type { Context } from './command.js';
import { openProgress } from './open-progress.js';

/** What is said of an agent beside its hand-over. */
export interface Said {
  readonly status: AgentFacts['status'];
  readonly given: JsonObject;
}

/** Where the command runs, if that is a worktree: relative to the state root. */
function worktreeHere({ root: { place } }: Context): string | null {
  const top = place.linkedWorktree ? workTreeOf(realFolder(process.cwd()))?.top ?? null : null;
  const below = top === null ? '' : relative(place.root, top).split(sep).join('/');
  return below === '' || below.startsWith('..') ? null : below;
}

/** What would be written into the agent file of a role, from its hand-over and what is said. */
export async function planAgent(context: Context, role: Role, said: Said): Promise<Plan | Refusal> {
  const opened = await openProgress(context, role);
  if (opened.kind === 'refusal') return opened;
  const facts = agentFactsOf(opened.text === null ? null : parseProgress(opened.text), role);
  const path = agentFilePath(role);
  const outcome = await readOne(context.root.files, path);
  const found = outcome === null ? null : { file: parseAgentFile(path, outcome), text: outcome.kind === 'text' ? outcome.text : '' };
  return planAgentFile(role, { ...facts, status: said.status ?? facts.status, worktree: worktreeHere(context), given: said.given }, { found, at: progressTime(clock.now()) });
}

/** Writes what the hand-over says of a role into its agent file. */
export async function saveAgent(context: Context, role: Role, said: Said = { status: null, given: {} }): Promise<Applied | Refusal> {
  return applyFresh(() => planAgent(context, role, said), context.root.apply);
}
