import { failure, success, type Result } from '../../base/result.js';

/** An id that was checked and may become part of a path. */
export type TaskId = string & { readonly brand: 'TaskId' };

/** A session name (`WFS-…`) that was checked and may become part of a path. */
export type SessionName = string & { readonly brand: 'SessionName' };

/** A role of an agent that was checked and may become part of a path, a branch or a pane's name. Any role is as good (decisions 1). */
export type Role = string & { readonly brand: 'Role' };

/** The id of an agent (`agent.id` of its file) that was checked. */
export type AgentId = string & { readonly brand: 'AgentId' };

/** Longest id or name, the prefix included (document 004, quality 2). */
export const maxNameLength = 50;

/** What every session's name begins with. */
export const sessionPrefix = 'WFS-';

const allowed = /^[A-Za-z0-9._-]+$/;
const firstForbidden = /[^A-Za-z0-9._-]/u;
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Accepts an id as it is or says in a sentence why it may not reach a path; never escapes it into shape (decisions 4.5). */
export function asTaskId(text: string): Result<TaskId, string> {
  const reason = everyday.test(text) ? null : reasonAgainst(text);
  return reason === null ? success(text as TaskId) : failure(`The task id ${reason}`);
}

/** The same for a session's name, which begins with `WFS-`. */
export function asSessionName(text: string): Result<SessionName, string> {
  const reason = reasonAgainst(text);
  if (reason !== null) return failure(`The session name ${reason}`);
  const topic = text.slice(sessionPrefix.length);
  if (!text.startsWith(sessionPrefix) || !/^[A-Za-z0-9]/.test(topic)) {
    return failure('The session name must begin with "WFS-" and a letter or digit, for example WFS-user-auth.');
  }
  return success(text as SessionName);
}

/** The same for the role of an agent, `backend` for example. */
export function asRole(text: string): Result<Role, string> {
  const reason = reasonAgainst(text);
  return reason === null ? success(text as Role) : failure(`The role ${reason}`);
}

/** The same for the id of an agent, `backend-001` for example. */
export function asAgentId(text: string): Result<AgentId, string> {
  const reason = reasonAgainst(text);
  return reason === null ? success(text as AgentId) : failure(`The agent id ${reason}`);
}

/** The ids of document 004, so common that ten thousand of them should not be asked every question. */
const everyday = /^IMPL-\d{1,9}(?:\.\d{1,9})?$/;

/** Which rule a name breaks, as the rest of a sentence; `null` when it may reach a path. */
function reasonAgainst(text: string): string | null {
  if (text === '') return 'is empty.';
  if (text.length > maxNameLength) return `has ${text.length} characters; at most ${maxNameLength} are allowed.`;
  if (!allowed.test(text)) {
    return `contains ${show(firstForbidden.exec(text)?.[0] ?? '')}; only letters A to Z, digits, ".", "_" and "-" are allowed.`;
  }
  if (!/^[A-Za-z0-9]/.test(text)) return `begins with "${text.charAt(0)}"; it must begin with a letter or digit.`;
  if (text.endsWith('.')) return 'ends with a dot, which Windows would drop.';
  if (text.includes('..')) return 'contains "..", which leads out of a folder.';
  if (deviceName.test(text)) return 'is the name of a Windows device.';
  return null;
}

/** Characters that cannot be seen are named by their number. */
function show(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const visible = /[\p{L}\p{N}\p{P}\p{S}]/u.test(character);
  return visible ? `"${character}"` : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
