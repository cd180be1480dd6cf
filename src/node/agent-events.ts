import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { agentEventFile, agentEventFolder, parseAgentEvent, renderAgentEvent, type AgentEvent } from '../core/agents/agent-event.js';
import type { StateRoot } from './state-root.js';
import { readVolatile, writeVolatile } from './volatile-file.js';

/** Tells what an agent does. `false`: it could not be written (a role that may be no path, a full disk); an agent never waits for it. */
export async function tellAgentEvent(place: StateRoot, event: AgentEvent): Promise<boolean> {
  const name = agentEventFile(event.role);
  return name !== null && writeVolatile(place, { folder: agentEventFolder, name }, renderAgentEvent(event));
}

/** The last event of every agent that told one, by the names of their files. */
export function readAgentEvents(place: StateRoot): readonly AgentEvent[] {
  return namesIn(join(place.volatileDir, agentEventFolder)).flatMap((name) => {
    const text = name.endsWith('.json') ? readVolatile(place, { folder: agentEventFolder, name }) : null;
    const event = text === null ? null : parseAgentEvent(text);
    return event !== null && agentEventFile(event.role) === name ? [event] : [];
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return []; // Nobody told anything yet.
  }
}
