import type { Finding, Fix } from '../findings/finding.js';
import { makeFinding, valueAt } from '../findings/make-finding.js';
import { isObject, nameOfType, readDocument, type DocumentOutcome, type JsonObject } from '../findings/read-document.js';
import { sessionLocation, sessionNameOf, sessionOfPath } from '../layout/state-layout.js';
import { closest } from '../text/closest.js';
import { excerpt } from '../text/escape.js';
import { mapSessionStatus, sessionStatuses } from './session-status.js';
import type { SessionFile } from './session.js';

/**
 * Reads `workflow-session.json` of a session (document 004) into the projection that the model keeps, with what the file says
 * about itself. Never throws: a file that is missing or broken becomes a projection that carries the reason and the repair.
 */
export function parseSessionFile(path: string, outcome: DocumentOutcome | { readonly kind: 'missing' }): SessionFile {
  const session = sessionOfPath(path) ?? path.slice(0, path.lastIndexOf('/'));
  if (outcome.kind === 'missing') return { ...empty, path, exists: false, findings: [missing(path, session)] };
  const read = readDocument(path, outcome);
  if (read.ok) return projection(path, session, read.value);
  const canRecover = outcome.kind === 'text' || outcome.reason === 'invalid-utf8' || outcome.reason === 'too-large';
  const fixes = canRecover ? [recovery(session, 'Recover workflow-session.json and keep the broken text as .bak')] : [];
  return { ...empty, path, exists: true, broken: true, findings: [makeFinding({ ...read.problem, fixes })] };
}

const empty = { broken: false, sessionId: null, project: null, rawStatus: null, rawType: null, phase: null, feature: null };

function missing(file: string, session: string): Finding {
  return makeFinding({
    code: 'session/missing-file', file,
    message: `${sessionNameOf(session)} has no workflow-session.json, so its title and status are unknown; recover it from the template.`,
    fixes: [recovery(session, 'Make workflow-session.json from the template')],
  });
}

function recovery(session: string, title: string): Fix {
  return { title, request: { do: 'recover-session', session } };
}

function projection(path: string, session: string, raw: JsonObject): SessionFile {
  const sessionId = textOf(raw.session_id);
  const rawStatus = textOf(raw.status);
  return {
    path,
    exists: true,
    broken: false,
    sessionId,
    project: textOf(raw.project),
    rawStatus,
    rawType: textOf(raw.type),
    phase: textOf(raw.current_phase),
    feature: textOf(raw.feature),
    findings: [
      ...checkTypes(path, raw),
      ...checkSessionId(path, session, sessionId),
      ...checkStatus(path, session, rawStatus),
    ],
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function checkTypes(file: string, raw: JsonObject): readonly Finding[] {
  const findings: Finding[] = [];
  const say = (key: string, wanted: string): void => {
    const message = `"${key}" is ${nameOfType(raw[key])}; it must be ${wanted}.`;
    findings.push(makeFinding({ code: 'session/wrong-type', file, message, place: valueAt(key) }));
  };
  for (const key of ['session_id', 'project', 'type', 'current_phase', 'status']) {
    if (isThere(raw[key]) && typeof raw[key] !== 'string') say(key, 'a text');
  }
  if (isThere(raw.progress) && !isObject(raw.progress)) say('progress', 'an object with completed_phases and current_tasks');
  return findings;
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function checkSessionId(file: string, session: string, sessionId: string | null): readonly Finding[] {
  const name = sessionNameOf(session);
  if (sessionId === null || sessionId === name) return [];
  return [makeFinding({
    code: 'session/id-mismatch', file, place: valueAt('session_id'),
    message: `The session_id is ${excerpt(sessionId)}, but the directory is called ${name}; markers and commands go by the directory.`,
    fixes: [fieldFix(file, { key: 'session_id', from: sessionId, value: name })],
  })];
}

function checkStatus(file: string, session: string, rawStatus: string | null): readonly Finding[] {
  if (rawStatus === null || mapSessionStatus(rawStatus, sessionLocation(session)) !== 'unknown') return [];
  const known = sessionStatuses.filter((status) => status !== 'archived');
  const value = closest(rawStatus, known);
  return [makeFinding({
    code: 'session/unknown-status', file, place: valueAt('status'),
    message: `The session's status "${excerpt(rawStatus)}" is not known; it counts as paused. Known are ${known.join(', ')}.${value ? ` Did you mean ${value}?` : ''}`,
    fixes: value ? [fieldFix(file, { key: 'status', from: rawStatus, value })] : [],
  })];
}

function fieldFix(file: string, { key, from, value }: { key: string; from: string; value: string }): Fix {
  return { title: `Change ${key} to ${value}`, request: { do: 'edit-task-field', file, pointer: [key], from, value } };
}
