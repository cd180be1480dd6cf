import type { Finding } from '../findings/finding.js';
import type { PartValue } from '../part-table.js';

/** What is wrong with the files that a schema judges and that nothing else reads: metrics, agent files, contracts and tasks beside specs. */
export interface SchemaFiles extends PartValue {
  readonly findings: readonly Finding[];
}

/** While there is no such file. */
export const noSchemaFiles: SchemaFiles = Object.freeze({ findings: [] });
