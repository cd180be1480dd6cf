import assert from 'node:assert/strict';
import { Minimatch } from 'minimatch';
import { defaultTrustModel } from '../../src/core/trust/default-trust-model.js';
import { judgeTrust, type TrustJudge } from '../../src/core/trust/judge-trust.js';
import type { TrustLevel, TrustModel } from '../../src/core/trust/trust-model.js';
import { ratioOf, type Row } from './measure.js';
import { measureRows } from './measure-rows.js';

/** The definition of what a pattern matches. */
const options = { dot: true, nocase: true, matchBase: true, nonegate: true, nocomment: true };
const order: readonly TrustLevel[] = ['low', 'high', 'medium'];

/** The same numbers on every run. */
function dice(): (sides: number) => number {
  let state = 7;
  return (sides) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % sides;
  };
}

const words = [
  'src', 'lib', 'auth', 'user', 'Service', 'config', 'secrets', 'index', 'main', 'test', 'spec', 'docs', 'payment', 'view', 'model', 'core', 'util', 'api', 'http', 'session',
  'store', 'node', 'page', 'tree',
];
const endings = ['.ts', '.test.ts', '.php', 'Test.php', '.md', '.py', '.pem', '.json', '.env', '.tsx', '.css', '.go'];

/** Paths of a large repository, in 8,000 folders, in the order in which git lists them. */
function manyPaths(count: number): readonly string[] {
  const roll = dice();
  const word = (): string => words[roll(words.length)] ?? '';
  const folders = Array.from({ length: 8000 }, () => Array.from({ length: 1 + roll(6) }, word).join('/'));
  const paths = new Set<string>();
  while (paths.size < count) paths.add(`${folders[roll(folders.length)] ?? ''}/${word()}-${word()}${roll(3) === 0 ? roll(100) : ''}${endings[roll(endings.length)] ?? ''}`);
  return [...paths].sort();
}

/** Patterns as people write them, so many. */
function modelWith(count: number): TrustModel {
  const roll = dice();
  const patterns = Array.from({ length: count }, (_, index) => {
    const word = `${words[roll(words.length)] ?? ''}${index}`;
    return [`**/${word}/**`, `src/${word}/*.ts`, `*${word}.ts`, `${word}*`, `**/*${word}*/**`, `lib/**/${word}.md`][index % 6] ?? '';
  });
  const rules = patterns.map((pattern, index) => ({ kind: 'context', level: order[index % 3] ?? 'low', pattern, exclude: [], reason: null, origin: { line: 0, pointer: [] } }) as const);
  return { ...defaultTrustModel, rules: [...rules, ...defaultTrustModel.rules] };
}

function byMinimatch(model: TrustModel): (path: string) => TrustLevel {
  const compiled = order.map((level) => [level, model.rules.filter((rule) => rule.level === level).map(({ pattern }) => new Minimatch(pattern, options))] as const);
  return (path) => compiled.find(([, patterns]) => patterns.some((pattern) => pattern.match(path)))?.[0] ?? model.defaultLevel;
}

/** Trust of 100,000 paths, beside minimatch (G13), and with many patterns (G14). */
const trustRows: readonly Row[] = [
  {
    name: 'G13 trust of 100,000 paths ÷ precompiled Minimatch objects, 0 differences',
    bound: 0.2,
    measure: () => {
      const paths = manyPaths(100_000);
      const definition = byMinimatch(defaultTrustModel);
      let judge: TrustJudge = judgeTrust([defaultTrustModel]);
      return ratioOf({
        // Nothing is remembered from the round before.
        prepare: () => { judge = judgeTrust([defaultTrustModel]); },
        yardstick: () => paths.map(definition),
        ours: () => paths.map(judge.levelOf),
        check: (ours, theirs) => assert.deepEqual(ours, theirs),
      });
    },
  },
  {
    name: 'G14 trust of 100,000 paths, 1,000 patterns ÷ 100 patterns',
    bound: 20,
    measure: async () => {
      const paths = manyPaths(100_000);
      const [few, many] = [modelWith(100), modelWith(1000)];
      const sample = paths.filter((_, index) => index % 1000 === 0);
      for (const model of [few, many]) assert.deepEqual(sample.map(judgeTrust([model]).levelOf), sample.map(byMinimatch(model)));
      return ratioOf({
        yardstick: () => paths.map(judgeTrust([few]).levelOf).length,
        ours: () => paths.map(judgeTrust([many]).levelOf).length,
        check: (ours, theirs) => assert.equal(ours, theirs),
      });
    },
  },
];

measureRows(trustRows);
