import type { Finding } from './findings/finding.js';
import type { Files, Sha256 } from './ports.js';
import type { ReadLongYaml } from './text/read-yaml.js';

/** What may have changed: paths relative to the state root, of files or directories; or no idea. Never data, only where to look. */
export type Hint = readonly string[] | 'everything';

/** What reading and judging files needs of the world. */
export interface TablePorts {
  readonly files: Files;
  readonly sha256: Sha256;
  /** Without it, long texts are read here like short ones. */
  readonly readLongYaml?: ReadLongYaml | undefined;
}

/** Everything that the state holds of one area beside sessions. Frozen; the same object until something visible changed. */
export interface PartValue {
  /** Everything there is to say about the files of the area. */
  readonly findings: readonly Finding[];
}

/**
 * What was read of one area, kept from look to look, so that what did not change is not read again. Made when the first of the
 * area's files or directories is there; lives as long as the store.
 */
export interface PartTable<Value extends PartValue> {
  /** Reads what the hint asks for, and only that. Every path in it lies in, or above, one of the area's places. Never rejects: what cannot be read is a finding. */
  look(hint: Hint): Promise<void>;
  /** The value that follows from what was read: the same object as the last time when nothing that somebody could see has changed. */
  derive(): Value;
}

/** Makes the table of an area. */
export type OpenPart<Value extends PartValue> = (ports: TablePorts) => PartTable<Value>;
