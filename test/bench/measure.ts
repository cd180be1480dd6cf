/** What a row came to. `beside`: other figures for people to compare with. */
export interface Measured {
  readonly ratio: number;
  readonly beside?: string;
}

/** One promise about speed (the project's quality rules): a ratio of ours to a yardstick, and the bound it holds. */
export interface Row {
  readonly name: string;
  readonly bound: number;
  /** Runs both, interleaved, and checks in the same run that our answer is right. */
  readonly measure: () => Promise<Measured>;
}

/** Both sides of a ratio. What they return is given to `check`. */
export interface Pair<Ours, Theirs> {
  readonly ours: () => Ours | Promise<Ours>;
  readonly yardstick: () => Theirs | Promise<Theirs>;
  readonly check: (ours: Ours, yardstick: Theirs) => void | Promise<void>;
  /** Work before each round, and before each further call of ours, that is not timed. */
  readonly prepare?: () => void;
  /**
   * How often ours is called in each round, for its median: more than once where the yardstick takes so much longer that
   * what it leaves behind (cold caches, garbage) would weigh more than what is measured.
   */
  readonly times?: number;
}

/** At least so many rounds; of what is short as many more as fit into the time, because chance weighs more there. */
const rounds = 9;
const mostRounds = 201;
const enoughMs = 2_000;
const warmUps = 3;

/** The median of our time over the yardstick's, pair by pair, so that what slows the machine down slows down both. */
export async function ratioOf<Ours, Theirs>(pair: Pair<Ours, Theirs>): Promise<Measured> {
  const ratios: number[] = [];
  let spent = 0;
  for (let round = -warmUps; round < rounds || (round < mostRounds && spent < enoughMs); round++) {
    pair.prepare?.();
    const yardstick = await timed(pair.yardstick);
    const ms = await oursOf(pair, yardstick.answer);
    if (round < 0) continue;
    ratios.push(ms / yardstick.ms);
    spent += ms + yardstick.ms;
  }
  return { ratio: median(ratios) };
}

async function oursOf<Ours, Theirs>(pair: Pair<Ours, Theirs>, yardstick: Theirs): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < (pair.times ?? 1); time++) {
    if (time > 0) pair.prepare?.();
    const { ms, answer } = await timed(pair.ours);
    await pair.check(answer, yardstick);
    times.push(ms);
  }
  return median(times);
}

/** How long a call takes and what it answers. */
export async function timed<Answer>(call: () => Answer | Promise<Answer>): Promise<{ readonly ms: number; readonly answer: Answer }> {
  const start = performance.now();
  const answer = await call();
  return { ms: performance.now() - start, answer };
}

/** The longest time for which the event loop had no turn while a call ran, in milliseconds. */
export async function longestGap(call: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let isRunning = true;
  let last = performance.now();
  const turn = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (isRunning) setImmediate(turn);
  };
  setImmediate(turn);
  await call();
  isRunning = false;
  turn();
  return longest;
}

/** The middle one of an odd number of values. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
