import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { WorkflowError } from '../base/workflow-error.js';
import type { CancelSignal, ProgramOutcome } from '../core/ports.js';

/** What a program may do at most. */
export interface ProgramLimits {
  readonly program: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal: CancelSignal | undefined;
  /** Told of what it prints, in place of keeping it. */
  readonly onText?: ((piece: string) => void) | undefined;
}

/** What a program that runs has printed so far; ends it when it takes too long, prints too much or is called off. */
export class ProgramOutput {
  readonly #limits: ProgramLimits;
  readonly #end: () => void;
  readonly #timer: NodeJS.Timeout;
  readonly #out: Buffer[] = [];
  readonly #err: Buffer[] = [];
  #failure: Error | null = null;
  readonly #cancel = (): void => { this.#fail(new WorkflowError('cancelled', `"${this.#limits.program}" was called off.`)); };

  /** `end` ends the program; called once at most. */
  constructor(limits: ProgramLimits, end: () => void) {
    this.#limits = limits;
    this.#end = end;
    const { program, timeoutMs, signal } = limits;
    this.#timer = setTimeout(() => {
      this.#fail(new WorkflowError('timeout', `"${program}" took longer than ${Math.round(timeoutMs / 1000)} s and was ended; try again, or run it in a terminal.`));
    }, timeoutMs);
    signal?.addEventListener('abort', this.#cancel);
    if (signal?.aborted === true) this.#cancel();
  }

  /** Why we ended it, if we did. */
  get failure(): Error | null {
    return this.#failure;
  }

  watch(stdout: Readable, stderr: Readable): void {
    const { onText } = this.#limits;
    this.#collect(stdout, onText === undefined ? keepIn(this.#out) : this.#telling(onText));
    this.#collect(stderr, keepIn(this.#err));
  }

  /** It has ended, or could not begin. */
  settle(): void {
    clearTimeout(this.#timer);
    this.#limits.signal?.removeEventListener('abort', this.#cancel);
  }

  outcome(code: number): ProgramOutcome {
    const bytes = Buffer.concat(this.#out);
    return { code, stdout: bytes.toString('utf8'), stderr: Buffer.concat(this.#err).toString('utf8'), bytes };
  }

  /** A character may be in two pieces. */
  #telling(onText: (piece: string) => void): (part: Buffer) => void {
    const decoder = new StringDecoder('utf8');
    return (part) => {
      try {
        onText(decoder.write(part));
      } catch (error) {
        this.#fail(error instanceof Error ? error : new Error(String(error)));
      }
    };
  }

  #collect(stream: Readable, take: (part: Buffer) => void): void {
    const { program, maxBytes } = this.#limits;
    let length = 0;
    stream.on('data', (part: Buffer) => {
      length += part.length;
      if (length <= maxBytes) take(part);
      else this.#fail(new WorkflowError('io', `"${program}" printed more than ${maxBytes} bytes and was ended; ask for less.`));
    });
  }

  #fail(failure: Error): void {
    if (this.#failure !== null) return;
    this.#failure = failure;
    this.#end();
  }
}

function keepIn(parts: Buffer[]): (part: Buffer) => void {
  return (part) => { parts.push(part); };
}
