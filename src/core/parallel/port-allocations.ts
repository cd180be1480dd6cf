import { failure, success, type Result } from '../../base/result.js';
import { refusal, type Plan, type Refusal } from '../plans/plan.js';
import { plainLine } from '../text/escape.js';
import { parseJson } from '../text/json-text.js';
import { portFile } from './reserved-ports.js';

/**
 * Reserving ports for roles, so that a role keeps its port over all its runs and no two have the same (decisions 8.3; document 002,
 * BE-009). Pure; who probes and writes is `port-lease.ts`.
 */

/** The ports that roles may get, both ends included (`parallel.port_range` of the configuration). */
export interface PortRange {
  readonly start: number;
  readonly end: number;
}

/** The range that holds where the configuration says none (contracts 4). */
export const usualPortRange: PortRange = { start: 3001, end: 3010 };

/** Who has which port, in the order of the file. */
export type PortTable = ReadonlyMap<string, number>;

/** Reads the file; `null`: there is none. What is no port of a role stays in the file and is not listed. */
export function parsePorts(text: string | null): Result<PortTable, Refusal> {
  if (text === null) return success(new Map());
  const parsed = parseJson(text);
  const { value } = parsed.ok ? parsed : { value: null };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const why = parsed.ok ? 'it is no object of roles and ports' : parsed.problem.message;
    return failure(refusal('port/broken-file', plainLine(`${portFile} cannot be read (${why}); repair it, or delete it to give out all ports anew.`)));
  }
  return success(new Map(Object.entries(value).filter((entry): entry is [string, number] => isPort(entry[1]))));
}

/** A number that a program can listen on. */
export function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;
}

/** The ports of a range that no role has, lowest first. */
export function freePorts(table: PortTable, { start, end }: PortRange): readonly number[] {
  const taken = new Set(table.values());
  return Array.from({ length: Math.max(0, end - start + 1) }, (_, index) => start + index).filter((port) => isPort(port) && !taken.has(port));
}

/** Why no port is left, with who has them: what a person needs to free one. */
export function noPortLeft(table: PortTable, range: PortRange): Refusal {
  const held = [...table].filter(([, port]) => port >= range.start && port <= range.end);
  const holders = held.map(([role, port]) => `${role} ${port}`).join(', ');
  const who = held.length === 0 ? 'other programs listen on all of them' : `reserved: ${holders}; other programs listen on the rest`;
  return refusal('port/none-free', plainLine(`No port from ${range.start} to ${range.end} is free (${who}); release one, or widen parallel.port_range in .ai/project/config.yaml.`));
}

/** Reserves a port for a role (checked) that has none. `text`: the file as it was read; a plan for another one conflicts. */
export function planReservation(text: string | null, role: string, port: number): Plan {
  const title = `Reserve port ${port} for ${role}`;
  if (text === null) {
    const folder = portFile.slice(0, portFile.lastIndexOf('/'));
    const content = `${JSON.stringify({ [role]: port }, null, 2)}\n`;
    return { kind: 'plan', title, transitions: [], steps: [{ kind: 'make-directory', path: folder }, { kind: 'create-file', path: portFile, content }] };
  }
  return planChange(title, text, [{ kind: 'set', pointer: [role], value: port }]);
}

/** Gives the port of a role back. */
export function planRelease(text: string, role: string): Plan {
  return planChange(`Release the port of ${role}`, text, [{ kind: 'remove', pointer: [role] }]);
}

/** Changes nothing but the role, and only if nobody has changed anything in the file since it was read. */
function planChange(title: string, text: string, edits: Extract<Plan['steps'][number], { kind: 'edit-json' }>['edits']): Plan {
  const parsed = parseJson(text);
  const expect = [{ pointer: [], value: parsed.ok ? parsed.value : undefined }];
  return { kind: 'plan', title, transitions: [], steps: [{ kind: 'edit-json', path: portFile, edits, expect }] };
}
