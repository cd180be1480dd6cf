import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSessionFile } from '../../src/core/sessions/parse-session-file.js';
import { deriveTaskGraph } from '../../src/core/tasks/derive-task-graph.js';
import { parseTaskFile } from '../../src/core/tasks/parse-task-file.js';
import type { TaskFile } from '../../src/core/tasks/task.js';
import { editJson, jsonValueAt, parseJson, rangeOf, salvageJson } from '../../src/core/text/json-text.js';
import { Chance, mutate } from '../support/mutate.js';

/** quality 2: 10,000 mutated inputs in the short run, 100,000 in the long one: none uncaught, none slower than 250 ms. */
const rounds = process.env.TEST_LONG === '1' ? 100_000 : 10_000;
const slowestMs = 250;

/** Every JSON file of the golden cases, as text, broken ones included. */
const corpus = readdirSync(resolve('test/cases'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));

function judgeJson(text: string): void {
  const parsed = parseJson(text);
  if (parsed.ok) {
    assert.deepEqual(parsed.value, JSON.parse(text.replace(/^\ufeff/, '')));
    const edited = editJson(text, [{ kind: 'set', pointer: ['status'], value: 'active' }]);
    if (edited.ok) assert.equal(jsonValueAt(edited.value, ['status']), 'active');
    return;
  }
  const { offset, length, message } = parsed.problem;
  assert.ok(offset >= 0 && length >= 0 && offset + length <= text.length && message !== '');
  salvageJson(text);
}

function judgeTask(text: string): TaskFile {
  const file = parseTaskFile('.workflow/WFS-x/.task/IMPL-1.json', { kind: 'text', text });
  assert.ok(file.id !== '' && (!file.broken || file.findings.length === 1));
  for (const { place } of file.findings.slice(0, 5)) assert.ok(rangeOf(text, place).line >= 1);
  return file;
}

function judgeSession(text: string): void {
  const file = parseSessionFile('.workflow/WFS-x/workflow-session.json', { kind: 'text', text });
  assert.ok(file.exists && (!file.broken || file.findings.length === 1));
}

/** The fastest of a few runs: what the machine does beside is not the parser's doing. */
function milliseconds(judge: () => unknown): number {
  let fastest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 4 && fastest > slowestMs; run++) {
    const start = performance.now();
    judge();
    fastest = Math.min(fastest, performance.now() - start);
  }
  return fastest;
}

describe(`${rounds} mutated inputs`, function () {
  this.timeout(1_200_000);

  for (const [what, judge] of [['parseJson', judgeJson], ['parseTaskFile', judgeTask], ['parseSessionFile', judgeSession]] as const) {
    it(`never upset ${what}, and none takes it longer than ${slowestMs} ms`, () => {
      const seed = Number(process.env.FUZZ_SEED ?? 20_260_102);
      const chance = new Chance(seed);
      for (let round = 0; round < rounds; round++) {
        const text = mutate(corpus, chance);
        const inputOf = (): string => `seed ${seed}, round ${round}: ${JSON.stringify(text.slice(0, 500))}`;
        try {
          const took = milliseconds(() => { judge(text); });
          assert.ok(took <= slowestMs, `${took} ms`);
        } catch (error) {
          throw new Error(inputOf(), { cause: error });
        }
      }
    });
  }

  it('make graphs that hold every file', () => {
    const chance = new Chance(7);
    for (let round = 0; round < rounds / 100; round++) {
      const files = Array.from({ length: 20 }, (_, index) => ({ ...judgeTask(mutate(corpus, chance)), path: `.workflow/WFS-x/.task/IMPL-${index}.json` }));
      assert.equal(deriveTaskGraph(files).all.length, 20);
    }
  });
});
