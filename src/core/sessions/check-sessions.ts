import type { Finding } from '../findings/finding.js';
import { keyAt, makeFinding, valueAt } from '../findings/make-finding.js';
import { asSessionName } from '../layout/names.js';
import { sessionFilePath, workflowDirectory, type SessionLocation } from '../layout/state-layout.js';
import { excerpt } from '../text/escape.js';
import { complexityOfCount, isHigher, parseComplexity } from './complexity.js';
import { markedBy, newestFirst, type ActiveCandidate } from './derive-active.js';
import type { Marker, SessionFile } from './session.js';

/**
 * What the marker files say that cannot be (document 004, recovery): orphans, and more than one. Removing them is a repair that
 * the person applies, never a silent deletion.
 */
export function checkMarkers(markers: readonly Marker[], sessions: readonly Pick<ActiveCandidate, 'name' | 'location'>[]): readonly Finding[] {
  const findings: Finding[] = [];
  let kept: Marker | null = null;
  for (const marker of newestFirst(markers)) {
    if (!markedBy(marker, sessions)) findings.push(orphan(marker, sessions));
    else if (kept) findings.push(surplus(marker, kept));
    else kept = marker;
  }
  return findings;
}

function orphan(marker: Marker, sessions: readonly Pick<ActiveCandidate, 'name'>[]): Finding {
  const isArchived = sessions.some((session) => session.name === marker.session);
  return makeFinding({
    code: 'marker/orphan', file: `${workflowDirectory}/${marker.file}`,
    message: `This marker says that ${marker.session} is active, but ${isArchived ? 'that session is archived' : 'there is no such session'}; remove the marker.`,
    fixes: [{ title: 'Remove this marker', request: { do: 'remove-marker', marker: marker.file } }],
  });
}

function surplus(marker: Marker, kept: Marker): Finding {
  return makeFinding({
    code: 'marker/several', file: `${workflowDirectory}/${marker.file}`,
    message: `Only one session can be active. ${kept.session} is, because its marker is the newest; remove the marker of ${marker.session}.`,
    fixes: [{ title: `Remove this marker and keep ${kept.session} active`, request: { do: 'remove-marker', marker: marker.file } }],
  });
}

/** What checking a session needs to know of it. */
export interface CheckedSession {
  readonly name: string;
  readonly path: string;
  readonly location: SessionLocation;
  readonly file: SessionFile;
  readonly leafCount: number;
}

/** What a session's name and its file say about each other and about its tasks, beyond what `file.findings` has. */
export function checkSession(session: CheckedSession): readonly Finding[] {
  return [...checkName(session), ...checkComplexity(session)];
}

function checkName({ name, path }: CheckedSession): readonly Finding[] {
  const accepted = asSessionName(name);
  if (accepted.ok) return [];
  return [makeFinding({
    code: 'session/name-format', file: sessionFilePath(path),
    message: `${accepted.problem} The session works under its name, but other tools of this workflow may not.`,
  })];
}

/** The archive is history: nothing in it is to be raised. */
function checkComplexity({ path, location, file, leafCount }: CheckedSession): readonly Finding[] {
  if (location === 'archives' || file.rawType === null) return [];
  const asked = complexityOfCount(leafCount);
  const named = parseComplexity(file.rawType);
  const draft = { code: 'session/complexity', file: sessionFilePath(path) } as const;
  if (named === null) {
    const message = `The type "${excerpt(file.rawType)}" is none of simple, medium and complex; by its ${leafCount} tasks the session is ${asked}.`;
    return [makeFinding({ ...draft, message, place: valueAt('type') })];
  }
  if (asked === 'simple' || !isHigher(asked, named)) return [];
  return [makeFinding({
    ...draft, place: valueAt('type'),
    message: `The type is ${named}, but ${leafCount} tasks make a session ${asked} (simple: under 5, medium: 5 to 15, complex: over 15).`,
    fixes: [{ title: `Raise the type to ${asked}`, request: { do: 'raise-complexity', session: path, complexity: asked } }],
  })];
}

/** The same name in two places is listed twice, and said at each of them (decisions 3.1). */
export function checkSessionNames(sessions: readonly { readonly name: string; readonly path: string }[]): readonly Finding[] {
  if (new Set(sessions.map(({ name }) => name)).size === sessions.length) return [];
  const places = new Map<string, string[]>();
  for (const { name, path } of sessions) places.set(name, [...(places.get(name) ?? []), path]);
  return sessions.flatMap(({ name, path }) => {
    const others = (places.get(name) ?? []).filter((other) => other !== path);
    if (others.length === 0) return [];
    return [makeFinding({
      code: 'session/duplicate-name', file: sessionFilePath(path), place: keyAt('session_id'),
      message: `${name} also stands in ${others.join(' and ')}; rename one of the directories, because markers and commands go by the name.`,
    })];
  });
}
