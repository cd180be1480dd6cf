import { plainLine } from '../core/text/escape.js';
import { wordOf, type WorktreeState, type WorktreeWord } from '../core/worktrees/worktree.js';
import type { Complaint } from '../core/worktrees/diagnose.js';
import type { DiskUse } from '../node/worktrees/doctor.js';
import { cell, renderColumns } from './columns.js';
import type { Style } from './output.js';

/** A worktree as the command line answers it. */
export interface WorktreeJson {
  readonly role: string;
  readonly path: string;
  readonly branch: string | null;
  readonly status: WorktreeWord;
  readonly uncommitted_changes: number;
  /** Commits that its base lacks, and that it lacks of its base. */
  readonly ahead: number;
  readonly behind: number;
  readonly port: number | null;
  readonly feature: string | null;
}

export function worktreeJson(state: WorktreeState, port: number | null = null): WorktreeJson {
  const { role, path, branch, feature, status } = state;
  return { role, path, branch, status: wordOf(state), uncommitted_changes: status?.uncommitted ?? 0, ahead: status?.ahead ?? 0, behind: status?.behind ?? 0, port, feature };
}

/** The same with all that there is to say of one. */
export function worktreeDetails(state: WorktreeState): unknown {
  const { role, path, branch, base, gone, locked, status } = state;
  const { uncommitted_changes, ahead, behind, status: word } = worktreeJson(state);
  return { exists: !gone, path, branch, clean: status === null ? null : status.uncommitted === 0, uncommitted_changes, ahead, behind, role, status: word, base, locked, conflicts: status?.conflicts ?? [] };
}

const styles: Readonly<Record<WorktreeWord, Style>> = { active: 'good', dirty: 'warn', stale: 'bad', locked: 'dim' };

/** One line a worktree. */
export function renderWorktrees(states: readonly WorktreeState[]): string {
  return renderColumns(states.map((state) => [
    cell(plainLine(state.role), 'strong'), cell(wordOf(state), styles[wordOf(state)]), cell(plainLine(state.branch ?? '(no branch)')), cell(commits(state)), cell(changes(state)),
    cell(plainLine(state.path), 'dim'),
  ]));
}

/** What there is to say of one. */
export function renderWorktree(state: WorktreeState): string {
  const rows: readonly (readonly [string, string])[] = [
    ['worktree', plainLine(state.role)], ['status', `${wordOf(state)}${state.locked === null || state.locked === '' ? '' : ` (${plainLine(state.locked)})`}`],
    ['path', plainLine(state.path)], ['branch', plainLine(state.branch ?? '(none)')], ['changes', changes(state) || 'none'], ['commits', commits(state) || 'as its base'],
    ...(state.status?.conflicts ?? []).map((path) => ['conflict', plainLine(path)] as const),
  ];
  return renderColumns(rows.map(([name, value]) => [cell(name, 'dim'), cell(value)]));
}

function commits({ status, base }: WorktreeState): string {
  const ahead = status?.ahead ?? 0;
  const behind = status?.behind ?? 0;
  const parts = [ahead > 0 ? `${ahead} ahead` : '', behind > 0 ? `${behind} behind` : ''].filter((part) => part !== '');
  return parts.length === 0 ? '' : `${parts.join(', ')} of ${plainLine(base ?? '')}`;
}

function changes({ status }: WorktreeState): string {
  return status === null || status.uncommitted === 0 ? '' : `${status.uncommitted} uncommitted`;
}

const severities: Readonly<Record<Complaint['severity'], Style>> = { error: 'bad', warning: 'warn', hint: 'dim' };

/** What the doctor says: a line for each complaint, then the room that worktrees take. */
export function renderDoctor(results: readonly { readonly complaint: Complaint; readonly fixed: boolean; readonly note: string }[], disk: readonly DiskUse[]): string {
  const lines = results.map(({ complaint: { severity }, fixed, note }) => [cell(fixed ? 'mended' : severity, fixed ? 'good' : severities[severity]), cell(plainLine(note))]);
  const rooms = disk.map(({ path, bytes }) => [cell(`${(bytes / 1024 / 1024).toFixed(1)} MiB`, 'dim'), cell(plainLine(path))]);
  return renderColumns(lines.length === 0 ? [[cell('Nothing is wrong.', 'good')]] : lines) + renderColumns(rooms);
}
