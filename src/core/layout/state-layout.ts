import { sessionPrefix } from './names.js';

/**
 * Where every file of sessions and tasks is (document 004, decisions 3.1 and 3.2). Paths are relative to the state root and
 * use `/`. Whatever is not named here is not ours: versions, other dot folders, `.task/versions/`, `*.bak`, `temp`.
 */
export const workflowDirectory = '.workflow';
/** Where new sessions go if it exists. */
export const activeDirectory = '.workflow/active';
/** Where archived sessions are moved to. */
export const archivesDirectory = '.workflow/archives';
/** The list of what was archived, appended to with every archived session. */
export const archiveManifest = '.workflow/archives/manifest.json';

/** `root`: `.workflow/WFS-x` · `active`: `.workflow/active/WFS-x` · `archives`: `.workflow/archives` or `.workflow/.archives`. */
export type SessionLocation = 'root' | 'active' | 'archives';

/** A directory in which session directories may lie. */
export interface SessionHome {
  readonly path: string;
  readonly location: SessionLocation;
}

/** All directories in which sessions may lie, in the order in which they are looked through. */
export const sessionDirectories: readonly SessionHome[] = [
  { path: workflowDirectory, location: 'root' },
  { path: activeDirectory, location: 'active' },
  { path: archivesDirectory, location: 'archives' },
  { path: '.workflow/.archives', location: 'archives' },
];

/** What a path below the state root is. `session` is the session's directory path, its id everywhere. */
export type StatePath =
  | { readonly kind: 'task'; readonly session: string }
  | { readonly kind: 'session-file'; readonly session: string }
  | { readonly kind: 'todo'; readonly session: string }
  | { readonly kind: 'summary'; readonly session: string; readonly task: string }
  | { readonly kind: 'marker'; readonly name: string }
  | { readonly kind: 'session-directory'; readonly session: string }
  | { readonly kind: 'task-directory'; readonly session: string }
  | { readonly kind: 'summary-directory'; readonly session: string }
  | { readonly kind: 'container-directory' }
  | { readonly kind: 'ignored' };

const ignored: StatePath = { kind: 'ignored' };
const containerDirectory: StatePath = { kind: 'container-directory' };
const markerPrefix = '.active-';
const containers: ReadonlySet<string> = new Set(sessionDirectories.map((home) => home.path));

/** Says what a path is, by its name alone; a directory where a file is expected is sorted out by who lists it. */
export function classifyPath(path: string): StatePath {
  if (containers.has(path)) return containerDirectory;
  const home = sessionDirectories.findLast((each) => path.startsWith(`${each.path}/`));
  if (home === undefined) return ignored;
  const [name = '', ...rest] = path.slice(home.path.length + 1).split('/');
  if (isSessionName(name)) return classifyInSession(`${home.path}/${name}`, rest);
  const session = rest.length === 0 && home.location === 'root' ? markedSession(name) : null;
  return session === null ? ignored : { kind: 'marker', name: session };
}

function classifyInSession(session: string, rest: readonly string[]): StatePath {
  const [first, second] = rest;
  if (first === undefined) return { kind: 'session-directory', session };
  if (rest.length > 2) return ignored;
  if (first === taskFolder) return classifyInTasks(session, second);
  if (first === summaryFolder) return classifyInSummaries(session, second);
  if (second !== undefined) return ignored;
  if (first === sessionFileName) return { kind: 'session-file', session };
  return first === todoFileName ? { kind: 'todo', session } : ignored;
}

function classifyInTasks(session: string, name: string | undefined): StatePath {
  if (name === undefined) return { kind: 'task-directory', session };
  return isTaskFileName(name) ? { kind: 'task', session } : ignored;
}

function classifyInSummaries(session: string, name: string | undefined): StatePath {
  if (name === undefined) return { kind: 'summary-directory', session };
  const task = summarisedTask(name);
  return task === null ? ignored : { kind: 'summary', session, task };
}

const taskFolder = '.task';
const summaryFolder = '.summaries';
const sessionFileName = 'workflow-session.json';
const todoFileName = 'TODO_LIST.md';

/** A directory of this name, in one of `sessionDirectories`, is a session, whatever the rest of its name looks like. */
export function isSessionName(name: string): boolean {
  return name.startsWith(sessionPrefix) && name.length > sessionPrefix.length && !isLeftover(name);
}

/** A file of this name directly in `.task` is a task, also when its name is no proper id: nothing is dropped. */
export function isTaskFileName(name: string): boolean {
  return name.endsWith('.json') && !name.startsWith('.') && !isLeftover(name);
}

/** Copies and temporary files that people and tools leave behind. */
function isLeftover(name: string): boolean {
  return name.endsWith('.bak') || name === 'temp';
}

/** The session that a marker file's name names (`.active-WFS-x` → `WFS-x`), `null` when it is no marker. */
export function markedSession(fileName: string): string | null {
  if (!fileName.startsWith(markerPrefix)) return null;
  const name = fileName.slice(markerPrefix.length);
  return isSessionName(name) ? name : null;
}

/** The task that a file in `.summaries` sums up: `<id>-summary.md` is written, `<id>.md` accepted (decisions 3.13). */
export function summarisedTask(fileName: string): string | null {
  if (!fileName.endsWith('.md') || fileName.startsWith('.')) return null;
  const id = fileName.slice(0, -'.md'.length).replace(/-summary$/, '');
  return id === '' ? null : id;
}

/** Path of the marker that makes a session the active one. */
export function markerPath(sessionName: string): string {
  return `${workflowDirectory}/${markerPrefix}${sessionName}`;
}

/** Path of `workflow-session.json` of a session directory. */
export function sessionFilePath(session: string): string {
  return `${session}/${sessionFileName}`;
}

/** Path of the TODO list of a session directory. */
export function todoPath(session: string): string {
  return `${session}/${todoFileName}`;
}

/** Path of the plan of a session directory. */
export function planPath(session: string): string {
  return `${session}/IMPL_PLAN.md`;
}

/** Path of the directory of a session's task files. */
export function taskDirectory(session: string): string {
  return `${session}/${taskFolder}`;
}

/** Path of a task's file; the id must have passed `asTaskId` when it comes from outside. */
export function taskFilePath(session: string, id: string): string {
  return `${session}/${taskFolder}/${id}.json`;
}

/** Path of the directory of a session's summaries. */
export function summaryDirectory(session: string): string {
  return `${session}/${summaryFolder}`;
}

/** The session directory that a path lies in (or is), `null` outside of sessions. */
export function sessionOfPath(path: string): string | null {
  const home = sessionDirectories.findLast((each) => path.startsWith(`${each.path}/`));
  if (home === undefined) return null;
  const end = path.indexOf('/', home.path.length + 1);
  const session = end < 0 ? path : path.slice(0, end);
  return isSessionName(session.slice(home.path.length + 1)) ? session : null;
}

/** In which of the layouts a session directory lies. */
export function sessionLocation(session: string): SessionLocation {
  return sessionDirectories.findLast((each) => session.startsWith(`${each.path}/`))?.location ?? 'root';
}

/** The name of a session directory, `WFS-x`. */
export function sessionNameOf(session: string): string {
  return session.slice(session.lastIndexOf('/') + 1);
}

/** The base name of a task file, which is the id it should carry. */
export function taskNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, path.endsWith('.json') ? -'.json'.length : undefined);
}
