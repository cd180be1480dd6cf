import assert from 'node:assert/strict';
import { LazyPart } from '../../../src/base/lazy-part.js';

class Part {
  ended = 0;
  dispose(): void { this.ended += 1; }
}

/** A part whose loads are counted, and of which the first `failing` fail. */
function counted(failing = 0): { readonly lazy: LazyPart<Part>; readonly loads: Part[]; readonly failures: unknown[] } {
  const loads: Part[] = [];
  const failures: unknown[] = [];
  const load = (): Promise<Part> => {
    const part = new Part();
    loads.push(part);
    return loads.length <= failing ? Promise.reject(new Error(`load ${loads.length}`)) : Promise.resolve(part);
  };
  return { lazy: new LazyPart(load, (error) => failures.push(error)), loads, failures };
}

describe('LazyPart', () => {
  it('loads nothing until it is wanted', () => {
    const { lazy, loads } = counted();
    lazy.dispose();
    assert.equal(loads.length, 0);
  });

  it('loads once for all who ask, at the same time and later', async () => {
    const { lazy, loads } = counted();
    lazy.start();
    const asked = await Promise.all([lazy.get(), lazy.get()]);
    assert.deepEqual([...new Set([...asked, await lazy.get()])], loads);
  });

  it('tells who asked why it could not be loaded, and tries again for the next', async () => {
    const { lazy, loads } = counted(1);
    await assert.rejects(lazy.get(), /load 1/);
    assert.equal(await lazy.get(), loads[1]);
  });

  it('tells a failure that nobody waits for to its owner', async () => {
    const { lazy, failures } = counted(1);
    lazy.start();
    await assert.rejects(lazy.get());
    assert.deepEqual(failures.map(String), ['Error: load 1']);
  });

  it('ends the part with its owner, also one that comes too late', async () => {
    const loaded = counted();
    const [part] = [await loaded.lazy.get()];
    loaded.lazy.dispose();
    assert.equal(part.ended, 1);
    const late = counted();
    const asked = late.lazy.get();
    late.lazy.dispose();
    assert.equal((await asked).ended, 1);
  });
});
