import { classifyPath, sessionFilePath, todoPath } from '../layout/state-layout.js';
import type { StatePath } from '../layout/state-layout.js';
import type { Hint } from '../part-table.js';

/** Where to look in one session: whether to go through its directories of tasks and of summaries, and single files by path. */
export interface SessionLook {
  tasks: boolean;
  summaries: boolean;
  readonly files: Set<string>;
}

/** Where to look. `homes`: which sessions and markers there are. `everySession`: all of each, also of those not yet known. */
export interface Look {
  homes: boolean;
  everySession: boolean;
  readonly sessions: Map<string, SessionLook>;
}

/** What is known already, so that a hint about it needs no listing. */
export interface Known {
  readonly hasSession: (session: string) => boolean;
  readonly hasTask: (session: string, path: string) => boolean;
}

/**
 * Turns a hint into the least that must be looked at: a known file is read; for an unknown one the directory that would
 * hold it is listed, and no other, because a name in a hint proves nothing. The root itself (`''`) means everything.
 */
export function deriveLook(hint: Hint, known: Known): Look {
  const look: Look = { homes: false, everySession: false, sessions: new Map() };
  if (hint === 'everything' || hint.includes('')) return { ...look, homes: true, everySession: true };
  for (const path of hint) addPlace(look, path, known);
  return look;
}

/** A look at all of a session. */
export function wholeSession(session: string): SessionLook {
  return { tasks: true, summaries: true, files: new Set([sessionFilePath(session), todoPath(session)]) };
}

function addPlace(look: Look, path: string, known: Known): void {
  const place = classifyPath(path);
  if (place.kind === 'ignored') return;
  if ('session' in place && place.kind !== 'session-directory' && known.hasSession(place.session)) {
    addToSession(look, path, { place, known });
    return;
  }
  look.homes = true;
  if (place.kind === 'container-directory') look.everySession = true;
  if (place.kind === 'session-directory') look.sessions.set(place.session, wholeSession(place.session));
}

type InSession = Extract<StatePath, { session: string }>;

function addToSession(look: Look, path: string, { place, known }: { place: InSession; known: Known }): void {
  const session = look.sessions.get(place.session) ?? { tasks: false, summaries: false, files: new Set() };
  look.sessions.set(place.session, session);
  const isKnownFile = place.kind === 'session-file' || place.kind === 'todo' || known.hasTask(place.session, path);
  if (isKnownFile) session.files.add(path);
  else if (place.kind === 'task' || place.kind === 'task-directory') session.tasks = true;
  else session.summaries = true;
}
