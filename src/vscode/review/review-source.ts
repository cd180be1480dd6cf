import type { TrustAnswer, TrustJudge } from '../../core/trust/judge-trust.js';
import type { ProjectConfig } from '../../core/specs/project-config.js';
import type { CheckName } from '../../core/versions/version.js';
import type { Versions } from '../../core/versions/versions.js';
import type { ReviewDraft } from '../../protocol/review.js';
import type { Translate } from '../translate.js';

/** What the view is about: a file in a root, or why there is none. `path` is relative to its working tree. */
export type ReviewSubject =
  | { readonly kind: 'file'; readonly name: string; readonly path: string }
  | { readonly kind: 'none' | 'elsewhere' | 'no-root' };

/** The commands of checks that the project configures. */
export type CheckCommands = ProjectConfig['versions']['checks'];

export const noCommands: CheckCommands = { code_quality: [], lint: [], build: [], tests: [] };

/** Everything a model is made from. */
export interface ReviewSource {
  readonly subject: ReviewSubject;
  readonly versions: Versions;
  /** `trouble`: what is out of order with the model that decides. */
  readonly trust: { readonly answer: TrustAnswer; readonly terms: readonly string[]; readonly trouble: string | null } | null;
  /** Who judges the files of a run; `null`: nobody can say yet. */
  readonly judge: Pick<TrustJudge, 'assess'> | null;
  /** Directory of the run that the person chose; `null`: the one that waits, else the latest. */
  readonly chosen: string | null;
  /** What the person wrote of the review of a run, by the run's directory. */
  readonly draftOf: (run: string) => ReviewDraft | null;
  readonly commands: CheckCommands;
  /** How a check of a run is, while it is at work and afterwards. */
  readonly stateOf: (run: string, check: CheckName) => CheckState | null;
  readonly readOnly: boolean;
  readonly t: Translate;
}

/** A check that is at work, or what its command said last. */
export type CheckState = { readonly kind: 'running' } | { readonly kind: 'made'; readonly said: string };
