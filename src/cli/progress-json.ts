import { plainLine } from '../core/text/escape.js';
import type { NextRun } from '../core/progress/next-run.js';
import type { Progress } from '../core/progress/progress.js';
import { cell, renderColumns } from './columns.js';
import { paint } from './output.js';

/** A hand-over as the command line answers it: the fields of decisions 4.4, and the rest of the file as more keys. */
export function progressJson(path: string, progress: Progress): unknown {
  const { sessionId, feature, role, currentTask, completed, blockers, status, rawStatus, taskId, started, lastUpdated, inProgress, notes, files, decisions, questions, foreign } = progress;
  return {
    session_id: sessionId, feature, role, current_task: currentTask, completed: completed.map(({ text }) => text), blockers,
    status, raw_status: rawStatus, task_id: taskId, started, last_updated: lastUpdated, in_progress: inProgress.map(({ text }) => text),
    notes, files, decisions, questions, foreign, path,
  };
}

/** The same for people, one fact a line. */
export function progressText(path: string, progress: Progress): string {
  const { sessionId, feature, role, currentTask, completed, blockers, status, rawStatus, taskId, inProgress, notes, files, questions } = progress;
  const facts: readonly (readonly [string, string | null])[] = [
    ['feature', feature], ['role', role], ['status', status === 'unknown' ? rawStatus : status], ['session', sessionId], ['task', taskId ?? currentTask],
    ['file', path],
  ];
  const known = facts.flatMap(([name, value]) => (value === null ? [] : [[cell(name, 'dim'), cell(plainLine(value))]]));
  const lists = [
    listText('completed', completed.map(({ text }) => text)), listText('in progress', inProgress.map(({ text }) => text)), listText('blockers', blockers),
    listText('questions', questions), listText('notes', notes), listText('files', files),
  ];
  return renderColumns(known) + lists.join('');
}

function listText(title: string, entries: readonly string[]): string {
  return entries.length === 0 ? '' : `${title}:\n${entries.map((entry) => `  - ${plainLine(entry)}\n`).join('')}`;
}

/** What the next run needs, as the command line answers it. */
export function nextRunJson(path: string, next: NextRun): unknown {
  const { lastTask, nextStep, inProgress, ...rest } = next;
  return { ...rest, last_task: lastTask, next_step: nextStep, in_progress: inProgress.map(({ text, open }) => ({ text, open })), path };
}

/** The same for people. */
export function nextRunText(next: NextRun): string {
  const interrupted = next.interrupted ? 'The run before did not say that it ends; look at the last changes before you rely on it.\n' : '';
  const lists = [
    listText('blockers', next.blockers), listText('questions for the person', next.questions), listText('in progress', next.inProgress.map(({ text }) => text)),
    listText('notes of the run before', next.notes), listText('files changed', next.files), listText('decisions', next.decisions), listText('completed', next.completed),
  ];
  return `${plainLine(next.summary)}\n${interrupted}${paint('next:', 'strong')} ${plainLine(next.nextStep)}\n${lists.join('')}`;
}
