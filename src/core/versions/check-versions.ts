import { sameValue } from '../../base/same-value.js';
import type { Finding } from '../findings/finding.js';
import { yamlFinding, type YamlFault } from '../findings/yaml-finding.js';
import { checkRun } from './check-run.js';
import { checkVersion } from './check-version.js';
import { faultAt, schemaFaults } from './record-fault.js';
import { recordJson, type RecordFile, type RecordKind } from './record-codec.js';
import { deriveIndex } from './summary.js';
import type { RunState, VersionState } from './versions.js';
import { indexPath, runFiles } from './version-layout.js';

/** A record's file with its path, relative to the state root. */
interface PlacedRecord {
  readonly path: string;
  readonly file: RecordFile<RecordKind>;
}

/** Everything that is wrong with records that can be read, file by file. */
export function checkVersions(versions: readonly VersionState[], files: readonly PlacedRecord[]): readonly Finding[] {
  const records = new Map(files.map((each) => [each.path, each]));
  const parents = new Map(versions.map(({ name, record }) => [name as string, record.parentVersion]));
  return [
    ...versions.flatMap((version) => [
      ...findingsOf('version', records.get(version.path), (file) => checkVersion(file, { name: version.name, parents, runs: version.runs.map(({ record, broken }) => (broken ? null : record)) })),
      ...[...version.runs, ...version.rollbacks].flatMap(withAttempts).flatMap((run) => [
        ...findingsOf('run', records.get(run.path), (file) => checkRun(file, run)),
        ...findingsOf('snapshot', records.get(`${run.directory}/${runFiles.task}`), schemaFaults),
      ]),
    ]),
    ...findingsOf('index', records.get(indexPath), (file) => indexFaults(file, versions)),
  ];
}

function withAttempts(run: RunState): readonly RunState[] {
  return [run, ...run.attempts];
}

function findingsOf<Kind extends RecordKind>(kind: Kind, found: PlacedRecord | undefined, check: (file: RecordFile<Kind>) => readonly YamlFault[]): readonly Finding[] {
  if (found?.file.kind !== kind) return [];
  return check(found.file as RecordFile<Kind>).map((fault) => yamlFinding(found.path, found.file, fault));
}

/** The index is a cache: whatever is wrong with it, making it anew from the folders mends it. */
function indexFaults(file: RecordFile<'index'>, versions: readonly VersionState[]): readonly YamlFault[] {
  const wanted = deriveIndex(versions.filter(({ broken }) => !broken));
  const faults = schemaFaults(file);
  if (faults.length > 0 || sameValue(file.record, wanted)) return faults;
  const { versions: entries, latestVersion, totalVersions } = wanted;
  const edits = Object.entries({ versions: entries, latest_version: latestVersion, total_versions: totalVersions }).map(([key, value]) => ({ kind: 'put' as const, pointer: [key], value: recordJson(value) }));
  return [faultAt('version/index-behind', [])('The index does not say what the folders say.', { title: 'Make it anew', edits })];
}
