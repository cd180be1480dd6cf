import type { JsonPointer } from '../text/json-pointer.js';

/** How far an agent is trusted with a file or a kind of task (document 000, trust model). In the interface "file trust". */
export type TrustLevel = 'high' | 'medium' | 'low';

/** All levels, the lowest first. */
export const trustLevels: readonly TrustLevel[] = ['low', 'medium', 'high'];

/** How a person takes part. The words are those of the file. */
export type Supervision = 'minimal' | 'code_review_required' | 'pair_programming';

/** All kinds of supervision, the closest first. */
export const supervisions: readonly Supervision[] = ['pair_programming', 'code_review_required', 'minimal'];

/** What a level means. */
export interface TrustTerms {
  readonly description: string;
  /** Only the high level may have this (document 002, BE-005). */
  readonly autoApprove: boolean;
  readonly supervision: Supervision;
  /** Somebody has to be told when such a file is changed. */
  readonly escalation: boolean;
  /** After so many changes in a row a person looks; `null`: no limit is said. */
  readonly maxConsecutiveChanges: number | null;
}

/** A pattern for paths. `context` gives its level; `demote` makes low whatever else matches; `elevate` makes medium what would be low. */
export interface TrustRule {
  readonly kind: 'context' | 'demote' | 'elevate';
  readonly level: TrustLevel;
  /** With "/" between its parts; see `readPattern`. */
  readonly pattern: string;
  /** Paths that are meant by one of these are not meant by the rule. */
  readonly exclude: readonly string[];
  /** Why, in the words of who wrote the model. */
  readonly reason: string | null;
  readonly origin: TrustOrigin;
}

/** A kind of task and its level. */
export interface TrustTaskRule {
  readonly taskType: string;
  readonly level: TrustLevel;
  readonly reason: string | null;
  readonly origin: TrustOrigin;
}

/** Where something of a model stands in its file: the line (from 1; 0 in the built-in model) and the pointer. */
export interface TrustOrigin {
  readonly line: number;
  readonly pointer: JsonPointer;
}

/** Who decides about trust. `file` is relative to the state root; `null` for the built-in model. */
export interface TrustModel {
  readonly file: string | null;
  readonly terms: Readonly<Record<TrustLevel, TrustTerms>>;
  readonly defaultLevel: TrustLevel;
  /** Where the default level is said; `null` when it is not. */
  readonly defaultOrigin: TrustOrigin | null;
  readonly rules: readonly TrustRule[];
  readonly taskRules: readonly TrustTaskRule[];
}

/** Where the trust model of a state root is. */
export const trustModelPath = '.ai/workflow/trust_model.yaml';

/** Is it one of the three words? */
export function isTrustLevel(word: unknown): word is TrustLevel {
  return trustLevels.some((level) => level === word);
}

/** The lower one of two levels. */
export function lowerOf(one: TrustLevel, other: TrustLevel): TrustLevel {
  if (one === 'low' || other === 'low') return 'low';
  return one === 'medium' || other === 'medium' ? 'medium' : 'high';
}
