import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { trustModel } from '../../../../src/core/schema/validators.js';
import { parseTrustModel } from '../../../../src/core/trust/parse-trust-model.js';
import { trustModelPath } from '../../../../src/core/trust/trust-model.js';
import { parseYaml, renderYaml } from '../../../../src/core/text/yaml-text.js';
import { valueOf } from '../../../../src/core/text/yaml-tree.js';

const examples = resolve('test/unit/schemas');
const long = process.env['TEST_LONG'] === '1';

const validate = new Ajv2020({ strict: true, strictRequired: false, ownProperties: true, $data: false, allErrors: true })
  .compile(JSON.parse(readFileSync(resolve('schemas/trust_model.json'), 'utf8')) as object);

const errorsOf = (value: unknown): readonly string[] => (validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`));

/** What the schema says too; everything else is beyond it. */
const schematic = new Set(['trust/missing-field', 'trust/wrong-type', 'trust/unknown-word', 'trust/too-long-pattern']);

const oursOf = (text: string): readonly string[] => parseTrustModel(trustModelPath, { kind: 'text', text }).findings
  .filter(({ code }) => schematic.has(code)).map(({ code, message }) => `${code} ${message}`);

function valueIn(text: string): unknown {
  const parsed = parseYaml(text);
  assert.ok(parsed.ok);
  return valueOf(parsed.value.root);
}

const filesOf = (folder: string): readonly string[] => readdirSync(join(examples, folder)).filter((file) => file.startsWith('trust-'));
const textOf = (folder: string, file: string): string => readFileSync(join(examples, folder, file), 'utf8');

describe('the schema of the trust model', () => {
  for (const file of filesOf('valid')) {
    it(`accepts ${file}, and so do our own checks`, () => {
      const text = textOf('valid', file);
      assert.deepEqual([errorsOf(valueIn(text)), oursOf(text)], [[], []]);
      assert.equal(trustModel(valueIn(text)), true);
    });
  }

  for (const file of filesOf('invalid')) {
    it(`refuses ${file} where its comments say, and so do our own checks`, () => {
      const text = textOf('invalid', file);
      const wanted = text.split('\n').filter((line) => line.startsWith('# ')).map((line) => line.slice(2));
      assert.deepEqual([...errorsOf(valueIn(text))].sort(), [...wanted].sort());
      assert.equal(oursOf(text).length, wanted.length);
      assert.equal(trustModel(valueIn(text)), false);
    });
  }

  it('says of random models the same as our own checks', () => {
    let state = 5;
    const roll = (sides: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % sides;
    };
    const odd: readonly unknown[] = [null, true, 7, 'x', '', [], {}, [null], ['a'], [{}], [{ pattern: 'a' }], 'high', 'minimal', 'a'.repeat(257), 1.5, 0, -1];
    /** A copy in which now and then something is another thing, or is missing, or comes in addition. */
    const spoilt = (value: unknown): unknown => {
      if (roll(25) === 0) return odd[roll(odd.length)];
      if (Array.isArray(value)) return value.filter(() => roll(30) > 0).map(spoilt);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).filter(() => roll(40) > 0).map(([key, each]) => [roll(60) === 0 ? 'other' : key, spoilt(each)]));
    };
    const models = filesOf('valid').map((file) => valueIn(textOf('valid', file)));
    const counts = { valid: 0, invalid: 0 };
    for (let round = 0; round < (long ? 100_000 : 2000); round++) {
      const value = spoilt(models[round % models.length]);
      const text = renderYaml(value);
      const [theirs, ours] = [errorsOf(valueIn(text)), oursOf(text)];
      counts[theirs.length === 0 ? 'valid' : 'invalid'] += 1;
      assert.equal(ours.length > 0, theirs.length > 0, `${text}\nthe schema: ${theirs.join('; ')}\nours: ${ours.join('; ')}`);
    }
    assert.ok(counts.valid > 100 && counts.invalid > 100, JSON.stringify(counts));
  });
});

describe('reading a trust model that is nothing of the kind', () => {
  it('always answers, quickly, with an error and its place', () => {
    const whole = textOf('valid', 'trust-full.yaml');
    let state = 9;
    const roll = (sides: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % sides;
    };
    const bits = ['\t', '"', "'", '{', '}', '[', ']', ': ', '- ', '\n', '&a ', '*a', '!!js ', '#', '|', '>', '%', '\u0000', '---\n', '...', '\u{1F600}', '**/'.repeat(80), '{a,b}'.repeat(40), '['.repeat(200)];
    for (let round = 0; round < (long ? 100_000 : 3000); round++) {
      let text = whole;
      for (let turn = 0; turn <= roll(4); turn++) {
        const at = roll(text.length + 1);
        text = text.slice(0, at) + (bits[roll(bits.length)] ?? '') + text.slice(at + roll(20));
      }
      const start = performance.now();
      const { model, findings } = parseTrustModel(trustModelPath, { kind: 'text', text });
      assert.ok(performance.now() - start < 1000, text);
      assert.ok(model !== null || findings.some(({ severity }) => severity === 'error'));
      for (const { place } of findings) assert.ok(place.kind === 'offset' && place.offset >= 0 && place.offset <= text.length);
    }
  });
});
