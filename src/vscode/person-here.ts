import { osUser } from '../node/os-user.js';

/** Who acts in a window, as the journal and records have it. */
export function personHere(): string {
  return `person:${osUser()}`;
}
