import assert from 'node:assert/strict';
import { describePlan } from '../../../../src/core/plans/describe-plan.js';
import type { Step } from '../../../../src/core/plans/plan.js';

const lines = (...steps: Step[]): string[] => describePlan({ kind: 'plan', title: 't', steps, transitions: [] });

describe('describing a plan', () => {
  it('has one line for each step', () => {
    assert.deepEqual(lines(
      {
        kind: 'edit-json', path: 'a.json', expect: [],
        edits: [{ kind: 'set', pointer: ['context', 'depends_on', 0], value: 'x' }, { kind: 'append', pointer: [], value: { a: 1 } }, { kind: 'remove', pointer: ['b'] }],
      },
      { kind: 'write-text', path: 'b.md', from: null, to: 'x' },
      { kind: 'write-text', path: 'b.md', from: 'a\nb\nc', to: 'a\nB\nc' },
      { kind: 'write-text', path: 'b.md', from: 'a\nb\nc', to: 'A\nB\nc' },
      { kind: 'write-text', path: 'b.md', from: 'a', to: 'a\nb' },
      { kind: 'create-file', path: 'c', content: '' },
      { kind: 'copy-file', from: 'c', to: 'd' },
      { kind: 'make-directory', path: 'e' },
      { kind: 'move', from: 'e', to: 'f' },
      { kind: 'remove-file', path: 'f' },
    ), [
      'Change a.json: context.depends_on.0 = "x", the list + {"a":1}, without b',
      'Create b.md',
      'Write b.md (1 line changes)',
      'Write b.md (2 lines change)',
      'Write b.md (1 → 2 lines)',
      'Create c',
      'Copy c to d',
      'Make the folder e',
      'Move e to f',
      'Remove f',
    ]);
  });

  it('stays short and on one line whatever is written', () => {
    const [line = ''] = lines({ kind: 'edit-json', path: 'a\n\u001b[31m.json', expect: [], edits: [{ kind: 'set', pointer: ['t'], value: `\u202e\n${'x'.repeat(500)}` }] });
    assert.ok(line.length < 130, line);
    assert.doesNotMatch(line, /[\n\u001b\u202e]/);
  });
});
