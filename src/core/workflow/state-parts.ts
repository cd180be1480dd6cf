import { agentFilesDirectory } from '../agents/agent-file-path.js';
import type { OpenPart, PartValue } from '../part-table.js';
import { noPorts, portFile, type ReservedPorts } from '../parallel/reserved-ports.js';
import { handoverPlaces, noHandovers, type Handovers } from '../progress/handovers.js';
import { configPath, featuresDirectory, metricsPath } from '../specs/feature-files.js';
import { noFeatures, type Features } from '../specs/features.js';
import { noSchemaFiles, type SchemaFiles } from '../specs/schema-files.js';
import { versionsDirectory } from '../versions/version-layout.js';
import { noVersions, type Versions } from '../versions/versions.js';

/** The areas of the state beside sessions, each with what it holds. A new area is a line here and a row below. */
export interface PartValues {
  /** The features that have a spec, and the configuration of the project (documents 000 and 002). */
  readonly features: Features;
  /** Files that only a schema judges: metrics, agent files, contracts and tasks beside specs (documents 000 and 002). */
  readonly schemaFiles: SchemaFiles;
  /** Versions with their task runs, operations, reviews and approvals (document 001). */
  readonly versions: Versions;
  /** The ports that roles have (document 002, BE-009). */
  readonly ports: ReservedPorts;
  /** What agents hand over from run to run (documents 000 and 002). */
  readonly handovers: Handovers;
}

/** Names of areas, as who opens a store asks for them. */
export type PartName = keyof PartValues;

/** An area of the state: where it is, what it is when nothing is there, and who reads it. */
export interface StatePart<Value extends PartValue> {
  /** Directories and files whose being there wakes it; a hint about one of them, or about something in or above one, is its. */
  readonly places: readonly string[];
  readonly empty: Value;
  /** Loads what reads it: a dynamic import, so that nobody pays for an area that is not there. */
  readonly load: () => Promise<OpenPart<Value>>;
}

/** Every area there is. */
export const stateParts: { readonly [Name in PartName]: StatePart<PartValues[Name]> } = {
  features: {
    places: [featuresDirectory, configPath],
    empty: noFeatures,
    load: async () => (await import('../specs/feature-area.js')).featureArea.open,
  },
  schemaFiles: {
    places: [metricsPath, agentFilesDirectory, featuresDirectory],
    empty: noSchemaFiles,
    load: async () => (await import('../specs/feature-area.js')).featureArea.openSchemaFiles,
  },
  versions: {
    places: [versionsDirectory],
    empty: noVersions,
    load: async () => (await import('../versions/version-table.js')).openVersions,
  },
  ports: {
    places: [portFile],
    empty: noPorts,
    load: async () => (await import('../parallel/port-area.js')).openPorts,
  },
  handovers: {
    places: handoverPlaces,
    empty: noHandovers,
    load: async () => (await import('../progress/handover-area.js')).openHandovers,
  },
};

/** For who wants to know everything: the editor, `workflow check`. */
export const allParts = Object.keys(stateParts) as readonly PartName[];

/** All areas as they are while nothing of them is there. */
export const emptyParts = Object.freeze(Object.fromEntries(allParts.map((name) => [name, stateParts[name].empty]))) as unknown as PartValues;
