import { asRole, type Role } from '../layout/names.js';

/** Where what agents hand over is (document 000, 4.1), relative to the state root. */
export const agentSessionsDirectory = '.ai/project/sessions';
/** The copies of runs that are over. */
export const historyDirectory = '.ai/project/sessions/history';
/** The shared hand-over, unless `harness.progress_file` says another. */
export const sharedProgressPath = '.ai/project/sessions/claude-progress.txt';

const fileName = 'claude-progress.txt';

/** The hand-over of one role where there are several (decisions 4.3). */
export function roleProgressPath(role: Role): string {
  return `${agentSessionsDirectory}/${role}/${fileName}`;
}

/** The role that a hand-over of one's own belongs to, by its path; `null`: the path is none. */
export function roleOfProgressPath(path: string): Role | null {
  const [name = '', file, ...rest] = path.startsWith(`${agentSessionsDirectory}/`) ? path.slice(agentSessionsDirectory.length + 1).split('/') : [];
  const role = file === fileName && rest.length === 0 ? asRole(name) : null;
  return role?.ok === true ? role.value : null;
}

/** Hand-overs that are there. */
export interface ProgressPlaces {
  /** The path of the shared one. */
  readonly shared: string;
  /** Whose it is; `null`: nobody's in particular. `undefined`: it is not there. */
  readonly sharedRole: string | null | undefined;
  /** Roles that have one of their own. */
  readonly roles: readonly Role[];
}

/**
 * The hand-over of a role: its own where it has one, else the shared one where that is its or nobody's, else its own to be made.
 * Without a role the shared one, else the only one there is. `null`: several are meant and none is named.
 */
export function progressPathFor(role: Role | null, places: ProgressPlaces): string | null {
  const { shared, sharedRole, roles } = places;
  if (role === null) return sharedRole === undefined ? onlyPath(places) : shared;
  const isShared = sharedRole === undefined || sharedRole === null || sharedRole === role;
  return isShared && !roles.includes(role) ? shared : roleProgressPath(role);
}

function onlyPath({ shared, roles }: ProgressPlaces): string | null {
  const [only] = roles;
  if (only === undefined) return shared;
  return roles.length === 1 ? roleProgressPath(only) : null;
}

const historyPattern = /^(\d{4}-\d\d-\d\d)_session([1-9]\d*)\.log$/;

/** Orders the names of the history, oldest first; others are not ours and left out. */
export function historyNames(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const [, date, number] = historyPattern.exec(name) ?? [];
    return date === undefined ? [] : [{ name, date, number: Number(number) }];
  }).sort((a, b) => (a.date === b.date ? a.number - b.number : a.date < b.date ? -1 : 1)).map(({ name }) => name);
}

/** The name of the next copy on a day (yyyy-mm-dd). */
export function nextHistoryName(names: readonly string[], day: string): string {
  const numbers = names.flatMap((name) => (name.startsWith(`${day}_`) ? [Number(historyPattern.exec(name)?.[2] ?? 0)] : []));
  return `${day}_session${Math.max(0, ...numbers) + 1}.log`;
}
