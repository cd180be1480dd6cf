import { failure, success, type Result } from '../../base/result.js';
import { plainLine } from '../text/escape.js';

/** Longest name: with what is put before it, it must not get long in a status line. */
const longest = 50;

/**
 * Accepts the name of a feature or a role for a pane as it is, or says in a sentence why not. In other names terminals multiplexers
 * see targets, formats and commands (`a:b`, `=a`, `#(…)`), so nothing else is ever passed on (quality 3).
 */
export function asPaneName(text: string, what: 'feature' | 'role'): Result<string, string> {
  if (text.length > longest) return failure(`The ${what} "${plainLine(text).slice(0, 20)}…" has ${text.length} characters; at most ${longest} are allowed.`);
  if (/^[a-z0-9][a-z0-9_-]*$/.test(text)) return success(text);
  return failure(`"${plainLine(text)}" cannot be the name of a ${what} that runs in a pane; use small letters, digits, "-" and "_", and begin with a letter or digit, as in user-auth.`);
}

const sessionStart = 'workflow-';

/** The session in which the agents of a feature run (decisions 8.4). */
export function paneSession(feature: string): string {
  return `${sessionStart}${feature}`;
}

/** The feature of a session; `null`: it is none of ours. */
export function featureOfSession(session: string): string | null {
  const feature = session.startsWith(sessionStart) ? session.slice(sessionStart.length) : '';
  return asPaneName(feature, 'feature').ok ? feature : null;
}

/**
 * A line that may be typed into a pane: one line break at its end is the Enter that follows anyway; control characters would press
 * other keys (a line break in the middle runs half of it).
 */
export function asTypedLine(text: string): Result<string, string> {
  const line = text.replace(/\r?\n$/, '');
  const found = /[\p{Cc}\p{Cs}\u2028\u2029]/u.exec(line)?.[0];
  if (found === undefined) return success(line);
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return failure(`The text contains the control character U+${code}, which would press a key; send one line of plain text at a time.`);
}
