import type { DocumentOutcome } from '../findings/read-document.js';
import { asRole, type Role } from '../layout/names.js';
import { refusal, type Refusal } from '../plans/plan.js';
import type { Files } from '../ports.js';
import type { RunHistory } from './plan-history.js';
import { parseProgress } from './progress.js';
import { agentSessionsDirectory, historyDirectory, historyNames, progressPathFor, roleProgressPath, type ProgressPlaces } from './progress-files.js';

/** A hand-over as it is on the disk. */
export interface LoadedProgress {
  readonly kind: 'progress';
  readonly path: string;
  /** `null`: it is not there. */
  readonly text: string | null;
  /** Other hand-overs are there too. */
  readonly places: ProgressPlaces;
}

/** Reads one file; `null`: it is not there. */
export async function readOne(files: Files, path: string): Promise<DocumentOutcome | null> {
  let found: DocumentOutcome | null = null;
  await files.read([{ path }], (_, outcome) => {
    if (outcome.kind === 'text' || outcome.kind === 'unreadable') found = outcome;
  });
  return found;
}

/** Which hand-overs there are: the shared one, and those of roles. */
export async function loadProgressPlaces(files: Files, shared: string): Promise<ProgressPlaces> {
  const listed = await files.list(agentSessionsDirectory);
  const folders = listed.kind === 'entries' ? listed.entries.filter(({ kind }) => kind === 'directory').map(({ name }) => asRole(name)) : [];
  const candidates = folders.flatMap((role) => (role.ok ? [role.value] : []));
  const there = new Set<string>();
  let sharedRole: string | null | undefined;
  await files.read([shared, ...candidates.map(roleProgressPath)].map((path) => ({ path })), (path, outcome) => {
    if (outcome.kind !== 'text') return;
    there.add(path);
    if (path === shared) sharedRole = parseProgress(outcome.text).role;
  });
  return { shared, sharedRole, roles: candidates.filter((role) => there.has(roleProgressPath(role))) };
}

/** Reads the hand-over of a role (`null`: of nobody in particular); refuses where nobody can know which is meant, or it cannot be read. */
export async function loadProgress(files: Files, { role, shared }: { readonly role: Role | null; readonly shared: string }): Promise<LoadedProgress | Refusal> {
  const places = await loadProgressPlaces(files, shared);
  const path = progressPathFor(role, places);
  if (path === null) return refusal('progress/which', `Several roles have a hand-over (${places.roles.join(', ')}); say with --role or $AGENT_ROLE which is meant.`);
  const outcome = await readOne(files, path);
  if (outcome?.kind === 'unreadable') return refusal('progress/unreadable', `${path} cannot be read (${outcome.detail}); put a plain text file there.`);
  return { kind: 'progress', path, text: outcome?.text ?? null, places };
}

/** Reads the copies that are kept. */
export async function loadHistory(files: Files): Promise<RunHistory['kept']> {
  const listed = await files.list(historyDirectory);
  const names = listed.kind === 'entries' ? historyNames(listed.entries.filter(({ kind }) => kind === 'file').map(({ name }) => name)) : [];
  const kept = new Map<string, string | null>(names.map((name) => [name, null]));
  await files.read(names.map((name) => ({ path: `${historyDirectory}/${name}` })), (path, outcome) => {
    if (outcome.kind === 'text') kept.set(path.slice(historyDirectory.length + 1), outcome.text);
  });
  return kept;
}
