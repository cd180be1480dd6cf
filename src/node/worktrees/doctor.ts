import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Plan } from '../../core/plans/plan.js';
import { diagnose, type Complaint, type DoctorFacts, type FoundDirectory } from '../../core/worktrees/diagnose.js';
import { editorSettingsPath, leavesOut } from '../../core/worktrees/editor-excludes.js';
import { readTextFile } from '../text-file.js';
import { isExcluded } from './exclude.js';
import type { WorktreePlace } from './place.js';
import { trashName } from './remove.js';
import { readWorktrees, recordedPath, recordsOf } from './repository-files.js';
import { walkTree } from './tree-walk.js';

/** Looks for what is wrong. Files only; changes nothing. Empty without a repository. */
export function examine(where: WorktreePlace): readonly Complaint[] {
  const { place, home } = where;
  if (place.commonDir === null) return [];
  const directories = directoriesIn(home, place.commonDir);
  const facts: DoctorFacts = {
    entries: readWorktrees(place.commonDir), directories: directories.filter(({ path }) => path !== join(home, trashName)),
    brokenRecords: recordsOf(place.commonDir).filter((record) => recordedPath(record) === null),
    refLocks: locksBelow(join(place.commonDir, 'refs/heads')), trash: directoriesIn(join(home, trashName), place.commonDir), excluded: isExcluded(place.commonDir, place.root, home),
    quietEditor: leavesOut(editorSettings(where), homeInRoot(where)),
  };
  return diagnose(facts);
}

/** The folder of worktrees as settings name it: `.worktrees`. */
export function homeInRoot({ place, home }: Pick<WorktreePlace, 'place' | 'home'>): string {
  return relative(place.root, home).split(sep).join('/');
}

export function editorSettings({ place }: Pick<WorktreePlace, 'place'>): string | null {
  const read = readTextFile(join(place.root, editorSettingsPath));
  return read.ok ? read.value : null;
}

function directoriesIn(folder: string, commonDir: string): readonly FoundDirectory[] {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => found(join(folder, name), commonDir));
}

function locksBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.lock')).map((name) => join(folder, name));
}

function found(path: string, commonDir: string): FoundDirectory {
  const read = readTextFile(join(path, '.git'));
  const target = read.ok ? /^gitdir: ([^]+?)[\r\n]*$/.exec(read.value)?.[1] : undefined;
  const record = target === undefined ? null : isAbsolute(target) ? target : resolve(path, target);
  const isOurs = record !== null && dirname(record) === join(commonDir, 'worktrees') && existsSync(record);
  return { path, empty: readdirSync(path).length === 0, recordedAs: isOurs ? recordedPath(record) : null };
}

/** How much room a worktree takes. */
export interface DiskUse {
  readonly path: string;
  readonly bytes: number;
}

/** The room that each worktree in the folder of worktrees takes, what is ignored and the trash included, nested repositories not. */
export async function diskUse({ home }: Pick<WorktreePlace, 'home'>): Promise<readonly DiskUse[]> {
  if (!existsSync(home)) return [];
  const uses: DiskUse[] = [];
  for (const entry of readdirSync(home, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const path = join(home, entry.name);
    const { files } = await walkTree(path);
    uses.push({ path, bytes: [...files.values()].reduce((sum, { size }) => sum + size, 0) });
  }
  return uses;
}

/** What came of mending. */
export interface Cured {
  readonly complaint: Complaint;
  readonly done: boolean;
  /** What was done, or why not: a sentence. */
  readonly note: string;
}

/** Writes a plan to the state root. */
export type ApplyHere = (plan: Plan) => Promise<{ readonly kind: string; readonly message?: string }>;
