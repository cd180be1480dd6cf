import type { FindingCode, Severity } from './finding-codes.js';
import type { Request } from '../plans/request.js';
import type { Place } from '../text/place.js';

/** A repair that the person may choose: a title for the menu and the request that carries it out. */
export interface Fix {
  readonly title: string;
  readonly request: Request;
}

/**
 * One thing a check says about one file. `message` is a full sentence: what is wrong and what is allowed.
 * `file` is relative to the state root.
 */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  readonly place: Place;
  readonly fixes: readonly Fix[];
}
