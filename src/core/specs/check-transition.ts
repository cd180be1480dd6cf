import type { SpecHead } from './feature-spec.js';
import { asFeatureStatus, nextFeatureStatuses } from './feature-status.js';
import type { SpecProblem } from './spec-problem.js';

/**
 * Whether a feature may go from the status it had when it was last saved to the one it has now (decisions 2). A warning: the
 * spec belongs to people, who may have reasons.
 */
export function checkTransition(before: SpecHead, now: SpecHead): readonly SpecProblem[] {
  const [from, to] = [asFeatureStatus(before.status), asFeatureStatus(now.status)];
  if (from === null || to === null || from === to) return [];
  const allowed = nextFeatureStatuses(from, asFeatureStatus(before.blockedFrom));
  if (allowed.includes(to)) return [];
  const pointer = ['feature', 'status'];
  const next = allowed.length === 0 ? `${from} is final` : `from ${from} it goes to ${allowed.join(' or ')}`;
  return [{
    code: 'spec/status-transition', pointer, part: 'value',
    message: `The feature was ${from} and cannot become ${to} at once: ${next}.`,
    repairs: [...allowed, from].map((status) => ({ title: `Set to ${status}`, edits: [{ kind: 'set', pointer, value: status }] })),
  }];
}
