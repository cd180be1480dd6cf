import assert from 'node:assert/strict';
import { completeBySchema, hintBySchema } from '../../../../src/core/schema/schema-language.js';
import { configSchema, trustModelSchema } from '../../../../src/core/schema/validators.js';
import type { SchemaNode } from '../../../../src/core/schema/schema-node.js';
import { schemaForTyping } from '../../../../src/core/specs/check-file.js';
import { lineContextAt } from '../../../../src/core/text/line-context.js';
import { parseYaml } from '../../../../src/core/text/yaml-text.js';
import { matchesOf } from '../../../../src/core/trust/pattern-matches.js';

/** What may be typed at the bar. */
function typedAt(schema: SchemaNode, marked: string): readonly string[] {
  const offset = marked.indexOf('¦');
  const context = lineContextAt(marked.replace('¦', ''), offset);
  return context === null ? [] : completeBySchema(schema, context).map(({ label }) => label);
}

/** What is said of the key or value at the bar. */
function saidAt(schema: SchemaNode, marked: string): readonly unknown[] {
  const offset = marked.indexOf('¦');
  const text = marked.replace('¦', '');
  const parsed = parseYaml(text);
  const hint = parsed.ok ? hintBySchema(schema, parsed.value.root, offset) : null;
  return hint === null ? [] : [hint.title, text.slice(hint.mark.offset, hint.mark.offset + hint.mark.length), hint.words.join(' ')];
}

describe('Typing with the help of a schema', () => {
  it('offers keys, levels and words of supervision in a trust model, exceptions included', () => {
    assert.deepEqual(typedAt(trustModelSchema, '¦'), ['version', 'default_level', 'trust_levels', 'overrides']);
    assert.deepEqual(typedAt(trustModelSchema, 'default_level: ¦'), ['high', 'medium', 'low']);
    assert.deepEqual(typedAt(trustModelSchema, 'trust_levels:\n  high:\n    supervision: mi¦'), ['minimal', 'code_review_required', 'pair_programming']);
    assert.deepEqual(typedAt(trustModelSchema, 'trust_levels:\n  low:\n    description: x\n    contexts:\n      - pattern: "a"\n        ¦'), ['task_type', 'reason', 'exclude']);
    assert.deepEqual(typedAt(trustModelSchema, 'overrides:\n  demote_to_low:\n    - ¦'), ['pattern', 'reason', 'exclude']);
    assert.deepEqual(typedAt(trustModelSchema, 'trust_levels:\n  high:\n    auto_approve: ¦'), ['true', 'false']);
  });

  it('explains keys and values, with the words that are allowed', () => {
    assert.deepEqual(saidAt(trustModelSchema, 'trust_levels:\n  low:\n    super¦vision: minimal\n'), ['supervision', 'supervision', 'minimal code_review_required pair_programming']);
    assert.deepEqual(saidAt(trustModelSchema, 'trust_levels:\n  l¦ow: {}\n'), ['low', 'low', '']);
    assert.deepEqual(saidAt(trustModelSchema, 'overrides:\n  demote_to_low:\n    - pattern: "a¦"\n'), ['pattern', '"a"', '']);
    assert.deepEqual(saidAt(configSchema, 'specs:\n  validation: wa¦rn\n'), ['validation', 'warn', 'strict warn off']);
    assert.deepEqual(saidAt(configSchema, 'unknown: ¦x\n'), []);
  });

  it('is by the schema of the file: by its path, and beside a spec by its look', () => {
    const titles = [['.ai/project/config.yaml', ''], ['.ai/project/metrics/compound.yaml', ''], ['.ai/project/features/a/x.yaml', 'endpoint: /a\nmet'], ['.ai/project/features/a/x.yaml', 'done_when: a\n'], ['.ai/project/features/a/x.yaml', 'a: 1\n'], ['.ai/project/sessions/agents/a.af', '{']];
    assert.deepEqual(titles.map(([file = '', text = '']) => schemaForTyping(file, text)?.title ?? null), ['Project Configuration', 'Compound Metrics', 'API Contract', 'Task Specification', null, null]);
  });
});

describe('The files that a pattern means', () => {
  const paths = ['README.md', 'src/auth/login.ts', 'src/Auth/x.ts', 'docs/.env', 'a/b/c.test.ts'];

  it('are those that the trust model would take it for', () => {
    assert.deepEqual(matchesOf('**/auth/**', paths), ['src/auth/login.ts', 'src/Auth/x.ts']);
    assert.deepEqual(matchesOf('*.test.ts', paths), ['a/b/c.test.ts']);
    assert.deepEqual(matchesOf('./src\\auth\\*', paths), ['src/auth/login.ts', 'src/Auth/x.ts']);
    assert.deepEqual(matchesOf('.env*', paths), ['docs/.env']);
  });

  it('are not looked for when it is no pattern that is used', () => {
    for (const pattern of ['../x', 'a'.repeat(300), '{a,b}'.repeat(40)]) assert.equal(matchesOf(pattern, paths), null, pattern);
  });
});
