import type { Finding } from '../findings/finding.js';
import { makeFinding } from '../findings/make-finding.js';
import { unreadable } from '../findings/read-document.js';
import type { Files, FileStamp, ReadOutcome } from '../ports.js';
import { compareNatural } from '../text/natural-order.js';
import { findingsOf } from './check-spec.js';
import { deriveCoverage } from './check-coverage.js';
import { configPath, featuresDirectory } from './feature-files.js';
import { parseConfig } from './project-config.js';
import { SpecDocument } from './spec-document.js';

/** One feature as lists show it: a slim projection of its spec, and what is wrong with it. */
export interface FeatureState {
  /** Name of the folder; the id that the spec says may differ, which is a finding. */
  readonly id: string;
  /** Path of the spec. */
  readonly path: string;
  readonly name: string;
  /** The word of the spec, `null` when it has none or cannot be read. */
  readonly status: string | null;
  readonly priority: string | null;
  /** Functional requirements, and how many of them a task covers, and a test. */
  readonly requirements: { readonly total: number; readonly withTask: number; readonly withTest: number };
  readonly tasks: number;
  readonly findings: readonly Finding[];
}

/** What was read before, so that a spec that did not change is not read again. */
export type KnownFeatures = ReadonlyMap<string, { readonly stamp: FileStamp; readonly feature: FeatureState }>;

/** The features of a state root with everything there is to say about them and about the configuration. */
export interface Features {
  readonly features: readonly FeatureState[];
  readonly findings: readonly Finding[];
  /** To be given to the next load. */
  readonly known: KnownFeatures;
}

/** Loads all features (`.ai/project/features/<id>/spec.yaml`), natural order of ids. Never throws: what cannot be read is a finding. */
export async function loadFeatures(files: Files, before: KnownFeatures = new Map()): Promise<Features> {
  const listed = await files.list(featuresDirectory);
  const folders = listed.kind === 'entries' ? listed.entries.filter(({ kind }) => kind === 'directory').map(({ name }) => name) : [];
  const requests = folders.toSorted(compareNatural).map((name) => `${featuresDirectory}/${name}/spec.yaml`).map((path) => ({ path, known: before.get(path)?.stamp }));
  const known = new Map<string, { stamp: FileStamp; feature: FeatureState }>();
  const features: FeatureState[] = [];
  await files.read(requests, (path, outcome) => {
    const kept = before.get(path);
    const feature = outcome.kind === 'unchanged' ? kept?.feature : featureFrom(path, outcome);
    const stamp = outcome.kind === 'text' ? outcome.stamp : kept?.stamp;
    if (feature === undefined) return;
    features.push(feature);
    if (stamp !== undefined) known.set(path, { stamp, feature });
  });
  return { features, known, findings: [...features.flatMap(({ findings }) => findings), ...await configFindings(files)] };
}

/** A folder without a spec is somebody's folder. */
function featureFrom(path: string, outcome: ReadOutcome): FeatureState | undefined {
  const id = path.slice(featuresDirectory.length + 1, -'/spec.yaml'.length);
  if (outcome.kind === 'unreadable') return { ...blank(id, path), findings: [unreadable(path, outcome)] };
  if (outcome.kind !== 'text') return undefined;
  const document = new SpecDocument(outcome.text);
  const { head, entries } = document.spec;
  const coverage = deriveCoverage(entries);
  const wanted = entries.filter(({ kind }) => kind === 'functional');
  const counted = (part: 'tasks' | 'tests'): number => wanted.filter(({ id: each }) => (coverage.get(each ?? '')?.[part].length ?? 0) > 0).length;
  return {
    id, path, name: head.name ?? id, status: head.status, priority: head.priority,
    requirements: { total: wanted.length, withTask: counted('tasks'), withTest: counted('tests') },
    tasks: entries.filter(({ kind }) => kind === 'task').length,
    findings: findingsOf(path, document).map(({ code, message, place, fixes }) => makeFinding({ code, file: path, message, place, fixes })),
  };
}

function blank(id: string, path: string): FeatureState {
  return { id, path, name: id, status: null, priority: null, requirements: { total: 0, withTask: 0, withTest: 0 }, tasks: 0, findings: [] };
}

async function configFindings(files: Files): Promise<readonly Finding[]> {
  let found: readonly Finding[] = [];
  await files.read([{ path: configPath }], (path, outcome) => {
    if (outcome.kind === 'text') found = parseConfig(outcome.text).findings;
    if (outcome.kind === 'unreadable') found = [unreadable(path, outcome)];
  });
  return found;
}
