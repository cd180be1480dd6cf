import assert from 'node:assert/strict';
import { judgeTrust } from '../../../../src/core/trust/judge-trust.js';
import { loadTrust, type TrustState } from '../../../../src/core/trust/load-trust.js';
import { trustLevels } from '../../../../src/core/trust/trust-model.js';
import { modelText, documentModel } from './document-model.js';

const stamp = { size: 0, mtimeMs: 0, ctimeMs: 0, ino: 0, racy: false };

function load(text: string, before?: TrustState): TrustState {
  return loadTrust({ kind: 'text', text, stamp }, before);
}

const level = ({ models }: TrustState, path: string): string => judgeTrust(models).levelOf(path);
const codes = ({ findings }: TrustState): string[] => findings.map(({ code }) => code);

const paths = ['src/a.ts', 'src/auth/a.ts', 'a.test.ts', 'docs/x.md', 'README.md', 'pay/x', '.env', 'src/core/a.ts', 'Makefile'];
const strict = modelText({ high: '\n      - pattern: "*.test.ts"', medium: '\n      - pattern: "docs/**"', low: '\n      - pattern: "src/core/**"\n      - pattern: "README.md"' });

/** Ways in which a file gets broken while somebody works on it. */
const breaks: Readonly<Record<string, (text: string) => string>> = {
  'a tab': (text) => text.replace('  high', '\thigh'),
  'an open quote': (text) => text.replace('"*.test.ts"', '"*.test.ts'),
  'cut off': (text) => text.slice(0, -20),
  'a level misspelt': (text) => text.replace('  low:', '  lwo:'),
  'contexts gone': (text) => text.replace(/contexts:\s*\n(?=\s+- pattern: "src\/core)/, 'context:\n'),
  'conflict marks': (text) => `<<<<<<< HEAD\n${text}=======\n>>>>>>> x\n`,
  'garbage': () => '\u0000\u0001',
  'nothing': () => '',
  'two documents': (text) => `${text}---\nversion: "2"\n`,
};

describe('loading the trust model', () => {
  it('takes the built-in one where there is none, with a hint', () => {
    const state = loadTrust({ kind: 'missing' });
    assert.equal(state.source, 'built-in');
    assert.deepEqual(codes(state), ['trust/missing-model']);
    assert.equal(level(state, 'a.test.ts'), 'high');
  });

  it('takes the file', () => {
    const state = load(documentModel);
    assert.deepEqual([state.source, state.findings], ['model', []]);
  });

  for (const [name, spoil] of Object.entries(breaks)) {
    it(`keeps to the last good one when the file is broken: ${name}`, () => {
      const before = load(strict);
      const after = load(spoil(strict), before);
      assert.ok(after.findings.some(({ severity }) => severity === 'error'));
      assert.equal(after.source, 'last-good');
      for (const path of paths) assert.equal(level(after, path), level(before, path), path);
    });

    it(`is as careful as what can be read of a broken file where no good one is known: ${name}`, () => {
      const before = load(strict);
      const after = load(spoil(strict));
      assert.equal(after.source, 'careful');
      assert.ok(after.findings.some(({ severity }) => severity === 'error'));
      const readable = !['garbage', 'nothing'].includes(name);
      for (const path of readable ? paths.filter((each) => name !== 'contexts gone' || !/core|README/.test(each)) : []) {
        if (name === 'cut off' && path === 'README.md') continue;
        assert.ok(trustLevels.indexOf(judgeTrust(after.models).levelOf(path)) <= trustLevels.indexOf(judgeTrust(before.models).levelOf(path)), path);
      }
    });
  }

  it('falls back to the built-in model when nothing can be read of the file', () => {
    const state = load('{{{{');
    assert.deepEqual([level(state, 'src/auth/a.ts'), level(state, 'a.test.ts')], ['low', 'high']);
  });

  it('goes on with the file when what is wrong lowers nothing', () => {
    const state = load(documentModel.replace('version: "1.0"', 'version: 1').replace('"*.spec.ts"', '"../*.spec.ts"'));
    assert.equal(state.source, 'model');
    assert.deepEqual(codes(state), ['trust/wrong-type', 'trust/dangerous-pattern']);
    assert.deepEqual([level(state, 'a.spec.ts'), level(state, 'a.test.ts')], ['medium', 'high']);
  });

  it('stays careful when the file goes away', () => {
    const state = loadTrust({ kind: 'missing' }, load(strict));
    assert.deepEqual(codes(state), ['trust/removed-model']);
    assert.deepEqual(['README.md', 'docs/x.md', 'src/auth/a.ts', 'a.test.ts'].map((path) => level(state, path)), ['low', 'medium', 'low', 'high']);
  });

  it('is itself again when the file is repaired', () => {
    const state = load(strict, load('{', load(documentModel)));
    assert.deepEqual([state.source, codes(state), level(state, 'README.md')], ['model', [], 'low']);
  });

  it('says why a file cannot be read', () => {
    const state = loadTrust({ kind: 'unreadable', reason: 'invalid-utf8', detail: 'byte 3', stamp: undefined });
    assert.deepEqual([state.source, codes(state)], ['careful', ['file/unreadable']]);
  });
});
