import { failure, success, type Result } from '../../base/result.js';
import { agentFileName } from '../agents/agent-file-path.js';

/** Where features are (document 000, 4.1), relative to the state root. */
export const featuresDirectory = '.ai/project/features';
/** The configuration of the project (contracts 4). */
export const configPath = '.ai/project/config.yaml';
/** The metrics of how the work gets better (document 000, 5.1). */
export const metricsPath = '.ai/project/metrics/compound.yaml';

/** An id that was checked and may become part of a path. */
export type FeatureId = string & { readonly brand: 'FeatureId' };

const specPattern = /^\.ai\/project\/features\/([^/]+)\/spec\.ya?ml$/;
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** The folder name of the feature whose spec a path is, `null` for other paths. */
export function featureIdOf(path: string): string | null {
  return specPattern.exec(path)?.[1] ?? null;
}

/** What of the files that a schema judges a path is, specs and the trust model aside. `feature-part`: YAML beside a spec. */
export type SchemaFileKind = 'config' | 'metrics' | 'agent' | 'feature-part';

const partPattern = /^\.ai\/project\/features\/[^/]+\/(?:[^/]+\/)?[^/]+\.ya?ml$/;

/** `null` for every other path. Contracts and tasks may lie in the folder of a feature, or one folder further down. */
export function schemaFileKind(path: string): SchemaFileKind | null {
  if (path === configPath) return 'config';
  if (path === metricsPath) return 'metrics';
  if (agentFileName(path) !== null) return 'agent';
  return partPattern.test(path) && featureIdOf(path) === null ? 'feature-part' : null;
}

/** Path of a feature's spec. */
export function specPathOf(id: FeatureId): string {
  return `${featuresDirectory}/${id}/spec.yaml`;
}

/** Accepts an id as it is or says in a sentence why it may not name a feature (document 000, 2.1; decisions 4.5). */
export function asFeatureId(text: string): Result<FeatureId, string> {
  if (text === '') return failure('The feature needs an id, for example user-login.');
  if (text.length > 50) return failure(`The feature id has ${text.length} characters; at most 50 are allowed.`);
  if (!/^[a-z0-9-]+$/.test(text)) return failure(`The feature id may hold small letters, digits and hyphens only; for example ${suggestionFor(text)}.`);
  if (text.startsWith('-')) return failure('The feature id must begin with a letter or digit.');
  if (deviceName.test(text)) return failure('The feature id is the name of a Windows device; choose another one.');
  return success(text as FeatureId);
}

function suggestionFor(text: string): string {
  const slug = text.normalize('NFKD').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 50);
  return slug === '' ? 'user-login' : slug;
}
