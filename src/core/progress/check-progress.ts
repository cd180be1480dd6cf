import { nextAgentRunStatuses } from '../agents/agent-run-status.js';
import type { FindingCode } from '../findings/finding-codes.js';
import type { Finding } from '../findings/finding.js';
import { makeFinding } from '../findings/make-finding.js';
import { progressOf, type Progress, type ProgressTask } from './progress.js';
import { roleOfProgressPath } from './progress-files.js';
import type { ProgressText } from './progress-text.js';

/** What is wrong with a hand-over (decisions 2, 4.3). Nothing of it keeps anybody from reading it, so nothing is an error. */
export function checkProgress(path: string, text: ProgressText): readonly Finding[] {
  const progress = progressOf(text);
  const say = (code: FindingCode, message: string, line = 1): Finding => makeFinding({ code, file: path, message, place: { kind: 'line', line } });
  if (progress.foreign) return [say('progress/foreign', 'This is a log of somebody\'s own, without "## Session Info" and "## Current State"; it is shown and never rewritten.')];
  const statusLine = text.lineOfField('state', 'status');
  return [
    ...(progress.status === 'unknown' ? [say('progress/unknown-status', `"${progress.rawStatus ?? ''}" is no state of a run; known are initializing, active (or IN_PROGRESS), paused, resumed, blocked, completed, failed and expired.`, statusLine)] : []),
    ...(['feature', 'role', 'sessionId'] as const).flatMap((field) => (progress[field] === null ? [say('progress/missing-field', `The hand-over does not say its ${words[field]}.`)] : [])),
    ...wrongRole(path, progress).map((message) => say('progress/role-mismatch', message, text.lineOfField('info', 'role'))),
    ...openAndOver(progress).map((message) => say('progress/open-and-over', message, statusLine)),
    ...twice(progress).map((task) => say('progress/done-and-open', `${task} is completed and in progress at once; say which with: workflow progress update ${task} <status>`)),
  ];
}

const words = { feature: 'feature', role: 'role', sessionId: 'session_id' } as const;

function wrongRole(path: string, { role }: Progress): readonly string[] {
  const own = roleOfProgressPath(path);
  return own === null || role === null || role === own ? [] : [`The hand-over in the folder of ${own} says that it is of ${role}.`];
}

/** A run that is over, with blockers that nobody resolved. */
function openAndOver({ status, blockers }: Progress): readonly string[] {
  const isOver = status === 'completed' && nextAgentRunStatuses(status).length === 0;
  return isOver && blockers.length > 0 ? [`The run is completed, but it has blockers: ${blockers[0] ?? ''}`] : [];
}

function twice({ completed, inProgress }: Progress): readonly string[] {
  const done = new Set(completed.flatMap(({ id }: ProgressTask) => id ?? []));
  return inProgress.flatMap(({ id }) => (id !== null && done.has(id) ? [id] : []));
}
