import type { Event } from '../../base/event.js';
import type { Lifetime } from '../../base/lifetime.js';
import type { Time } from '../../core/ports.js';

export interface RegularLook {
  readonly look: () => Promise<unknown>;
  /** Whether anybody sees what is found: the window has the focus. */
  readonly isSeen: () => boolean;
  /** Something changed, by whomever it was found. Where one thing changes another is likely to. */
  readonly onDidChange: Event<unknown>;
}

/**
 * A window that is looked at looks for itself this often, because watchers lose events: one that is told of a new directory
 * too late never learns what happens in it. Milliseconds; a look that takes long is made less often, so that it costs about
 * a fiftieth of the time, and a fifth while things change; but on a busy machine a person must not wait for ever either.
 */
const every = 2000;
const quietRest = 50;
const livelyRest = 5;
const atLeastEvery = 8000;

const restAfter = (took: number, factor: number): number => Math.min(Math.max(every, took * factor), atLeastEvery);

/** Looks again and again while somebody sees it, until the lifetime ends. */
export function lookRegularly({ look, isSeen, onDidChange }: RegularLook, lifetime: Lifetime, time: Time): void {
  let cancel = (): void => undefined;
  let [due, took, isLively] = [0, 0, false];
  const wait = (): void => {
    if (lifetime.ended) return;
    const rest = restAfter(took, isLively ? livelyRest : quietRest);
    due = time.now() + rest;
    cancel = time.schedule(rest, () => void next());
  };
  const next = async (): Promise<void> => {
    const start = time.now();
    [due, isLively] = [0, false];
    if (isSeen()) await look();
    took = time.now() - start;
    wait();
  };
  lifetime.own(onDidChange(() => {
    isLively = true;
    if (due - time.now() <= restAfter(took, livelyRest)) return; // soon enough, or under way
    cancel();
    wait();
  }));
  wait();
  lifetime.onEnd(() => cancel());
}
