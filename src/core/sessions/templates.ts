import { isObject, readDocument, type DocumentOutcome, type JsonObject } from '../findings/read-document.js';
import { escapeTodoTitle } from '../text/escape.js';
import { salvageJson } from '../text/json-text.js';
import type { SessionStatus } from './session-status.js';
import type { Complexity } from './session.js';

/** What a new session file says; the rest is document 004's template. */
export interface NewSession {
  readonly name: string;
  /** The person's own title. */
  readonly title: string;
  readonly type: Complexity;
  readonly status: Exclude<SessionStatus, 'archived'>;
}

/** The text of a new `workflow-session.json`, as document 004 has it. */
export function renderSessionFile(session: NewSession): string {
  return renderJson(templateOf(session));
}

function templateOf({ name, title, type, status }: NewSession): JsonObject {
  return {
    session_id: name,
    project: title,
    type,
    current_phase: 'PLAN',
    status,
    progress: { completed_phases: [], current_tasks: [] },
  };
}

/**
 * The text that replaces a missing or broken `workflow-session.json`: everything that can still be read of the old one, and
 * the template for the rest. Words that would not be accepted give way to the template's.
 */
export function renderRecoveredSessionFile(fallback: NewSession, old: DocumentOutcome | null): string {
  const template = templateOf(fallback);
  const saved = old === null ? {} : savedFrom(old);
  const kept = Object.entries(saved).filter(([key, value]) => !(key in template) || isLike(template[key], value));
  return renderJson({ ...template, ...Object.fromEntries(kept), session_id: fallback.name });
}

function savedFrom(old: DocumentOutcome): JsonObject {
  const read = readDocument('', old);
  if (read.ok) return read.value;
  return old.kind === 'text' ? salvageJson(old.text) ?? {} : {};
}

function isLike(pattern: unknown, value: unknown): boolean {
  return isObject(pattern) ? isObject(value) : typeof value === typeof pattern && value !== '';
}

/** The text of a new `IMPL_PLAN.md`. */
export function renderPlanFile(title: string): string {
  return `# Implementation Plan: ${escapeTodoTitle(title)}\n\n## Overview\n\n## Requirements\n\n## Tasks\n\n## Notes for Future Tasks\n`;
}

function renderJson(value: JsonObject): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
