import type { Finding } from '../findings/finding.js';
import type { RequirementCoverage } from './check-coverage.js';
import type { SpecValidation } from './spec-validation.js';

/** One feature as lists show it: a slim projection of its spec, and what is wrong with it. */
export interface FeatureState {
  /** Name of the folder; the id that the spec says may differ, which is a finding. */
  readonly id: string;
  /** The id that the spec says, which sessions made of it carry; `null` when it says none. */
  readonly specId: string | null;
  /** Path of the spec. */
  readonly path: string;
  readonly name: string;
  /** The word of the spec, `null` when it has none or cannot be read. */
  readonly status: string | null;
  /** Where a blocked feature came from, as the spec says it (`metadata.blocked_from`). */
  readonly blockedFrom: string | null;
  readonly priority: string | null;
  /** Its text could not be read, so what is said here beside the findings is blank. */
  readonly broken: boolean;
  /** Functional requirements that have an id, in the order of the file, and who covers them. */
  readonly requirements: readonly RequirementCoverage[];
  /** How many tasks the spec has. */
  readonly tasks: number;
  readonly findings: readonly Finding[];
}

/** The features of a state root, and everything there is to say about them and about the configuration. */
export interface Features {
  /** Natural order of ids. */
  readonly features: readonly FeatureState[];
  /** How strictly specs are judged here; what is said of the features is said so already. */
  readonly validation: SpecValidation;
  readonly findings: readonly Finding[];
}

/** What is known where there are no features. */
export const noFeatures: Features = Object.freeze({ features: [], validation: 'strict', findings: [] });
