import { window } from 'vscode';
import type { Lifetime } from '../../base/lifetime.js';
import type { Time } from '../../core/ports.js';

/**
 * A window that is looked at looks for itself this often, because watchers lose events: one that is told of a new directory
 * too late never learns what happens in it. Milliseconds; a look that takes long is made less often, so that it costs at
 * most a fiftieth of the time.
 */
const every = 2000;
const restFactor = 50;

/** Looks again and again while the window has the focus, until the lifetime ends. */
export function lookRegularly(look: () => Promise<unknown>, lifetime: Lifetime, time: Time): void {
  let cancel = (): void => undefined;
  const next = async (): Promise<void> => {
    const start = time.now();
    if (window.state.focused) await look();
    wait(Math.max(every, (time.now() - start) * restFactor));
  };
  const wait = (ms: number): void => {
    if (!lifetime.ended) cancel = time.schedule(ms, () => void next());
  };
  wait(every);
  lifetime.onEnd(() => cancel());
}
