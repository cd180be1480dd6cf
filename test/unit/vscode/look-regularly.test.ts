import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/event.js';
import { Lifetime } from '../../../src/base/lifetime.js';
import { lookRegularly } from '../../../src/vscode/roots/look-regularly.js';
import { HandClock } from '../../support/open-store.js';

/** Somebody who looks; how long a look takes is told by the clock that the test moves. */
class Watched {
  readonly clock = new HandClock();
  readonly lifetime = new Lifetime();
  readonly #changed = new Emitter<null>();
  looks = 0;
  isSeen = true;
  #end = (): void => undefined;

  constructor() {
    lookRegularly({ look: () => this.#look(), isSeen: () => this.isSeen, onDidChange: this.#changed.event }, this.lifetime, this.clock);
  }

  change(): void {
    this.#changed.fire(null);
  }

  /** Lets time pass until a look begins, and ends it after it took so long; answers how long was waited for it. */
  async next(took = 0): Promise<number> {
    const [before, start] = [this.looks, this.clock.now()];
    while (this.looks === before) this.clock.pass(1);
    const waited = this.clock.now() - start;
    await this.end(took);
    return waited;
  }

  async end(took: number): Promise<void> {
    this.clock.pass(took);
    this.#end();
    await new Promise(setImmediate);
  }

  #look(): Promise<void> {
    this.looks += 1;
    return new Promise((end) => { this.#end = end; });
  }
}

describe('looking regularly', () => {
  it('is done every two seconds', async () => {
    const watched = new Watched();
    assert.deepEqual([await watched.next(), await watched.next(), await watched.next()], [2000, 2000, 2000]);
  });

  it('rests longer after a look that took long, but never for long', async () => {
    const watched = new Watched();
    await watched.next(100);
    assert.equal(await watched.next(3000), 5000);
    assert.equal(await watched.next(), 8000);
    assert.equal(await watched.next(), 2000);
  });

  it('rests less while things change, whether a look finds it or somebody else', async () => {
    const watched = new Watched();
    await watched.next(100);
    watched.clock.pass(1000);
    watched.change();
    assert.equal(await watched.next(100), 2000);
    watched.clock.pass(4000);
    watched.change();
    assert.equal(await watched.next(), 1000, 'it would have come sooner than that');
  });

  it('rests less after a look that found a change itself', async () => {
    const watched = new Watched();
    while (watched.looks === 0) watched.clock.pass(1);
    watched.change();
    await watched.end(200);
    assert.equal(await watched.next(), 2000);
  });

  it('costs no more than a fifth of the time however much changes', async () => {
    const watched = new Watched();
    await watched.next(1000);
    watched.change();
    assert.equal(await watched.next(), 5000);
  });

  it('is not put off by changes that go on', async () => {
    const watched = new Watched();
    for (let passed = 0; passed < 1900; passed += 100) {
      watched.clock.pass(100);
      watched.change();
    }
    assert.equal(await watched.next(), 100);
  });

  it('is not done while nobody sees it', () => {
    const watched = new Watched();
    watched.isSeen = false;
    watched.clock.pass(10_000);
    assert.equal(watched.looks, 0);
  });

  it('ends, also in the middle of a look', async () => {
    const watched = new Watched();
    while (watched.looks === 0) watched.clock.pass(1);
    watched.lifetime.dispose();
    await watched.end(0);
    watched.change();
    watched.clock.pass(60_000);
    assert.deepEqual([watched.looks, watched.clock.waiting], [1, 0]);
  });
});
