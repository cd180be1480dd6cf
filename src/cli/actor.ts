import { plainLine } from '../core/text/escape.js';
import { osUser } from '../node/os-user.js';

/** Who acts, for the journal: what `$WORKFLOW_ACTOR` says, else the agent of this role, else the person. */
export function actorOf(env: Readonly<Record<string, string | undefined>>): string {
  const named = plainLine(env['WORKFLOW_ACTOR'] ?? '').trim();
  if (named !== '') return named;
  const role = plainLine(env['AGENT_ROLE'] ?? '').trim();
  return role === '' ? `person:${osUser()}` : `agent:${role}`;
}
