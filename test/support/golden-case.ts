import { cpSync, readFileSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../src/core/findings/finding.js';
import type { Task } from '../../src/core/tasks/task.js';
import { compareNatural } from '../../src/core/text/natural-order.js';
import { rangeOf } from '../../src/core/text/json-text.js';
import { allFindings } from '../../src/core/workflow/selectors.js';
import type { SessionState, WorkflowState } from '../../src/core/workflow/workflow-state.js';
import { temporaryFolder } from './temporary-folder.js';

/**
 * Copies a case's input to a new folder. Files get times a second apart, in the order of their paths, because a checkout gives
 * them none that means anything: of two markers the last one by name is the newest.
 */
export function copyCase(input: string): string {
  const root = temporaryFolder();
  cpSync(input, root, { recursive: true });
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  files.sort(compareNatural).forEach((file, index) => { utimesSync(file, 1_700_000_000 + index, 1_700_000_000 + index); });
  return root;
}

/** Everything that is said about a state, one line each and one more for every fix, in the order of files and places. */
export function findingsText(root: string, state: WorkflowState): string {
  const lines = allFindings(state).map((finding) => ({ finding, where: whereOf(root, finding) }));
  lines.sort((a, b) => compareNatural(a.where, b.where) || compareNatural(a.finding.code, b.finding.code) || compareNatural(a.finding.message, b.finding.message));
  return lines.map(({ finding: { severity, code, message, fixes }, where }) => (
    `${where} ${severity} ${code}\n    ${message}\n${fixes.map((fix) => `    → ${fix.title}\n`).join('')}`)).join('');
}

function whereOf(root: string, { file, place }: Finding): string {
  if (place.kind === 'file') return file;
  const { line, column, endLine, endColumn } = rangeOf(readFileSync(join(root, file), 'utf8'), place);
  return `${file}:${line}:${column}-${endLine}:${endColumn}`;
}

/** Sessions and tasks as an indented list. */
export function treeText(state: WorkflowState): string {
  return state.sessions.map((session) => `${sessionLine(state, session)}\n${tasksText(session)}`).join('');
}

function sessionLine(state: WorkflowState, { path, status, complexity, title, tasks }: SessionState): string {
  const active = state.active?.path === path ? ` (active by ${state.active.by})` : '';
  const { leaf, completed, skipped } = tasks.counts;
  return `${path} ${status} ${complexity} ${completed + skipped}/${leaf} ${JSON.stringify(title)}${active}`;
}

function tasksText(session: SessionState): string {
  const { byId, all, roots } = session.tasks;
  const below = (id: string, indent: string): string => {
    const task = byId.get(id);
    return task === undefined ? '' : taskLine(session, task, indent) + task.children.map((child) => below(child, `${indent}  `)).join('');
  };
  const copies = all.filter((task) => byId.get(task.id) !== task);
  return roots.map((root) => below(root, '  ')).join('') + copies.map((task) => taskLine(session, task, '  also ')).join('');
}

function taskLine({ summaries }: SessionState, { id, title, kind, status, file, blockedBy }: Task, indent: string): string {
  const word = file.broken ? 'broken' : status === 'unknown' ? `unknown "${file.rawStatus ?? ''}"` : status;
  const blocked = blockedBy.length > 0 ? ` (waits for ${blockedBy.join(', ')})` : '';
  return `${indent}${kind === 'container' ? '▸ ' : ''}${id} ${word}${title === '' ? '' : ` ${JSON.stringify(title)}`}${blocked}${summaries.has(id) ? ' ✅' : ''}\n`;
}
