import { sessionLocation } from '../layout/state-layout.js';
import type { JsonPointer } from '../text/json-pointer.js';
import type { Place } from '../text/place.js';
import { findingCodes, type FindingCode } from './finding-codes.js';
import type { Finding, Fix } from './finding.js';

/** What a check has to say; the severity follows from the code. */
export interface FindingDraft {
  readonly code: FindingCode;
  readonly file: string;
  readonly message: string;
  readonly place?: Place;
  readonly fixes?: readonly Fix[];
}

const wholeFile: Place = { kind: 'file' };
const noFixes: readonly Fix[] = [];

/**
 * A finding with the severity that the registry gives its code; about the whole file unless a place is given. The archive is
 * never changed, so nothing in it is offered to be repaired.
 */
export function makeFinding({ code, file, message, place = wholeFile, fixes = noFixes }: FindingDraft): Finding {
  const offered = fixes.length > 0 && sessionLocation(file) === 'archives' ? noFixes : fixes;
  return { code, severity: findingCodes[code].severity, message, file, place, fixes: offered };
}

/** The place of the value at a pointer. */
export function valueAt(...pointer: JsonPointer): Place {
  return { kind: 'pointer', pointer, part: 'value' };
}

/** The place of the key at a pointer; for something absent the nearest key above it. */
export function keyAt(...pointer: JsonPointer): Place {
  return { kind: 'pointer', pointer, part: 'key' };
}
