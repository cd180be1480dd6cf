import { complexities, type Complexity } from './session.js';

const mediumFrom = 5;
const complexFrom = 16;

/** What a number of leaf tasks asks for: under 5 simple, 5 to 15 medium, over 15 complex (decisions 3.12). */
export function complexityOfCount(leafCount: number): Complexity {
  if (leafCount >= complexFrom) return 'complex';
  return leafCount >= mediumFrom ? 'medium' : 'simple';
}

/** The complexity of a session: what its leaf tasks ask for, or more where its file says more. It never falls. */
export function complexityOf(leafCount: number, rawType: string | null): Complexity {
  const byCount = complexityOfCount(leafCount);
  const named = parseComplexity(rawType);
  return named !== null && isHigher(named, byCount) ? named : byCount;
}

/** The complexity that a session file's `type` names, `null` when it is absent or another word. */
export function parseComplexity(rawType: string | null): Complexity | null {
  return complexities.find((each) => each === rawType?.trim().toLowerCase()) ?? null;
}

/** Does the first one stand above the second? */
export function isHigher(one: Complexity, other: Complexity): boolean {
  return complexities.indexOf(one) > complexities.indexOf(other);
}
