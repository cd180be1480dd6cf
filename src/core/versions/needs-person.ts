import { refusal, type Refusal } from '../plans/plan.js';
import type { TrustJudge } from '../trust/judge-trust.js';
import { expectedFiles } from './check-review.js';
import type { Operation } from './version.js';
import type { RunState } from './versions.js';

/** A file that a person has to look at before anything about it is approved, and why, as the end of a sentence. */
export interface FileForPerson {
  readonly path: string;
  readonly why: string;
}

/** What some task runs did to files, in earlier attempts as well: a later one works on what they left. */
export function operationsOf(runs: readonly RunState[]): readonly Operation[] {
  return runs.flatMap((run) => [...run.attempts, run]).flatMap(({ record }) => record.operations);
}

/** The first file that was changed, came or went whose trust is low, or whose supervision is pair programming; `null`: there is none. */
export function fileForPerson(operations: readonly Operation[], judge: Pick<TrustJudge, 'assess'>): FileForPerson | null {
  for (const path of expectedFiles(operations).keys()) {
    const { level, supervision } = judge.assess(path);
    if (level === 'low') return { path, why: 'its trust level is low' };
    if (supervision === 'pair_programming') return { path, why: 'its supervision is pair_programming' };
  }
  return null;
}

/** Why the one who acts may not approve some operations; `null`: it may. Nobody but a `person:<name>` approves what a person has to look at. */
export function reasonAgainstApproval(operations: readonly Operation[], { actor, judge }: { readonly actor: string; readonly judge: Pick<TrustJudge, 'assess'> }): Refusal | null {
  const found = isPerson(actor) ? null : fileForPerson(operations, judge);
  return found === null ? null : refusal('review/needs-person', `${actor} may not approve this, because ${found.path} was changed and ${found.why}; a person has to.`);
}

/** Is it a person who acts? Agents, hooks and whoever calls itself otherwise are none. */
export function isPerson(actor: string): boolean {
  return actor.startsWith('person:');
}
