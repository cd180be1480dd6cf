import { nextHighWater, tideKey, type Tide } from '../tides.js';
import type { Subscription } from './subscriptions.js';

export interface Alert {
  readonly to: string;
  readonly tide: Tide;
}

/** Half an hour is enough to move a car from the quay. */
const lead = 30 * 60_000;

/** The alert a subscriber gets next, unless it was sent already. */
export function nextAlert(subscription: Subscription, table: readonly Tide[], sent: ReadonlySet<string>): Alert | undefined {
  const tide = nextHighWater(table, new Date(Date.now() + lead), subscription.threshold);
  if (tide === undefined || sent.has(`${subscription.phone} ${tideKey(tide)}`)) return undefined;
  return { to: subscription.phone, tide };
}
