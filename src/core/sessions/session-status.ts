/** The states of a session (decisions 2). `archived` follows from where the directory is, never from the file. */
export const sessionStatuses = ['active', 'paused', 'completed', 'archived'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

/** Words that session files use, in lower case → our status. Archived is a matter of place: such a session is completed. */
const dialect: ReadonlyMap<string, SessionStatus> = new Map([
  ...sessionStatuses.map((status): [string, SessionStatus] => [status, status]),
  ['archived', 'completed'],
  ['in_progress', 'active'],
  ['done', 'completed'],
]);

const transitions: Readonly<Record<SessionStatus, readonly SessionStatus[]>> = {
  active: ['paused', 'completed'],
  paused: ['active', 'completed'],
  completed: ['active', 'archived'],
  archived: [],
};

/**
 * The status of a session: archived where it lies in the archives, else what its file's word means in any letter case. Absent
 * is paused, as document 004 calls a session without a marker; any other word is `unknown`.
 */
export function mapSessionStatus(raw: string | null, location: 'root' | 'active' | 'archives'): SessionStatus | 'unknown' {
  if (location === 'archives') return 'archived';
  return raw === null ? 'paused' : dialect.get(raw.trim().toLowerCase()) ?? 'unknown';
}

/** Where a session may go from here (decisions 2); `unknown` behaves as paused. completed → active is to be asked. */
export function nextSessionStatuses(status: SessionStatus | 'unknown'): readonly SessionStatus[] {
  return transitions[status === 'unknown' ? 'paused' : status];
}
