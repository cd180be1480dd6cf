import { sameValue } from '../../base/same-value.js';
import type { Finding } from '../findings/finding.js';
import { activeDirectory, isSessionName, markedSession, sessionDirectories, sessionNameOf, workflowDirectory } from '../layout/state-layout.js';
import type { Hint, TablePorts } from '../part-table.js';
import type { DirectoryOutcome, ReadOutcome } from '../ports.js';
import type { Marker } from '../sessions/session.js';
import { compareNatural } from '../text/natural-order.js';
import { checkListing } from './check-listing.js';
import { deriveWorkflow } from './derive-workflow.js';
import { deriveLook, wholeSession } from './look.js';
import type { SessionLook } from './look.js';
import { SessionTable } from './session-table.js';
import type { PartValues } from './state-parts.js';
import type { WorkflowState } from './workflow-state.js';

/** Everything that was read of a state root: which sessions there are, a table for each, and the markers. */
export class WorkflowTable {
  readonly #ports: TablePorts;
  readonly #sessions = new Map<string, SessionTable>();
  /** Natural order of name, then path; made again only when sessions come or go. */
  #order: readonly SessionTable[] = [];
  #initialised = false;
  #hasActiveFolder = false;
  #markers: readonly Marker[] = [];
  #odd: readonly Finding[] = [];

  constructor(ports: TablePorts) {
    this.#ports = ports;
  }

  /** The state that follows from what was read, here and of the other areas; `before` itself when nothing that somebody could see has changed. */
  derive(before: WorkflowState, parts: PartValues): WorkflowState {
    return deriveWorkflow({
      parts,
      initialised: this.#initialised,
      hasActiveFolder: this.#hasActiveFolder,
      sessions: this.#order.map(({ state }) => state),
      markers: this.#markers,
      odd: this.#odd,
    }, before);
  }

  /** Reads what the hint asks for, and only that. */
  async look(hint: Hint): Promise<void> {
    const look = deriveLook(hint, {
      hasSession: (session) => this.#sessions.has(session),
      hasTask: (session, path) => this.#sessions.get(session)?.hasTask(path) === true,
    });
    const fresh = look.homes ? await this.#lookAtHomes() : [];
    const whole = look.everySession ? [...this.#sessions.keys()] : fresh;
    const isDoubtful = await this.#lookAtSessions(new Map([...look.sessions, ...whole.map(wholeLook)]));
    // A session that lost what every session has may have gone or moved.
    if (isDoubtful && !look.homes) await this.#lookAtSessions(new Map((await this.#lookAtHomes()).map(wholeLook)));
  }

  async #lookAtSessions(looks: ReadonlyMap<string, SessionLook>): Promise<boolean> {
    let isDoubtful = false;
    for (const [session, look] of looks) {
      const outcome = await this.#sessions.get(session)?.look(look);
      if (outcome === 'doubtful') isDoubtful = true;
    }
    return isDoubtful;
  }

  /** Lists where sessions and markers lie, forgets the sessions that are gone, and answers with those that are new. */
  async #lookAtHomes(): Promise<readonly string[]> {
    const kinds = new Map<string, DirectoryOutcome['kind']>();
    const found: string[] = [];
    const odd: Finding[] = [];
    for (const { path } of sessionDirectories) {
      const outcome = await this.#ports.files.list(path);
      kinds.set(path, outcome.kind);
      const { files, directories, findings } = checkListing(path, outcome, isWantedIn(path));
      found.push(...directories.filter((directory) => isSessionName(sessionNameOf(directory))));
      odd.push(...findings);
      if (path !== workflowDirectory) continue;
      await this.#readMarkers(files.filter((file) => !isSessionName(sessionNameOf(file))));
      if (outcome.kind !== 'entries') break;
    }
    this.#initialised = kinds.get(workflowDirectory) !== 'missing';
    this.#hasActiveFolder = kinds.get(activeDirectory) === 'entries';
    if (!sameValue(this.#odd, odd)) this.#odd = odd;
    return this.#setSessions(found);
  }

  #setSessions(found: readonly string[]): readonly string[] {
    const kept = new Set(found);
    const fresh = found.filter((path) => !this.#sessions.has(path));
    const gone = [...this.#sessions.keys()].filter((path) => !kept.has(path));
    for (const path of gone) this.#sessions.delete(path);
    for (const path of fresh) this.#sessions.set(path, new SessionTable(path, this.#ports));
    if (fresh.length + gone.length > 0) this.#order = [...this.#sessions.values()].sort(compareSessions);
    return fresh;
  }

  /** A marker says all by being there; it is read only for its time. */
  async #readMarkers(paths: readonly string[]): Promise<void> {
    const markers: Marker[] = [];
    await this.#ports.files.read(paths.map((path) => ({ path })), (path, outcome) => {
      const file = sessionNameOf(path);
      const session = markedSession(file);
      if (session !== null && outcome.kind !== 'missing') markers.push({ file, session, mtimeMs: modifiedAt(outcome) });
    });
    if (!sameValue(this.#markers, markers)) this.#markers = markers;
  }
}

function wholeLook(session: string): [string, SessionLook] {
  return [session, wholeSession(session)];
}

function isWantedIn(home: string): (name: string) => boolean {
  return home === workflowDirectory ? (name) => isSessionName(name) || markedSession(name) !== null : isSessionName;
}

function modifiedAt(outcome: ReadOutcome): number {
  return 'stamp' in outcome ? outcome.stamp?.mtimeMs ?? 0 : 0;
}

function compareSessions(a: SessionTable, b: SessionTable): number {
  return compareNatural(sessionNameOf(a.path), sessionNameOf(b.path)) || compareNatural(a.path, b.path);
}
