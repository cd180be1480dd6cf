import type { Time } from '../core/ports.js';

/** The Time port on the clock of this machine. */
export const clock: Time = {
  now: () => Date.now(),
  schedule: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
