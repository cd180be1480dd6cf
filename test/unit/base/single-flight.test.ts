import assert from 'node:assert/strict';
import { SingleFlight } from '../../../src/base/single-flight.js';

/** A task whose runs are finished by hand. */
function handTask(): { readonly flight: SingleFlight<number>; readonly ends: ((error?: Error) => void)[] } {
  const ends: ((error?: Error) => void)[] = [];
  const flight = new SingleFlight(() => new Promise<number>((resolve, reject) => {
    const number = ends.length + 1;
    ends.push((error) => (error === undefined ? resolve(number) : reject(error)));
  }));
  return { flight, ends };
}

describe('SingleFlight', () => {
  it('runs at once when nothing runs', async () => {
    const { flight, ends } = handTask();
    const run = flight.run();
    ends[0]?.();
    assert.equal(await run, 1);
  });

  it('gives all who ask while it runs one and the same later run', async () => {
    const { flight, ends } = handTask();
    const first = flight.run();
    const later = [flight.run(), flight.run(), flight.run()];
    assert.equal(ends.length, 1);
    ends[0]?.();
    assert.equal(await first, 1);
    await Promise.resolve();
    assert.equal(ends.length, 2);
    ends[1]?.();
    assert.deepEqual(await Promise.all(later), [2, 2, 2]);
    assert.equal(ends.length, 2);
  });

  it('does not run twice at once when who waited for a run asks again while another is promised', async () => {
    let [running, most] = [0, 0];
    const flight = new SingleFlight(async () => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running -= 1;
    });
    const eager = async (): Promise<void> => { for (let run = 0; run < 5; run++) await flight.run(); };
    await Promise.all([eager(), eager(), eager()]);
    assert.equal(most, 1);
  });

  it('goes on after a run that failed', async () => {
    const { flight, ends } = handTask();
    const first = flight.run();
    const second = flight.run();
    ends[0]?.(new Error('broken'));
    await assert.rejects(first, /broken/);
    ends[1]?.();
    assert.equal(await second, 2);
  });

  it('starts anew when it is asked again later', async () => {
    const { flight, ends } = handTask();
    for (const number of [1, 2, 3]) {
      const run = flight.run();
      ends[number - 1]?.();
      assert.equal(await run, number);
    }
  });

  it('starts anew when it is asked in the moment a run ends', async () => {
    const { flight, ends } = handTask();
    const asked = flight.run().then(() => flight.run());
    ends[0]?.();
    while (ends.length < 2) await Promise.resolve();
    ends[1]?.();
    assert.equal(await asked, 2);
  });
});
