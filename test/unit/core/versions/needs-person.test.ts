import assert from 'node:assert/strict';
import { fileForPerson, isPerson, reasonAgainstApproval } from '../../../../src/core/versions/needs-person.js';
import type { Operation } from '../../../../src/core/versions/version.js';
import { judge, documentModel } from '../trust/document-model.js';

function operation(type: Operation['type'], path: string, from?: string): Operation {
  return {
    id: 'op_20250116_144502_001', type, targetType: 'file', targetId: path, targetPath: path, changes: { before: null, after: null, diffSummary: '' }, performedAt: '', reversible: true,
    rollbackData: from === undefined ? null : { action: 'move_file', from: path, to: from },
  };
}

const trust = judge(documentModel);
const paired = { assess: (path: string) => ({ ...trust.assess('docs/x.md'), supervision: path === 'lib/pay.ts' ? 'pair_programming' as const : 'minimal' as const }) };

const cases: readonly (readonly [string, readonly Operation[], string | null])[] = [
  ['nothing was changed', [], null],
  ['only files of high and medium trust were changed', [operation('UPDATE', 'docs/x.md'), operation('CREATE', 'src/User.ts')], null],
  ['a file of low trust was changed', [operation('UPDATE', 'docs/x.md'), operation('UPDATE', 'src/auth/login.ts')], 'src/auth/login.ts'],
  ['a file of low trust was made', [operation('CREATE', '.env')], '.env'],
  ['a file of low trust was deleted', [operation('DELETE', 'src/auth/login.ts')], 'src/auth/login.ts'],
  ['a file of low trust was moved to where trust is high', [operation('MOVE', 'docs/login.md', 'src/auth/login.ts')], 'src/auth/login.ts'],
  ['a file was moved to where trust is low', [operation('MOVE', 'src/auth/x.ts', 'docs/x.md')], 'src/auth/x.ts'],
  ['something that is no file was changed', [{ ...operation('UPDATE', ''), targetType: 'task', targetPath: null }], null],
];

describe('What a person has to look at, when', () => {
  for (const [when, operations, expected] of cases) {
    it(`${when}: ${expected ?? 'nothing'}`, () => {
      assert.equal(fileForPerson(operations, trust)?.path ?? null, expected);
      for (const actor of ['agent:backend', 'hook:stop', '']) {
        const refused = reasonAgainstApproval(operations, { actor, judge: trust });
        assert.equal(refused?.code ?? null, expected === null ? null : 'review/needs-person', actor);
      }
      assert.equal(reasonAgainstApproval(operations, { actor: 'person:ada', judge: trust }), null);
    });
  }

  it('files are worked on in pairs, it says so, whatever their level', () => {
    assert.deepEqual(fileForPerson([operation('UPDATE', 'docs/a.md'), operation('UPDATE', 'lib/pay.ts')], paired), { path: 'lib/pay.ts', why: 'its supervision is pair_programming' });
    assert.equal(reasonAgainstApproval([operation('UPDATE', 'lib/pay.ts')], { actor: 'agent:x', judge: paired })?.message,
      'agent:x may not approve this, because lib/pay.ts was changed and its supervision is pair_programming; a person has to.');
  });

  it('the one who acts only seems to be a person, it is none', () => {
    assert.deepEqual(['person:ada', 'agent:person:ada', 'persona:x', 'ada'].map(isPerson), [true, false, false, false]);
  });
});
