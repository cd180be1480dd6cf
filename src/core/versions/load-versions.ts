import type { Finding } from '../findings/finding.js';
import { makeFinding } from '../findings/make-finding.js';
import { unlistable, unreadable } from '../findings/read-document.js';
import { asTaskId, type TaskId } from '../layout/names.js';
import type { Files, FileStamp, ReadOutcome } from '../ports.js';
import { compareNatural } from '../text/natural-order.js';
import { checkVersions } from './check-versions.js';
import { parseRecord, type RecordFile, type RecordKind } from './record-codec.js';
import type { TaskSnapshot } from './version.js';
import type { RunState, VersionState, Versions } from './versions.js';
import { attemptsFolder, indexPath, isVersionName, runFiles, runHomes, runsDirectory, versionDirectory, versionNumber, versionPath, versionsDirectory, type RunHome, type VersionName } from './version-layout.js';

/** A record's file as it was read, or why it was not. */
type Entry = { readonly kind: 'record'; readonly file: RecordFile<RecordKind> } | { readonly kind: 'broken'; readonly finding: Finding } | { readonly kind: 'missing' };

/** What is read in one load, and what was kept of the one before. */
class Reading {
  readonly known = new Map<string, { stamp: FileStamp; entry: Entry }>();
  readonly findings: Finding[] = [];

  constructor(readonly files: Files, private readonly before: Versions['known']) {}

  /** Names of the directories in a directory; what stands there besides is said, unless it is to be there. */
  async folders(directory: string, expected: (name: string, isDirectory: boolean) => boolean): Promise<readonly string[]> {
    const listed = await this.files.list(directory);
    if (listed.kind === 'unreadable') this.findings.push(unlistable(directory, listed.reason));
    if (listed.kind !== 'entries') return [];
    for (const { name, kind } of listed.entries) {
      if (expected(name, kind === 'directory') || name.startsWith('.')) continue;
      const message = `${name} is nothing that belongs here, so it is ignored.`;
      this.findings.push(makeFinding({ code: 'version/unknown-folder', file: `${directory}/${name}`, message }));
    }
    return listed.entries.filter(({ name, kind }) => kind === 'directory' && expected(name, true)).map(({ name }) => name).toSorted(compareNatural);
  }

  async record(kind: RecordKind, path: string): Promise<Entry> {
    const kept = this.before.get(path);
    let found: Entry = { kind: 'missing' };
    await this.files.read([{ path, known: kept?.stamp }], (_, outcome) => {
      found = outcome.kind === 'unchanged' ? (kept?.entry ?? found) as Entry : entryFrom(kind, path, outcome);
      const stamp = outcome.kind === 'unchanged' ? kept?.stamp : 'stamp' in outcome ? outcome.stamp : undefined;
      if (stamp !== undefined) this.known.set(path, { stamp, entry: found });
    });
    return found;
  }
}

function entryFrom(kind: RecordKind, path: string, outcome: Exclude<ReadOutcome, { kind: 'unchanged' }>): Entry {
  if (outcome.kind === 'missing') return outcome;
  if (outcome.kind === 'unreadable') return { kind: 'broken', finding: unreadable(path, outcome) };
  const parsed = parseRecord(kind, outcome.text);
  if (parsed.ok) return { kind: 'record', file: parsed.value };
  const { code, message, offset, length } = parsed.problem;
  return { kind: 'broken', finding: makeFinding({ code, file: path, message, place: { kind: 'offset', offset, length } }) };
}

