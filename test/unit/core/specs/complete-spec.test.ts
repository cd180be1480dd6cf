import assert from 'node:assert/strict';
import { completeSpec } from '../../../../src/core/specs/complete-spec.js';
import { definitionOf, hintAt, idAt, mentionsOf, outlineOf } from '../../../../src/core/specs/spec-links.js';
import { SpecDocument } from '../../../../src/core/specs/spec-document.js';
import { sampleSpec } from '../../../support/sample-spec.js';

/** Completions at the bar in a text. */
function at(marked: string): readonly string[] {
  const offset = marked.indexOf('¦');
  const text = marked.replace('¦', '');
  return completeSpec(text, offset, new SpecDocument(sampleSpec(2000)).spec).map(({ label }) => label);
}

describe('Completion in a spec', () => {
  it('offers the keys that are not there yet, at every level', () => {
    assert.deepEqual(at('version: "1.0"\nfeature:\n  id: x\n¦\nobjective: x\n'), ['metadata', 'requirements', 'contracts', 'tasks', 'dependencies', 'risks', 'timeline']);
    assert.deepEqual(at('feature:\n  id: x\n  pr¦\n  status: planning\n'), ['name', 'priority']);
    assert.deepEqual(at('requirements:\n  functional:\n    - id: FR-1\n      title: x\n      ¦\n    - id: FR-2\n      description: y\n'), ['description', 'priority', 'acceptance_criteria', 'test_coverage']);
    assert.deepEqual(at('tasks:\n  qa:\n  - ¦'), ['id', 'title', 'type', 'reference', 'methodology', 'max_iterations', 'acceptance_criteria', 'done_when']);
    assert.deepEqual(at('tasks:\n  qa:\n    - id: QA-1\n      acceptance_criteria:\n        - "x"\n      done¦'), ['title', 'type', 'reference', 'methodology', 'max_iterations', 'done_when']);
    assert.deepEqual(at('objective:\n  ¦'), ['summary', 'business_value', 'users']);
  });

  it('offers allowed values, examples, ids of requirements, and the next free id', () => {
    assert.deepEqual(at('feature:\n  status: ¦'), ['planning', 'in_progress', 'review', 'completed', 'blocked']);
    assert.deepEqual(at('version: ¦'), ['"1.0"']);
    assert.deepEqual(at('tasks:\n  backend:\n    - id: BE-1\n      reference: "FR-101, FR¦'), ['FR-101', 'FR-102', 'FR-103']);
    assert.deepEqual(at('tasks:\n  backend:\n    - id: ¦'), ['BE-104']);
    assert.deepEqual(at('requirements:\n  functional:\n    - id: ¦'), ['FR-104']);
  });

  it('offers nothing in comments and where the schema knows nothing', () => {
    assert.deepEqual(at('# ¦'), []);
    assert.deepEqual(at('feature:\n  id: ¦'), []);
    assert.deepEqual(at('unknown:\n  ¦'), []);
  });
});

describe('Ids, hints and outline of a spec', () => {
  const document = new SpecDocument(sampleSpec(1500));
  const reference = document.text.indexOf('reference: "FR-102"') + 13;

  it('leads from a reference to the requirement and to all mentions', () => {
    assert.equal(idAt(document, reference)?.id, 'FR-102');
    const mark = definitionOf(document, 'FR-102');
    assert.equal(document.text.slice((mark?.offset ?? 0) - 4, (mark?.offset ?? 0) + (mark?.length ?? 0)), 'id: FR-102');
    assert.equal(mentionsOf(document, 'FR-102').length, 2);
    assert.equal(idAt(document, 0), null);
  });

  it('explains keys, values and ids', () => {
    assert.deepEqual(hintAt(document, reference)?.coverage, { tasks: ['BE-102'], tests: ['BE-102'] });
    const status = hintAt(document, document.text.indexOf('status:') + 2);
    assert.deepEqual([status?.title, status?.words.length], ['status', 5]);
    assert.equal(hintAt(document, document.text.indexOf('planning') + 2)?.title, 'status');
    assert.equal(hintAt(document, document.text.indexOf('"Agents can') + 4)?.title, 'description');
  });

  it('outlines sections, lists and entries', () => {
    const outline = outlineOf(document);
    assert.deepEqual(outline.map(({ name }) => name), ['version', 'feature', 'objective', 'requirements', 'tasks']);
    assert.deepEqual(outline[4]?.children.map(({ name, detail }) => [name, detail]), [['backend', '2']]);
    assert.deepEqual(outline[4].children[0]?.children.map(({ name, detail }) => [name, detail]), [['BE-101', 'Implement part 101'], ['BE-102', 'Implement part 102']]);
  });
});
