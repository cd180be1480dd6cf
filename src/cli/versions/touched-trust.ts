import { refusal, type Refusal } from '../../core/plans/plan.js';
import { expectedFiles } from '../../core/versions/check-review.js';
import type { Operation } from '../../core/versions/version.js';
import { actorOf } from '../actor.js';
import { isRefusal } from '../choose-session.js';
import type { Context } from '../command.js';
import { openTrust } from '../open-trust.js';

/** The first file of some operations that a person has to look at, and why; `null`: none. */
export async function fileForPerson(context: Context, operations: readonly Operation[]): Promise<{ readonly path: string; readonly why: string } | Refusal | null> {
  const paths = [...expectedFiles(operations).keys()];
  if (paths.length === 0) return null;
  const trust = await openTrust(context);
  if (isRefusal(trust)) return trust;
  for (const path of paths) {
    const { level, supervision } = trust.judge.assess(path);
    if (level === 'low') return { path, why: 'its trust level is low' };
    if (supervision === 'pair_programming') return { path, why: 'its supervision is pair_programming' };
  }
  return null;
}

/** Why an agent may not say yes to some operations; `null`: whoever acts may. */
export async function aboutTouched(context: Context, operations: readonly Operation[]): Promise<Refusal | null> {
  const actor = actorOf(process.env);
  if (!actor.startsWith('agent:')) return null;
  const found = await fileForPerson(context, operations);
  if (found === null || isRefusal(found)) return found;
  return refusal('review/needs-person', `${actor} may not approve this, because ${found.path} was changed and ${found.why}; a person has to.`);
}
