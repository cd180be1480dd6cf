import { refusal, type Refusal } from '../core/plans/plan.js';
import type { DocumentOutcome } from '../core/findings/read-document.js';
import { scaffoldPaths, type ScaffoldContext, type ScaffoldPlan } from '../core/scaffold/plan-scaffold.js';
import type { ScaffoldKit } from '../core/scaffold/scaffold-file.js';
import type { OpenRoot } from './open-root.js';
import { recallScaffold, rememberCli, rememberScaffold } from './scaffold-memory.js';
import { sha256 } from './sha256.js';

/** What planning to write the files of kits looks at. */
export async function lookAtScaffold({ files, place }: Pick<OpenRoot, 'files' | 'place'>, kits: readonly ScaffoldKit[]): Promise<ScaffoldContext> {
  const found = new Map<string, DocumentOutcome>();
  await files.read(scaffoldPaths(kits).map((path) => ({ path })), (path, outcome) => {
    if (outcome.kind === 'text' || outcome.kind === 'unreadable') found.set(path, outcome);
  });
  return { found, record: recallScaffold(place), sha256 };
}

/** Carries it out. `program`: where the command line is, which the scripts fall back on; `null` when they are taken away. */
export async function applyScaffold({ apply, place }: Pick<OpenRoot, 'apply' | 'place'>, { plan, record }: ScaffoldPlan, program: string | null): Promise<Refusal | null> {
  if (plan.steps.length > 0) {
    const outcome = await apply(plan);
    if (outcome.kind === 'conflict') return refusal('init/conflict', `${outcome.message} Look at it and try again.`);
  }
  await rememberScaffold(place, record);
  if (program !== null) await rememberCli(place, program);
  return null;
}
