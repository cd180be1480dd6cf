import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { failure } from '../base/result.js';
import type { Disposable } from '../base/lifetime.js';
import type { YamlReading } from '../core/text/read-yaml.js';
import type { YamlProblem } from '../core/text/yaml-tree.js';

interface Answer {
  readonly id: number;
  readonly parsed: YamlReading;
}

/** After this long nobody waits any more, and the thread is ended. */
const patienceMs = 10_000;

const tooLong: YamlProblem = { code: 'yaml/unsafe', message: 'Reading this text took too long and was given up; make it smaller.', offset: 0, length: 1 };

/**
 * Reads YAML in a thread that is ended when it takes too long or the owner goes away. The thread is started with the first text;
 * short ones are read faster without it (`readYaml`).
 */
export class YamlWorker implements Disposable {
  readonly #waiting = new Map<number, (parsed: YamlReading) => void>();
  readonly #script: string;
  #thread: Worker | null = null;
  #last = 0;

  /** `script`: the built `yaml-worker.js`; beside the program that runs unless given. */
  constructor(script = join(__dirname, 'yaml-worker.js')) {
    this.#script = script;
  }

  async parse(text: string): Promise<YamlReading> {
    const id = ++this.#last;
    const thread = this.#thread ?? this.#start();
    let timer: NodeJS.Timeout | undefined;
    const answer = new Promise<YamlReading>((done) => {
      this.#waiting.set(id, done);
      timer = setTimeout(() => { this.dispose(); }, patienceMs);
      thread.postMessage({ id, text });
    });
    return answer.finally(() => { clearTimeout(timer); });
  }

  /** Ends the thread; who waits is told that nothing came of it. A later text starts a new one. */
  dispose(): void {
    void this.#thread?.terminate();
    this.#thread = null;
    for (const done of this.#waiting.values()) done(failure(tooLong));
    this.#waiting.clear();
  }

  #start(): Worker {
    const thread = new Worker(this.#script, { resourceLimits: { maxOldGenerationSizeMb: 512 } });
    thread.unref();
    thread.on('message', ({ id, parsed }: Answer) => {
      this.#waiting.get(id)?.(parsed);
      this.#waiting.delete(id);
    });
    // Out of memory, or the script is not there: the same to who waits.
    thread.on('error', () => { this.dispose(); });
    this.#thread = thread;
    return thread;
  }
}
