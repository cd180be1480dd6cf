import type { WorktreeEntry } from './worktree.js';

/** What a directory in the folder of worktrees is, beside what the repository has on record. Paths are absolute. */
export interface FoundDirectory {
  readonly path: string;
  readonly empty: boolean;
  /** The path that the record its `.git` names has for it; `null`: it names none, or one that is not there. */
  readonly recordedAs: string | null;
}

/** What the doctor looks at. */
export interface DoctorFacts {
  readonly entries: readonly WorktreeEntry[];
  /** Records that do not even say where their worktree is. */
  readonly brokenRecords: readonly string[];
  readonly directories: readonly FoundDirectory[];
  /** Directories that were moved away to be deleted. */
  readonly trash: readonly FoundDirectory[];
  /** Lock files of branches: normally there for thousandths of a second. */
  readonly refLocks: readonly string[];
  /** The folder of worktrees is hidden from the repository's own status. */
  readonly excluded: boolean;
  /** The editor leaves the folder of worktrees out when it watches and searches. */
  readonly quietEditor: boolean;
}

/** How something is mended. */
export type Cure =
  | { readonly kind: 'forget' | 'clear-half-made' | 'repair' | 'delete-empty' | 'delete-trash' | 'delete-record' | 'delete-lock'; readonly path: string }
  | { readonly kind: 'put-back'; readonly path: string; readonly to: string }
  | { readonly kind: 'exclude' | 'quiet-editor' };

/** Something that is wrong. `error`: work may be in danger, or a command will be refused; `warning`: it is in the way; `hint`: it could be better. */
export interface Complaint {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'hint';
  readonly path: string | null;
  readonly message: string;
  /** `null`: a person must decide; the message says how. */
  readonly cure: Cure | null;
}

/** Says what is wrong, what is most urgent first. */
export function diagnose(facts: DoctorFacts): readonly Complaint[] {
  const moved = new Set(facts.directories.filter(({ path, recordedAs }) => recordedAs !== null && recordedAs !== path).map(({ recordedAs }) => recordedAs));
  const waiting = new Set(facts.trash.map(({ recordedAs }) => recordedAs));
  const entries = facts.entries.filter(({ main, path }) => !main && !moved.has(path) && !waiting.has(path)).flatMap(ofEntry);
  const records = facts.brokenRecords.map((path): Complaint => ({
    code: 'worktree/broken-record', severity: 'error', path, message: `The record ${path} does not say where its worktree is; its making was interrupted.`, cure: { kind: 'delete-record', path },
  }));
  const known = new Set(facts.entries.map(({ path }) => path));
  const directories = facts.directories.filter(({ path }) => !known.has(path)).flatMap(ofDirectory);
  const locks = facts.refLocks.map((path): Complaint => ({
    code: 'worktree/ref-lock', severity: 'error', path, message: `${path} holds a branch: a git that was killed has left it, or one is at work this very moment.`, cure: { kind: 'delete-lock', path },
  }));
  return [...entries, ...records, ...locks, ...directories, ...facts.trash.flatMap((each) => ofTrash(each, known)), ...ofSurroundings(facts)];
}

function ofEntry({ path, gone, locked }: WorktreeEntry): readonly Complaint[] {
  if (locked === 'initializing') {
    return [{ code: 'worktree/half-made', severity: 'error', path, message: `The making of ${path} was interrupted, or is still going on.`, cure: { kind: 'clear-half-made', path } }];
  }
  if (!gone || locked !== null) return []; // A locked one may be on a disk that is not there now.
  return [{ code: 'worktree/gone', severity: 'error', path, message: `${path} is on record, but the directory is gone.`, cure: { kind: 'forget', path } }];
}

function ofDirectory({ path, empty, recordedAs }: FoundDirectory): readonly Complaint[] {
  if (recordedAs !== null) return [{ code: 'worktree/moved', severity: 'error', path, message: `${path} was moved from ${recordedAs} without git.`, cure: { kind: 'repair', path } }];
  if (empty) return [{ code: 'worktree/orphan', severity: 'hint', path, message: `${path} is an empty folder among the worktrees.`, cure: { kind: 'delete-empty', path } }];
  return [{ code: 'worktree/orphan', severity: 'warning', path, message: `${path} is no worktree of this repository; look what it is, and move it away.`, cure: null }];
}

function ofTrash({ path, recordedAs }: FoundDirectory, known: ReadonlySet<string>): readonly Complaint[] {
  const isOnRecord = recordedAs !== null && known.has(recordedAs);
  const cure: Cure = isOnRecord ? { kind: 'put-back', path, to: recordedAs } : { kind: 'delete-trash', path };
  const message = isOnRecord ? `The removal of ${recordedAs} was interrupted; its files are in ${path}.` : `${path} was removed, and its files are not deleted yet.`;
  return [{ code: 'worktree/trash', severity: isOnRecord ? 'error' : 'warning', path, message, cure }];
}

function ofSurroundings({ entries, excluded, quietEditor }: DoctorFacts): readonly Complaint[] {
  if (entries.every(({ main }) => main)) return [];
  const complaints: Complaint[] = [];
  if (!excluded) complaints.push({ code: 'worktree/not-excluded', severity: 'warning', path: null, message: 'The folder of worktrees shows up as untracked: it is not in info/exclude.', cure: { kind: 'exclude' } });
  if (!quietEditor) {
    complaints.push({ code: 'worktree/searched', severity: 'hint', path: null, message: 'VS Code watches and searches every worktree again: .vscode/settings.json does not leave them out.', cure: { kind: 'quiet-editor' } });
  }
  return complaints;
}
