/** Somebody who wants to know when the water at a station is higher than a threshold in metres. */
export interface Subscription {
  readonly phone: string;
  readonly station: string;
  readonly threshold: number;
}

export class Subscriptions {
  readonly #byPhone = new Map<string, Subscription[]>();

  add(subscription: Subscription): void {
    const others = (this.#byPhone.get(subscription.phone) ?? []).filter((each) => each.station !== subscription.station);
    this.#byPhone.set(subscription.phone, [...others, subscription]);
  }

  at(station: string): Subscription[] {
    return [...this.#byPhone.values()].flat().filter((each) => each.station === station);
  }
}
