import type { Finding } from '../findings/finding.js';
import { sessionLocation, sessionNameOf } from '../layout/state-layout.js';
import { checkSession } from '../sessions/check-sessions.js';
import { complexityOf } from '../sessions/complexity.js';
import { mapSessionStatus } from '../sessions/session-status.js';
import type { TaskGraph } from '../tasks/task.js';
import { checkTodo } from '../todo/check-todo.js';
import type { SessionState } from './workflow-state.js';

/** What was read of a session's directory, parsed. `odd`: what stands where files of ours should. */
export interface SessionParts extends Pick<SessionState, 'path' | 'file' | 'tasks' | 'todo' | 'summaries' | 'changedAt'> {
  readonly odd: readonly Finding[];
}

/** Puts a session together: what its files say, what that means (decisions 2 and 3), and what is to be said about it. */
export function deriveSession({ odd, ...parts }: SessionParts): SessionState {
  const { path, file, tasks } = parts;
  const [name, location] = [sessionNameOf(path), sessionLocation(path)];
  const leafCount = tasks.counts.leaf;
  const session = {
    ...parts,
    name,
    location,
    status: mapSessionStatus(file.rawStatus, location),
    title: file.project ?? name,
    complexity: complexityOf(leafCount, file.rawType),
  };
  const judged = [...checkSession({ name, path, location, file, leafCount }), ...checkTodo(session)];
  return Object.freeze({ ...session, findings: [...file.findings, ...judged, ...tasks.findings, ...findingsOfFiles(tasks), ...parts.todo.findings, ...odd] });
}

function findingsOfFiles({ all }: TaskGraph): readonly Finding[] {
  return all.filter(({ file }) => file.findings.length > 0).flatMap(({ file }) => file.findings);
}
