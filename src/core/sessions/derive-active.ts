import type { SessionLocation } from '../layout/state-layout.js';
import { compareNatural } from '../text/natural-order.js';
import type { SessionStatus } from './session-status.js';
import type { Marker } from './session.js';

/** What choosing the active session needs to know of a session. */
export interface ActiveCandidate {
  readonly name: string;
  readonly path: string;
  readonly location: SessionLocation;
  readonly status: SessionStatus | 'unknown';
  readonly changedAt: number;
}

/** The active session: its path, and whether a marker says so or it is only shown as such. */
export interface ActiveSession {
  readonly path: string;
  readonly by: 'marker' | 'shown';
}

/**
 * Which session is active (decisions 3.3): the one that the newest marker names. Orphans count for nothing. Without any marker the
 * one in `.workflow/active` that says it is active and was changed last. `null` when there is none.
 */
export function deriveActive(markers: readonly Marker[], sessions: readonly ActiveCandidate[]): ActiveSession | null {
  for (const marker of newestFirst(markers)) {
    const session = markedBy(marker, sessions);
    if (session) return { path: session.path, by: 'marker' };
  }
  const shown = sessions
    .filter((session) => session.location === 'active' && session.status === 'active')
    .reduce<ActiveCandidate | null>((last, session) => (last && !isLater(session, last) ? last : session), null);
  return shown && { path: shown.path, by: 'shown' };
}

/** Markers by age, the newest first; of the same age in natural order of names. */
export function newestFirst(markers: readonly Marker[]): readonly Marker[] {
  return markers.toSorted((a, b) => b.mtimeMs - a.mtimeMs || compareNatural(a.session, b.session));
}

/**
 * The session that a marker names. Archived ones are not meant: archiving removes the marker. Where the name stands in two
 * places, `.workflow/active` is meant, because new sessions go there.
 */
export function markedBy<Candidate extends Pick<ActiveCandidate, 'name' | 'location'>>(marker: Pick<Marker, 'session'>, sessions: readonly Candidate[]): Candidate | null {
  const named = sessions.filter((session) => session.name === marker.session && session.location !== 'archives');
  return named.find((session) => session.location === 'active') ?? named[0] ?? null;
}

function isLater(one: ActiveCandidate, other: ActiveCandidate): boolean {
  const difference = one.changedAt - other.changedAt || compareNatural(other.path, one.path);
  return difference > 0;
}
