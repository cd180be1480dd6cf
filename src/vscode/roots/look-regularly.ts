import { window } from 'vscode';
import type { Lifetime } from '../../base/lifetime.js';
import type { Time } from '../../core/ports.js';

/**
 * A window that is looked at looks for itself this often, because watchers lose events: one that is told of a new directory
 * too late never learns what happens in it. Milliseconds; a look that takes long is made less often, so that it costs about
 * a fiftieth of the time, but on a busy machine a person must not wait for ever either.
 */
const every = 2000;
const restFactor = 50;
const atLeastEvery = 8000;

/** Looks again and again while the window has the focus, until the lifetime ends. */
export function lookRegularly(look: () => Promise<unknown>, lifetime: Lifetime, time: Time): void {
  let cancel = (): void => undefined;
  const next = async (): Promise<void> => {
    const start = time.now();
    if (window.state.focused) await look();
    wait(Math.min(Math.max(every, (time.now() - start) * restFactor), atLeastEvery));
  };
  const wait = (ms: number): void => {
    if (!lifetime.ended) cancel = time.schedule(ms, () => void next());
  };
  wait(every);
  lifetime.onEnd(() => cancel());
}
