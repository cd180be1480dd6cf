import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseTaskFile } from '../../../../src/core/tasks/parse-task-file.js';

const path = '.workflow/WFS-x/.task/IMPL-1.json';

/** Writes characters beyond ASCII as `\\u` escapes where `isEscaped` says so, one answer after the other. */
function withEscapes(json: string, isEscaped: readonly boolean[]): string {
  let at = 0;
  return json.replace(/[\u0080-\uffff]/g, (unit) => (isEscaped[at++ % isEscaped.length] === true ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}` : unit));
}

function bothWays(text: string): [fromText: unknown, fromBytes: unknown] {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  return [parseTaskFile(path, { kind: 'text', text }), parseTaskFile(path, { kind: 'text', text, bytes })];
}

/** Words that mean something to the parser, alone or with characters of every kind around them. */
const word = fc.oneof(
  fc.constantFrom('IMPL-1', 'pending', 'in_progress', 'Done', 'container', 'bloc\u212aed', 'src/auth', './src', '', ' ', '\u3000', '\u00a0', '\ufeff', '→', '\u202eabc', '工作流', '🧪', 'é'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const phrase = fc.array(word, { maxLength: 3 }).map((words) => words.join(''));
const some = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined, freq: 8 });
const odd = fc.oneof({ weight: 12, arbitrary: phrase }, { weight: 1, arbitrary: fc.jsonValue() });

const task = fc.record({
  id: some(fc.oneof(fc.constant('IMPL-1'), odd)),
  title: some(odd),
  status: some(fc.oneof(fc.constantFrom('pending', 'active'), odd)),
  meta: some(fc.record({ type: some(odd), agent: some(odd) })),
  context: some(fc.record({ parent: some(odd), depends_on: some(fc.oneof(odd, fc.array(odd, { maxLength: 3 }))), focus_paths: some(fc.oneof(fc.constant([]), fc.array(odd, { maxLength: 3 }))) })),
  flow_control: some(fc.record({ pre_analysis: some(fc.constantFrom([], [{ step: 's', action: 'a', command: 'c' }], ['→'])) })),
  status_history: some(fc.array(fc.record({ from: odd, to: odd }), { maxLength: 2 })),
  '→ key': some(odd),
});

describe('parseTaskFile from undecoded bytes', () => {
  it('says the same as from text, whatever the file holds', () => {
    fc.assert(fc.property(task, fc.constantFrom('', '\ufeff'), (value, bom) => {
      const [fromText, fromBytes] = bothWays(`${bom}${JSON.stringify(value, null, 2)}\n`);
      assert.deepEqual(fromBytes, fromText);
    }), { numRuns: 3_000 });
  });

  it('says the same when characters are written as escapes, some or all of them', () => {
    fc.assert(fc.property(task, fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }), (value, isEscaped) => {
      const text = withEscapes(JSON.stringify(value), isEscaped);
      if (holdsHalfACharacter(text)) return;
      const [fromText, fromBytes] = bothWays(text);
      assert.deepEqual(fromBytes, fromText);
    }), { numRuns: 2_000 });
  });

  it('says the same about texts that are damaged', () => {
    fc.assert(fc.property(task, fc.nat(400), fc.constantFrom('', '→', '"', ',', '\\u00e9', '\u00a0', '{"→": 1, "→": 2}'), (value, at, splinter) => {
      const text = JSON.stringify(value);
      const damaged = `${text.slice(0, at)}${splinter}${text.slice(at + 1)}`;
      if (holdsHalfACharacter(damaged)) return;
      const [fromText, fromBytes] = bothWays(damaged);
      assert.deepEqual(fromBytes, fromText);
    }), { numRuns: 2_000 });
  });
});

/** No file does: it would be no UTF-8. */
function holdsHalfACharacter(text: string): boolean {
  return /\p{Cs}/u.test(text);
}
