import { failure, success, type Result } from '../../base/result.js';
import { asTaskId, type TaskId } from '../layout/names.js';

/** Where versions are (document 001, decisions 6.1), relative to the state root. */
export const versionsDirectory = '.workflow/versions';
/** A cache: made anew from the folders whenever it is missing or behind. */
export const indexPath = `${versionsDirectory}/index.yml`;

/** A name that was checked and may become part of a path: `v` and at least three digits. */
export type VersionName = string & { readonly brand: 'VersionName' };

const namePattern = /^v(\d{3,9})$/;

/** Is a folder of this name a version? Other names are somebody else's. */
export function isVersionName(name: string): name is VersionName {
  return namePattern.test(name);
}

/** Accepts a name as it is, or says in a sentence what one looks like. */
export function asVersionName(text: string): Result<VersionName, string> {
  return isVersionName(text) ? success(text) : failure(`"${text}" is no version; a version is called v001, v002, and so on.`);
}

/** The number in a version's name. */
export function versionNumber(name: VersionName): number {
  return Number(name.slice(1));
}

/** The next free name (decisions 6.2): one more than the highest number, numbers being compared as numbers. */
export function nextVersionName(names: readonly string[]): VersionName {
  const highest = names.filter(isVersionName).reduce((most, name) => Math.max(most, versionNumber(name)), 0);
  return `v${String(highest + 1).padStart(3, '0')}` as VersionName;
}

/** Directory of a version. */
export function versionDirectory(version: VersionName): string {
  return `${versionsDirectory}/${version}`;
}

/** The record of a version. */
export function versionPath(version: VersionName): string {
  return `${versionsDirectory}/${version}/session.yml`;
}

/** What lies in a version beside its record, by kind: task runs, and what rolling back did. */
export type RunHome = 'task_sessions' | 'rollbacks';
export const runHomes: readonly RunHome[] = ['task_sessions', 'rollbacks'];

/** Directory of the task runs of a version, one below it for each task. */
export function runsDirectory(version: VersionName, home: RunHome = 'task_sessions'): string {
  return `${versionsDirectory}/${version}/${home}`;
}

/** Directory of the latest attempt at a task. */
export function runDirectory(version: VersionName, task: TaskId, home: RunHome = 'task_sessions'): string {
  return `${runsDirectory(version, home)}/${task}`;
}

/** The three files of a task run, in its directory. */
export const runFiles = { session: 'session.yml', task: 'task.yml', log: 'operations.log' } as const;

/** Directory below a run's that holds the attempts before. */
export const attemptsFolder = 'attempts';

/** What a path below `.workflow/versions` is. Names are checked: what they lead to is inside. */
export type VersionPath =
  | { readonly kind: 'index' }
  | { readonly kind: 'version'; readonly version: VersionName }
  | { readonly kind: 'run'; readonly version: VersionName; readonly task: TaskId; readonly home: RunHome; readonly attempt: number | null };

const runPattern = /^(task_sessions|rollbacks)\/([^/]+)\/(?:attempts\/(\d{1,6})\/)?session\.yml$/;

/** Says what a path is by its name alone; `null` for everything that is no record. */
export function classifyVersionPath(path: string): VersionPath | null {
  if (path === indexPath) return { kind: 'index' };
  if (!path.startsWith(`${versionsDirectory}/`)) return null;
  const rest = path.slice(versionsDirectory.length + 1);
  const slash = rest.indexOf('/');
  const version = rest.slice(0, Math.max(0, slash));
  if (!isVersionName(version)) return null;
  const file = rest.slice(slash + 1);
  if (file === runFiles.session) return { kind: 'version', version };
  const [, home, name = '', attempt] = runPattern.exec(file) ?? [];
  const task = asTaskId(name);
  if (home === undefined || !task.ok) return null;
  return { kind: 'run', version, task: task.value, home: home as RunHome, attempt: attempt === undefined ? null : Number(attempt) };
}
