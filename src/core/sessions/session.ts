import type { Finding } from '../findings/finding.js';

/** How big a session is by its leaf tasks: under 5 simple, 5 to 15 medium, over 15 complex (decisions 3.12). */
export const complexities = ['simple', 'medium', 'complex'] as const;
export type Complexity = (typeof complexities)[number];

/** Projection of `workflow-session.json`. Made by `parseSessionFile` whatever the file holds, also when it is absent. */
export interface SessionFile {
  /** Path of `workflow-session.json`. */
  readonly path: string;
  readonly exists: boolean;
  readonly broken: boolean;
  readonly sessionId: string | null;
  /** The person's own title. */
  readonly project: string | null;
  readonly rawStatus: string | null;
  readonly rawType: string | null;
  readonly phase: string | null;
  /** Id of the feature that it works on; sessions made of a spec say it (document 002). */
  readonly feature: string | null;
  readonly findings: readonly Finding[];
}

/** A marker file `.workflow/.active-WFS-x` (document 004). */
export interface Marker {
  /** File name, e.g. `.active-WFS-x`. */
  readonly file: string;
  /** The session name it carries. */
  readonly session: string;
  readonly mtimeMs: number;
}
