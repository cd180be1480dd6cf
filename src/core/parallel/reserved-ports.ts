import type { Finding } from '../findings/finding.js';

/** Where the ports of roles are written down (decisions 8.3): `{role: port}`. */
export const portFile = '.ai/project/sessions/port_allocations.json';

/** A port and whose it is; `<role> agent` is what it is labelled. */
export interface ReservedPort {
  readonly role: string;
  readonly port: number;
}

/** The ports of all roles, in the order of their file, and what is wrong with it. */
export interface ReservedPorts {
  readonly ports: readonly ReservedPort[];
  readonly findings: readonly Finding[];
}

/** What is known where no port was ever given out. */
export const noPorts: ReservedPorts = Object.freeze({ ports: [], findings: [] });
