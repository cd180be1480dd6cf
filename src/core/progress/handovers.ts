import type { AgentFile } from '../agents/agent-file.js';
import type { Finding } from '../findings/finding.js';
import type { PartValue } from '../part-table.js';
import type { NextRun } from './next-run.js';
import { configPath } from '../specs/feature-files.js';
import { agentSessionsDirectory } from './progress-files.js';
import type { Progress } from './progress.js';

/**
 * One hand-over in the state: the file, what it says, and what the next run needs of it (for a progress view: `next`). Somebody's own log
 * (`progress.foreign`) is shown as a file and nothing else.
 */
export interface Handover {
  readonly path: string;
  /** The role whose it is, by the file, else by its folder; `null`: nobody's in particular. */
  readonly role: string | null;
  /** The shared one; others belong to one role each. */
  readonly shared: boolean;
  /** `null`: it cannot be read, `findings` say why. */
  readonly progress: Progress | null;
  /** Tasks that a spec plans are not in it: `workflow progress next` adds them. */
  readonly next: NextRun | null;
  readonly findings: readonly Finding[];
}

/** What agents hand over (documents 000 and 002): hand-overs in the order of their paths, the shared one first; agent files by path. */
export interface Handovers extends PartValue {
  readonly runs: readonly Handover[];
  /** What is wrong with them is told by who knows schemas. */
  readonly agents: readonly AgentFile[];
}

/** Nothing is handed over. */
export const noHandovers: Handovers = Object.freeze({ runs: [], agents: [], findings: [] });

/** Where they are, for who watches. The configuration may name another place for the shared one, which is seen with each whole look. */
export const handoverPlaces: readonly string[] = [agentSessionsDirectory, configPath];
