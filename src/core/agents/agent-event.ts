import { asRole } from '../layout/names.js';
import { parseJson } from '../text/json-text.js';

/** What an agent's own hooks told last: it began, was given something to do, asks for a tool, used it, tells its person something, ended its turn. */
export const agentEventKinds = ['session-start', 'prompt', 'tool-asked', 'tool-done', 'notification', 'stop'] as const;
/** One of them. */
export type AgentEventKind = (typeof agentEventKinds)[number];

/**
 * The last event of an agent, in `<volatileDir>/agents/<role>.json`: never committed, one file a role, each event replaces the one
 * before. `at`: ISO 8601 in UTC. `detail`: a few words, of the tool or of the notification.
 */
export interface AgentEvent {
  readonly role: string;
  readonly sessionId: string;
  readonly event: AgentEventKind;
  readonly at: string;
  readonly detail: string | null;
}

/** Where the events are below the volatile directory. */
export const agentEventFolder = 'agents';

/** The name of a role's file there; `null` for a role that may not reach a path. */
export function agentEventFile(role: string): string | null {
  const checked = asRole(role);
  return checked.ok ? `${checked.value}.json` : null;
}

/** Reads an event as it stands in its file; `null` when it is none. Never throws. */
export function parseAgentEvent(text: string): AgentEvent | null {
  const parsed = parseJson(text);
  if (!parsed.ok || typeof parsed.value !== 'object' || parsed.value === null) return null;
  const value = parsed.value as Readonly<Record<string, unknown>>;
  const { role, session_id: sessionId, at, detail } = value;
  const event = agentEventKinds.find((kind) => kind === value['event']);
  if (typeof role !== 'string' || typeof sessionId !== 'string' || typeof at !== 'string' || event === undefined) return null;
  return { role, sessionId, event, at, detail: typeof detail === 'string' ? detail : null };
}

/** The text of its file. */
export function renderAgentEvent({ role, sessionId, event, at, detail }: AgentEvent): string {
  return `${JSON.stringify({ role, session_id: sessionId, event, at, ...(detail === null ? {} : { detail }) })}\n`;
}
