import assert from 'node:assert/strict';
import { Minimatch } from 'minimatch';
import { fastPattern } from '../../../../src/core/trust/fast-pattern.js';
import { TrustMatcher, type MatcherRule } from '../../../../src/core/trust/trust-matcher.js';

/** The definition (quality 2), written down here a second time on purpose. */
const options = { dot: true, nocase: true, matchBase: true, nonegate: true, nocomment: true };

const long = process.env['TEST_LONG'] === '1';

/** The same numbers on every run, so that what fails once fails again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % sides;
  };
}

const patternPieces = [
  'a', 'b', 'ab', 'A', '.', '..', '*', '**', '?', '.env', 'auth', '*auth*', '*.ts', '*.test.*', 'Test.php', '[ab]', '{a,b}', '!(a)', '+(a|b)', '#',
  '!', 'a*b', 'a?', '*a', 'a*', '.a', '...', '?*', '*?', '**a', 'a**', '-', '_', 'é', 'a b', '@', '$', '^', '+', 'x.', '(', ')', '|', '{', '}', ']', '{a', '\u212a', '~',
];
const pathPieces = [
  'a', 'b', 'ab', 'A', '.env', 'auth', 'Auth', 'x.ts', 'x.test.ts', 'UserTest.php', '.a', 'a.b', 'é', 'É', 'ba', 'aab', '...', '..a', '.', '..', '', '-', '#', '!', 'a b',
  '[ab]', '{a,b}', 'bab', 'k', '\u212a', '(', '|', '+', '~', 'a\u0000', 'testtest.php',
];

class Random {
  readonly #roll: (sides: number) => number;

  constructor(seed: number) {
    this.#roll = dice(seed);
  }

  pick(pieces: readonly string[]): string {
    return pieces[this.#roll(pieces.length)] ?? '';
  }

  chance(of: number): boolean {
    return this.#roll(of) === 0;
  }

  parts(most: number, make: () => string): string {
    return Array.from({ length: 1 + this.#roll(most) }, make).join(this.chance(40) ? '//' : '/');
  }

  pattern(): string {
    const part = (): string => (this.chance(4) ? '**' : this.pick(patternPieces) + (this.chance(2) ? this.pick(patternPieces) : ''));
    return (this.chance(30) ? '/' : '') + this.parts(4, part) + (this.chance(30) ? '/' : '');
  }

  path(): string {
    return this.parts(5, () => this.pick(pathPieces) + (this.chance(6) ? this.pick(pathPieces) : ''));
  }
}

function compiles(pattern: string): Minimatch | null {
  try {
    return new Minimatch(pattern, options);
  } catch {
    return null;
  }
}

describe('the trust matcher', () => {
  it(`agrees with minimatch on ${long ? '100,000' : '3,000'} random patterns with 20 paths each`, () => {
    const random = new Random(7);
    let [fast, matched] = [0, 0];
    for (let round = 0; round < (long ? 100_000 : 3000); round++) {
      const pattern = random.pattern();
      const definition = compiles(pattern);
      if (definition === null) continue;
      const matcher = new TrustMatcher([{ pattern, exclude: [] }]);
      if (fastPattern(pattern) !== null) fast += 1;
      for (let turn = 0; turn < 20; turn++) {
        const path = random.path();
        const wanted: boolean = definition.match(path);
        if (wanted) matched += 1;
        assert.equal(matcher.first(path) === 0, wanted, `${JSON.stringify(pattern)} and ${JSON.stringify(path)}`);
      }
    }
    assert.ok(fast > 500 && matched > 1000, `the fast way was tried ${fast} times, and ${matched} paths matched`);
  });

  it('finds the first of many rules as one test after the other does, exceptions included', () => {
    const random = new Random(11);
    for (let round = 0; round < (long ? 2000 : 100); round++) {
      const patterns = (count: number): string[] => Array.from({ length: count }, () => random.pattern()).filter((pattern) => compiles(pattern) !== null);
      const rules: MatcherRule[] = patterns(20).map((pattern) => ({ pattern, exclude: random.chance(4) ? patterns(2) : [] }));
      const compiled = rules.map(({ pattern, exclude }) => [new Minimatch(pattern, options), exclude.map((each) => new Minimatch(each, options))] as const);
      const matcher = new TrustMatcher(rules);
      for (let turn = 0; turn < 60; turn++) {
        const path = random.path();
        const wanted: number = compiled.findIndex(([definition, exclude]) => definition.match(path) && !exclude.some((each) => each.match(path)));
        assert.equal(matcher.first(path), wanted, JSON.stringify({ path, rules }));
      }
    }
  });

  it('gives the same answer when it is asked again and when it has forgotten', () => {
    const matcher = new TrustMatcher([{ pattern: 'src/**/x.ts', exclude: [] }]);
    for (let folder = 0; folder < 25_000; folder++) assert.equal(matcher.first(`src/f${folder}/x.ts`), 0);
    assert.equal(matcher.first('src/f1/x.ts'), 0);
    assert.equal(matcher.first('lib/f1/x.ts'), -1);
  });

  it('answers when there are no rules', () => {
    assert.equal(new TrustMatcher([]).first('a/b'), -1);
  });
});
