/** How a run of tests ended. */
export interface TestRun {
  readonly code: number;
  /** The end of what it printed. */
  readonly output: string;
}

/** That tests fail without what they test and pass with it, as evidence: or why it is not proved. */
export interface RedProof {
  /** The commit that brought the tests; `null`: they are staged. */
  readonly commit: string | null;
  /** The tree of the index, when they are staged; else `null`. */
  readonly tree: string | null;
  /** Where the tests were run with everything; `null`: it is the same commit without any implementation, so there is nothing to pass yet. */
  readonly head: string | null;
  readonly tests: readonly string[];
  /** The command as it was run. */
  readonly argv: readonly string[];
  readonly red: TestRun;
  readonly green: TestRun | null;
  readonly proved: boolean;
  /** A sentence. */
  readonly reason: string;
}

/** Stands in a configured command for the paths of the tests; a command without it runs all that it runs. */
const filesPlaceholder = '{files}';

/** The command for these tests: each path an argument of its own. */
export function commandFor(argv: readonly string[], tests: readonly string[]): readonly string[] {
  return argv.flatMap((argument) => (argument === filesPlaceholder ? tests : [argument]));
}

/** What a shell ends with when a program is not there or cannot be run. */
const notRun: ReadonlySet<number> = new Set([126, 127]);

/** What the two runs prove. */
export function proofOf(runs: Omit<RedProof, 'proved' | 'reason'>): RedProof {
  const { red, green } = runs;
  const [proved, reason] = judged(red, green);
  return { ...runs, proved, reason };
}

function judged(red: TestRun, green: TestRun | null): readonly [boolean, string] {
  if (red.code === 0) return [false, 'The tests pass without what they test, so they prove nothing; let them ask for what is not there yet.'];
  if (notRun.has(red.code)) return [false, `The tests were not run: the command ended with ${red.code}, so it was not found or may not be run; look at its output.`];
  if (green === null) return [false, 'The tests fail, as they should before there is anything to test; commit the implementation, then prove it again.'];
  if (green.code !== 0) return [false, `The tests fail without what they test, but with it they fail, too (exit code ${green.code}); look at the output, it may be the command.`];
  return [true, 'The tests fail without what they test and pass with it.'];
}

const longestOutput = 4_000;

/** The end of what a run printed, where the result stands. */
export function testRun(code: number, stdout: string, stderr: string): TestRun {
  const output = `${stdout}${stdout === '' || stdout.endsWith('\n') ? '' : '\n'}${stderr}`;
  return { code, output: output.length > longestOutput ? `…${output.slice(-longestOutput)}` : output };
}
