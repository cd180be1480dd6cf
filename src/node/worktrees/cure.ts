import { existsSync, lstatSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { planEditorExcludes } from '../../core/worktrees/editor-excludes.js';
import type { Complaint, Cure } from '../../core/worktrees/diagnose.js';
import { keepRecord, type Backup } from './backup.js';
import { editorSettings, homeInRoot, type ApplyHere, type Cured } from './doctor.js';
import { excludeHome } from './exclude.js';
import type { WorktreePlace } from './place.js';
import { removeWorktree } from './remove.js';
import { adminOf, readWorktrees } from './repository-files.js';
import { walkTree } from './tree-walk.js';
import { listWorktrees } from './worktree-list.js';

/** What curing needs beyond the place. `now`: milliseconds since the epoch. */
export interface CureTools {
  readonly apply: ApplyHere;
  readonly now: number;
}

/** Mends what can be mended, one after the other, the most urgent first. */
export async function cureAll(where: WorktreePlace, complaints: readonly Complaint[], tools: CureTools): Promise<readonly Cured[]> {
  const cured: Cured[] = [];
  for (const complaint of complaints) {
    const note = complaint.cure === null ? null : await cure(where, complaint.cure, tools);
    cured.push({ complaint, done: note?.done ?? false, note: note?.note ?? complaint.message });
  }
  return cured;
}

interface Note {
  readonly done: boolean;
  readonly note: string;
}

const well = (note: string): Note => ({ done: true, note });
const ill = (note: string): Note => ({ done: false, note });

function cure(where: WorktreePlace, wanted: Cure, tools: CureTools): Promise<Note> | Note {
  switch (wanted.kind) {
    case 'forget': return forget(where, wanted.path, tools);
    case 'clear-half-made': return clearHalfMade(where, wanted.path, tools);
    case 'repair': return repair(where, wanted.path);
    case 'put-back': return putBack(wanted.path, wanted.to);
    case 'delete-lock': return deleteLock(wanted.path);
    case 'quiet-editor': return quietEditor(where, tools);
    default: return simple(where, wanted);
  }
}

function simple({ place, home }: WorktreePlace, wanted: Cure): Note {
  if (wanted.kind === 'exclude') {
    const written = place.commonDir !== null && excludeHome(place.commonDir, place.root, home);
    return written ? well('The folder of worktrees is in info/exclude.') : ill('info/exclude could not be written.');
  }
  if (!('path' in wanted)) return ill('Nobody knows how.');
  if (wanted.kind === 'delete-empty') rmdirSync(wanted.path);
  else rmSync(wanted.path, { recursive: true, force: true });
  return well(`${wanted.path} is deleted.`);
}

/** Takes an entry off the record whose directory is gone; what was staged there, and a commit on no branch, are kept. */
async function forget({ git, place }: WorktreePlace, path: string, { now }: CureTools): Promise<Note> {
  const { commonDir, root } = place;
  const entry = commonDir === null ? undefined : readWorktrees(commonDir).find((each) => each.path === path);
  const admin = commonDir === null ? null : adminOf(commonDir, path);
  if (entry === undefined || admin === null) return well('It is forgotten already.');
  const backup = await keepRecord(git, { root, admin, role: basename(path), branch: entry.branch, head: entry.head, path, now });
  const { code } = await git.run(['worktree', 'remove', '--force', '--', path], { cwd: root, changes: true });
  if (code !== 0) rmSync(admin, { recursive: true, force: true });
  return well(`The record of ${path} is cleared${keptAt(backup)}.`);
}

function keptAt(backup: Backup | null): string {
  return backup === null ? '' : `; what it alone had is kept at ${backup.ref}`;
}

/** What an interrupted `worktree add` has left: nothing in it is anybody's work, but nobody can be sure, so files are kept all the same. */
async function clearHalfMade(where: WorktreePlace, path: string, tools: CureTools): Promise<Note> {
  const { git, place, home } = where;
  const isThere = existsSync(path);
  await git.run(['worktree', 'unlock', '--', path], { cwd: place.root, changes: true });
  const state = listWorktrees(where).find((each) => each.path === path);
  if (!isThere || state === undefined) return forget(where, path, tools);
  const removed = state.locked !== null || state.head === null ? null : await removeWorktree(where, { state, force: true, agent: null, now: tools.now });
  if (removed?.kind === 'removed') {
    await removed.emptied;
    return well(`What was made of ${path} is cleared${keptAt(removed.backup)}; make it again: workflow worktree create ${basename(path)}`);
  }
  const aside = join(home, `${basename(path)}.found-${tools.now}`);
  const isEmpty = (await walkTree(path)).files.size === 0;
  if (isEmpty) rmSync(path, { recursive: true, force: true });
  else renameSync(path, aside);
  const { note } = await forget(where, path, tools);
  return well(isEmpty ? note : `${note} Its files are in ${aside}.`);
}

async function repair({ git, place }: WorktreePlace, path: string): Promise<Note> {
  const { code, stderr } = await git.run(['worktree', 'repair', path], { cwd: place.root, changes: true });
  return code === 0 ? well(`${path} is on record where it is now.`) : ill(`git could not repair ${path}: ${stderr.trim().split('\n')[0] ?? ''}`);
}

function putBack(from: string, to: string): Note {
  if (existsSync(to)) return ill(`${to} is there again; look what is in ${from}, and move it away.`);
  renameSync(from, to);
  return well(`${to} is back where it was.`);
}

/** A branch is locked for as long as one write takes; a lock that is still the same one after this many milliseconds is nobody's. */
const patienceMs = 3_000;

async function deleteLock(path: string): Promise<Note> {
  const before = lstatSync(path, { throwIfNoEntry: false });
  if (before !== undefined) await after(patienceMs);
  const now = lstatSync(path, { throwIfNoEntry: false });
  if (now === undefined) return well(`${path} is gone; a git was at work.`);
  if (now.ino !== before?.ino || now.mtimeMs !== before.mtimeMs) return ill(`${path} is being used by a git that is at work; try again when that is done.`);
  rmSync(path);
  return well(`${path}, which a killed git had left, is deleted.`);
}

async function quietEditor(where: WorktreePlace, { apply }: CureTools): Promise<Note> {
  const plan = planEditorExcludes(editorSettings(where), homeInRoot(where));
  if (plan === null) return ill('.vscode/settings.json cannot be read; mend it, and try again.');
  const outcome = await apply(plan);
  return outcome.kind === 'conflict' ? ill(`.vscode/settings.json was not written: ${outcome.message ?? ''}`) : well('.vscode/settings.json leaves worktrees out.');
}
