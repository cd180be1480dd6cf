import assert from 'node:assert/strict';
import { covers } from '../../../../src/core/trust/covers.js';
import { loadTrust } from '../../../../src/core/trust/load-trust.js';
import type { Finding } from '../../../../src/core/findings/finding.js';
import { applyTextEdits } from '../../../../src/core/text/text-edit.js';
import { rangeOf } from '../../../../src/core/text/json-text.js';
import { Minimatch } from 'minimatch';
import { modelText, documentModel } from './document-model.js';

const stamp = { size: 0, mtimeMs: 0, ctimeMs: 0, ino: 0, racy: false };

function findingsOf(text: string): readonly Finding[] {
  return loadTrust({ kind: 'text', text, stamp }).findings;
}

/** Each remark as `line:column «marked text» code message`. */
function said(text: string): string[] {
  return findingsOf(text).map(({ code, message, place }) => {
    const { line, column } = rangeOf(text, place);
    const marked = place.kind === 'offset' ? text.slice(place.offset, place.offset + place.length) : '';
    return `${line}:${column} «${marked}» ${code} ${message}`;
  });
}

/** The text after the first fix of the only finding, which must then be gone. */
function fixed(text: string): string {
  const [finding, ...others] = findingsOf(text);
  assert.deepEqual(others, []);
  const fix = finding?.fixes[0]?.request;
  assert.ok(fix?.do === 'edit-text', `no fix for: ${finding?.message ?? 'nothing was said'}`);
  const after = applyTextEdits(text, fix.edits);
  assert.deepEqual(said(after), []);
  return after;
}

