import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSpec, type SpecFinding } from '../../../../src/core/specs/check-spec.js';
import { rangeOf } from '../../../../src/core/text/json-text.js';
import { applyTextEdits } from '../../../../src/core/text/text-edit.js';

const cases = 'test/spec-cases';

function lineOf(text: string, { severity, code, pointer, place, message, fixes }: SpecFinding): string {
  const { line, column, endLine, endColumn } = rangeOf(text, place);
  const head = `${line}:${column}-${endLine}:${endColumn} ${severity} ${code} ${pointer || '/'}`;
  return [head, `  ${message}`, ...fixes.map(({ title }) => `  > ${title}`)].join('\n');
}

/** The findings as text; what is marked is shown, so that a reader of the case sees it. */
function textOf(text: string, findings: readonly SpecFinding[]): string {
  return findings.map((each) => {
    const marked = each.place.kind === 'offset' ? text.slice(each.place.offset, each.place.offset + each.place.length) : '';
    return `${lineOf(text, each)}\n  marked: ${JSON.stringify(marked)}\n`;
  }).join('');
}

describe('Golden cases of specs', () => {
  for (const name of readdirSync(cases)) {
    it(`says of "${name}" what its findings.txt has`, () => {
      const text = readFileSync(join(cases, name, 'spec.yaml'), 'utf8');
      const found = textOf(text, checkSpec('spec.yaml', text));
      const expected = join(cases, name, 'findings.txt');
      if (process.env['UPDATE_CASES'] === '1') writeFileSync(expected, found);
      assert.equal(found, readFileSync(expected, 'utf8'));
    });

    it(`mends "${name}" by each of its fixes without making anything else worse`, () => {
      const text = readFileSync(join(cases, name, 'spec.yaml'), 'utf8');
      const before = checkSpec('spec.yaml', text);
      for (const finding of before) {
        for (const { title, request } of finding.fixes) {
          assert.ok(request.do === 'edit-text');
          const after = checkSpec('spec.yaml', applyTextEdits(text, request.edits));
          const same = after.filter(({ code, message }) => code === finding.code && message === finding.message);
          const sameBefore = before.filter(({ code, message }) => code === finding.code && message === finding.message);
          assert.equal(same.length, sameBefore.length - 1, `"${title}" leaves: ${finding.message}`);
          assert.ok(after.every(({ code }) => !code.startsWith('yaml/')), `"${title}" leaves a text that can be read`);
        }
      }
    });
  }

  it('finds exactly one error in the example of document 000, at QA-001', () => {
    const text = readFileSync(join(cases, 'example-of-document-000', 'spec.yaml'), 'utf8');
    const errors = checkSpec('spec.yaml', text).filter(({ severity }) => severity === 'error');
    assert.deepEqual(errors.map(({ code, pointer }) => [code, pointer]), [['spec/missing-property', '/tasks/qa/0']]);
  });
});
