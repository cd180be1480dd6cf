import type { Finding } from '../../core/findings/finding.js';
import { classifyPath } from '../../core/layout/state-layout.js';
import type { DocumentOutcome } from '../../core/findings/read-document.js';
import { parseSessionFile } from '../../core/sessions/parse-session-file.js';
import { deriveTaskGraph } from '../../core/tasks/derive-task-graph.js';
import { parseTaskFile } from '../../core/tasks/parse-task-file.js';
import { deriveSession } from '../../core/workflow/derive-session.js';
import type { SessionState } from '../../core/workflow/workflow-state.js';

/** Texts that are not saved yet, by path. */
export type UnsavedTexts = ReadonlyMap<string, string>;

/**
 * What is to be said about a session as if its unsaved texts were saved: also what a change in one task means for others.
 * The session itself when nothing of it is unsaved.
 */
export function findingsWith(session: SessionState, texts: UnsavedTexts): readonly Finding[] {
  const own = [...texts].filter(([path]) => isJudged(path, session.path));
  if (own.length === 0) return session.findings;
  const outcomes = new Map<string, DocumentOutcome>(own.map(([path, text]) => [path, { kind: 'text', text }]));
  const fileText = outcomes.get(session.file.path);
  const tasks = session.tasks.all.map(({ file }) => {
    const text = outcomes.get(file.path);
    return text === undefined ? file : parseTaskFile(file.path, text);
  });
  const unsaved = deriveSession({
    ...session,
    file: fileText === undefined ? session.file : parseSessionFile(session.file.path, fileText),
    tasks: deriveTaskGraph(tasks),
    odd: session.findings.filter(({ code }) => code === 'file/not-regular'),
  });
  return unsaved.findings;
}

/** Task files and the session file are judged while they are typed; the list is judged when it is saved. */
function isJudged(path: string, session: string): boolean {
  const what = classifyPath(path);
  return (what.kind === 'task' || what.kind === 'session-file') && what.session === session;
}