describe('checking a trust model', () => {
  it('has nothing against the model of the documents', () => assert.deepEqual(said(documentModel), []));

  it('names what is missing, at the nearest key above', () => {
    assert.deepEqual(said('trust_levels:\n  high: {description: d, auto_approve: true, contexts: []}\n'), [
      '1:1 «trust_levels» trust/missing-field The key "version" is missing; write version: "1.0".',
      '1:1 «trust_levels» trust/missing-field The level "low" is missing; high, medium and low must all be there.',
      '1:1 «trust_levels» trust/missing-field The level "medium" is missing; high, medium and low must all be there.',
      '2:3 «high» trust/missing-field The level "high" lacks "supervision".',
    ]);
  });

  it('says one thing about a text that is no YAML', () => {
    const text = 'version: "1.0"\ntrust_levels:\n\thigh: {}\n';
    assert.equal(said(text).length, 1);
    assert.match(said(text)[0] ?? '', /^3:1 .* yaml\/syntax .*tab/i);
  });

  it('offers the word that was meant', () => {
    const text = modelText({ high: '[{pattern: a}]', low: '[{pattern: b}]' }).replace('supervision: minimal', 'supervision: minmal');
    assert.deepEqual(said(text), ['6:18 «minmal» trust/unknown-word "supervision" must be pair_programming, code_review_required or minimal, not "minmal". Did you mean minimal?']);
    assert.match(fixed(text), /supervision: minimal\n/);
  });

  it('offers the key that was meant', () => {
    const text = modelText({ high: '[{pattern: a}]', low: '\n      - patern: "b"\n      - pattern: c' });
    assert.deepEqual(said(text), ['18:9 «patern» trust/no-pattern This entry has neither "pattern" nor "task_type", so it says nothing. Did you mean "pattern" instead of "patern"?']);
    assert.match(fixed(text), /- pattern: "b"/);
    assert.match(fixed(modelText({ high: '[{pattern: a}]', low: '[{pattern: b}]', rest: 'defualt_level: medium\n' })), /\ndefault_level: medium\n/);
  });

  it('leaves keys of somebody else alone', () => {
    assert.deepEqual(said(modelText({ high: '[{pattern: a, owner: me}]', low: '[{pattern: b}]', rest: 'escalation: {notify: [x]}\nrequire_human_review: true\n' })), []);
  });

  it('wants the version in quotes', () => {
    const text = modelText({ high: '[{pattern: a}]', low: '[{pattern: b}]' }).replace('"1.0"', '1.0');
    assert.match(fixed(text), /^version: "1\.0"\n/);
  });

  it('refuses patterns that are too long, cost too much or lead out', () => {
    const bad = ['a'.repeat(257), '../x/**', '{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}', '+(a)'.repeat(17), 'a/../b'];
    const text = modelText({ high: '[{pattern: a}]', low: `[${bad.map((pattern) => `{pattern: "${pattern}"}`).join(', ')}]` });
    assert.deepEqual(findingsOf(text).map(({ code }) => code), [
      'trust/too-long-pattern', 'trust/dangerous-pattern', 'trust/dangerous-pattern', 'trust/dangerous-pattern', 'trust/dangerous-pattern']);
  });

  it('finds patterns that can never match, and writes them better', () => {
    const text = modelText({ high: '[{pattern: a}]', low: '[{pattern: "/etc/**"}]' });
    assert.match(said(text)[0] ?? '', /«"\/etc\/\*\*"» trust\/never-matches The pattern "\/etc\/\*\*" begins with "\/"/);
    assert.match(fixed(text), /\{pattern: "etc\/\*\*"\}/);
    assert.match(fixed(modelText({ high: '[{pattern: a}]', low: '[{pattern: b/}]' })), /\{pattern: "b\/\*\*"\}/);
  });

  it('finds patterns that never decide because another one counts before', () => {
    const text = modelText({ high: '\n      - pattern: "*.md"\n      - pattern: "src/auth/**"', low: '[{pattern: "**/auth/**"}]' });
    assert.deepEqual(said(text), ['9:18 «"src/auth/**"» trust/shadowed-pattern "src/auth/**" never decides: "**/auth/**" in line 19 matches the same files and more, and makes them low, which counts before high.']);
    assert.doesNotMatch(fixed(text), /src\/auth/);
  });

  it('hints at patterns that say again what was said', () => {
    const text = modelText({ high: '[{pattern: a}]', low: '\n      - pattern: "**/*secret*/**"\n      - pattern: "**/*Secret*/**" # again\n      - pattern: z' });
    assert.deepEqual(said(text), ['19:18 «"**/*Secret*/**"» trust/repeated-pattern "**/*Secret*/**" never decides: "**/*secret*/**" in line 18 matches the same files, and says the same.']);
    assert.match(fixed(text), /\*secret\*\/\*\*"\n {6}- pattern: z/);
  });

  it('does not count an entry with exceptions as covering', () => {
    assert.deepEqual(said(modelText({ high: '[{pattern: a/b}]', low: '[{pattern: "a/**", exclude: ["a/b"]}]' })), []);
  });

  it('tells that only the high level approves by itself', () => {
    const text = modelText({ high: '[{pattern: a}]', low: '[{pattern: b}]' }).replace('auto_approve: false', 'auto_approve: true');
    assert.match(said(text)[0] ?? '', /^10:19 «true» trust\/auto-approve/);
    assert.equal(fixed(text), text.replace(/(medium:\n.*\n {4}auto_approve: )true/, '$1false'));
  });

  it('tells levels that nothing gets, and task types that stand twice', () => {
    assert.deepEqual(said(modelText({ high: '[{task_type: x}]', low: '[{task_type: x}]', rest: 'default_level: high\n' })), [
      '7:28 «x» trust/repeated-task-type The task type "x" is low by line 17, which counts first.',
      '8:3 «medium» trust/empty-level No pattern and no task type has the level "medium", so nothing ever gets it.',
    ]);
  });

  it('says what is wrong with an entry that is no entry', () => {
    const text = modelText({ high: '[{pattern: a}]', low: '\n      - secret/**\n      - pattern: 5' });
    assert.deepEqual(said(text), [
      '18:9 «secret/**» trust/wrong-type An entry must have the key "pattern" or "task_type"; write "- pattern: "secret/**"".',
      '19:18 «5» trust/wrong-type A pattern must be a text that is not empty, for example "src/auth/**".',
    ]);
  });
});

describe('covering', () => {
  const yes: readonly (readonly [string, string])[] = [
    ['**', 'a/b'], ['*', 'x.ts'], ['*', 'src/**'], ['**/*', 'src/**'], ['src/**', 'src/a/*.ts'], ['*.ts', 'src/*.test.ts'], ['**/auth/**', 'src/auth/*.ts'],
    ['**/*auth*/**', '**/*Auth*/**'], ['**/*auth*/**', 'x/oauth2/y'], ['a*', 'x/abc*'], ['README*', 'docs/README.md'], ['**/x/**/y', 'x/y'],
  ];
  const no: readonly (readonly [string, string])[] = [
    ['src/**', 'src'], ['src/*', 'src/a/b'], ['*.ts', '*.t*'], ['**/auth/**', '**/*auth*/**'], ['a?', 'a*'], ['src/*/a', 'src/**/a'], ['{a,b}', 'a'], ['*.test.ts', '*.ts'], ['**/auth/**', 'auth'],
  ];
  it('is found where it is certain', () => { for (const [general, special] of yes) assert.ok(covers(general, special), `${general} covers ${special}`); });
  it('is not claimed where it is not', () => { for (const [general, special] of no) assert.ok(!covers(general, special), `${general} does not cover ${special}`); });

  it('never claims too much', () => {
    const parts = ['a', 'b', '*', '**', 'a*', '*a', '*a*', '?', 'ab', '.a'];
    const options = { dot: true, nocase: true, matchBase: true, nonegate: true, nocomment: true };
    const all = [...parts, ...parts.flatMap((one) => parts.map((two) => `${one}/${two}`)), ...parts.flatMap((one) => parts.map((two) => `**/${one}/${two}`))];
    const names = ['a', 'b', 'ab', 'ba', '.a', 'bab'];
    const paths = [...names, ...names.flatMap((one) => names.map((two) => `${one}/${two}`)), ...names.flatMap((one) => names.map((two) => `b/${one}/${two}`))];
    const matches = new Map(all.map((pattern) => [pattern, new Set(paths.filter((path) => new Minimatch(pattern, options).match(path)))]));
    for (const general of all) {
      for (const special of all) {
        if (!covers(general, special)) continue;
        const missed = [...matches.get(special) ?? []].filter((path) => matches.get(general)?.has(path) !== true);
        assert.deepEqual(missed, [], `${general} covers ${special}`);
      }
    }
  });
});
