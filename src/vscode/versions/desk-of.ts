import { judgeTrust } from '../../core/trust/judge-trust.js';
import { readTrust } from '../../node/trust-state.js';
import { VersionDesk } from '../../node/versions/version-desk.js';
import { personHere } from '../person-here.js';
import type { Root } from '../roots/root.js';
import { trustCeiling } from '../trust/trust-ceiling.js';

/** The desk for versions of a root: the person of this window acts, under the ceiling that they set. */
export function deskOf({ open }: Root): VersionDesk {
  return new VersionDesk(open, personHere(), async () => judgeTrust((await readTrust(open)).state.models, trustCeiling()));
}
