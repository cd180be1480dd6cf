import { sameValue } from '../../base/same-value.js';
import type { Finding } from '../findings/finding.js';
import { keyAt, makeFinding, valueAt } from '../findings/make-finding.js';
import { readDocument, type DocumentOutcome, type JsonObject } from '../findings/read-document.js';
import type { OpenPart } from '../part-table.js';
import type { FileStamp } from '../ports.js';
import { isPort } from './port-allocations.js';
import { noPorts, portFile, type ReservedPorts } from './reserved-ports.js';

/** What the file of ports says, and what is wrong with it (document 002, BE-009). Never throws. */
export function readPorts(outcome: DocumentOutcome): ReservedPorts {
  const document = readDocument(portFile, outcome);
  if (!document.ok) return { ports: [], findings: [document.problem] };
  const ports = Object.entries(document.value).flatMap(([role, port]) => (isPort(port) ? [{ role, port }] : []));
  return { ports, findings: [...oddEntries(document.value), ...twice(ports)] };
}

function oddEntries(document: JsonObject): readonly Finding[] {
  return Object.entries(document).filter(([, port]) => typeof port === 'number' && !isPort(port)).map(([role, port]) => (
    makeFinding({ code: 'port/out-of-range', file: portFile, place: valueAt(role), message: `${String(port)} is no port; ports are whole numbers from 1 to 65535.` })));
}

function twice(ports: ReservedPorts['ports']): readonly Finding[] {
  return ports.flatMap(({ role, port }, index) => {
    const first = ports.findIndex((other) => other.port === port);
    const other = ports[first];
    if (other === undefined || first === index) return [];
    return [makeFinding({ code: 'port/duplicate', file: portFile, place: keyAt(role), message: `${role} and ${other.role} have the same port ${port}; release one: workflow port release ${role}` })];
  });
}

/** Reads the ports of roles whenever their file changes. */
export const openPorts: OpenPart<ReservedPorts> = ({ files }) => {
  let stamp: FileStamp | undefined;
  let value: ReservedPorts = noPorts;
  const take = (now: ReservedPorts): void => {
    if (!sameValue(value, now)) value = Object.freeze(now);
  };
  return {
    look: () => files.read([{ path: portFile, known: stamp }], (_, outcome) => {
      if (outcome.kind === 'unchanged') return;
      stamp = outcome.kind === 'missing' ? undefined : outcome.stamp;
      take(outcome.kind === 'missing' ? noPorts : readPorts(outcome));
    }),
    derive: () => value,
  };
};
