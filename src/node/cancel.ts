import type { CancelSignal } from '../core/ports.js';

/** A signal for programs that are running when the person presses Ctrl-C: they end with us, and what was begun is cleaned up. */
export function cancelOnInterrupt(): CancelSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => { controller.abort(); });
  return controller.signal;
}
