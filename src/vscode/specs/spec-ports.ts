import type { Log } from '../../core/ports.js';
import type { Roots } from '../roots/roots.js';

/** What the spec editor works with. */
export interface SpecPorts {
  readonly roots: Roots;
  readonly log: Log;
}