/** Loads all versions of a state root. Never throws: what cannot be read is a finding, and hides nothing else. */
export async function loadVersions(files: Files, before?: Versions): Promise<Versions> {
  const reading = new Reading(files, before?.known ?? new Map());
  const names = await reading.folders(versionsDirectory, (name, isDirectory) => (isDirectory ? isVersionName(name) : name === 'index.yml'));
  const taken = names.filter(isVersionName).toSorted((a, b) => versionNumber(a) - versionNumber(b));
  const versions: VersionState[] = [];
  for (const name of taken) versions.push(...await loadVersion(reading, name));
  await reading.record('index', indexPath);
  const records = [...reading.known].flatMap(([path, { entry }]) => (entry.kind === 'record' ? [{ path, file: entry.file }] : []));
  const broken = [...reading.known.values()].flatMap(({ entry }) => (entry.kind === 'broken' ? [entry.finding] : []));
  return { versions, taken, known: reading.known, findings: [...reading.findings, ...broken, ...checkVersions(versions, records)] };
}

/** A folder with no record in it is one that somebody was about to make when he was killed, or made by hand. */
async function loadVersion(reading: Reading, name: VersionName): Promise<readonly VersionState[]> {
  const directory = versionDirectory(name);
  const path = versionPath(name);
  const entry = await reading.record('version', path);
  await reading.folders(directory, (each, isDirectory) => (isDirectory ? (runHomes as readonly string[]).includes(each) : each === runFiles.session));
  const [runs, rollbacks] = [await loadRuns(reading, name, 'task_sessions'), await loadRuns(reading, name, 'rollbacks')];
  if (entry.kind === 'missing' && runs.length + rollbacks.length === 0) {
    const message = `${name} has no record (session.yml), so it is ignored; its number stays taken.`;
    reading.findings.push(makeFinding({ code: 'version/unknown-folder', file: directory, message }));
    return [];
  }
  if (entry.kind === 'missing') reading.findings.push(makeFinding({ code: 'version/missing-property', file: path, message: `${name} has no session.yml, which says what it is.` }));
  return [{ name, directory, path, broken: entry.kind !== 'record', record: recordOf('version', entry), runs, rollbacks }];
}

async function loadRuns(reading: Reading, version: VersionName, home: RunHome): Promise<readonly RunState[]> {
  const directory = runsDirectory(version, home);
  const names = await reading.folders(directory, (name, isDirectory) => isDirectory && asTaskId(name).ok);
  const runs: RunState[] = [];
  for (const name of names) runs.push(...await loadRun(reading, { version, task: name as TaskId, directory: `${directory}/${name}` }));
  return runs;
}

/** Without a record, the last attempt before is the latest: another one was about to begin. */
async function loadRun(reading: Reading, place: Pick<RunState, 'version' | 'task' | 'directory'>): Promise<readonly RunState[]> {
  const path = `${place.directory}/${runFiles.session}`;
  const entry = await reading.record('run', path);
  const snapshot = snapshotOf(await reading.record('snapshot', `${place.directory}/${runFiles.task}`));
  const numbers = await reading.folders(`${place.directory}/${attemptsFolder}`, (name, isDirectory) => isDirectory && /^\d{1,6}$/.test(name));
  const attempts: RunState[] = [];
  for (const number of numbers) attempts.push(...await loadRun(reading, { ...place, directory: `${place.directory}/${attemptsFolder}/${number}` }));
  if (entry.kind === 'missing') return attempts.slice(-1).map((last) => ({ ...last, attempts: attempts.slice(0, -1) }));
  return [{ ...place, path, record: recordOf('run', entry), broken: entry.kind !== 'record', snapshot, attempts }];
}

function snapshotOf(entry: Entry): TaskSnapshot | null {
  return entry.kind === 'record' && entry.file.kind === 'snapshot' ? (entry.file as RecordFile<'snapshot'>).record : null;
}

/** The record of an entry; of one that cannot be read, the one that says nothing. */
function recordOf<Kind extends 'version' | 'run'>(kind: Kind, entry: Entry): RecordFile<Kind>['record'] {
  if (entry.kind === 'record') return entry.file.record as RecordFile<Kind>['record'];
  const empty = parseRecord(kind, '{}');
  if (!empty.ok) throw new Error('An empty record can be read.');
  return empty.value.record;
}
