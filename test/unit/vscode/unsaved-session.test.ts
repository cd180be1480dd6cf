import assert from 'node:assert/strict';
import { findingsWith } from '../../../src/vscode/problems/unsaved-session.js';
import { smallTask } from '../../support/small-workflow.js';
import { sessionWith } from './views.js';

const path = (id: string): string => `.workflow/WFS-one/.task/${id}.json`;

describe('What is said about unsaved text', () => {
  it('is what would be said if it were saved, about other files too', async () => {
    const session = await sessionWith({ 'IMPL-1': {}, 'IMPL-2': { context: { depends_on: ['IMPL-1'] } } });
    const codes = (texts: Record<string, string>): string[] => findingsWith(session, new Map(Object.entries(texts))).filter(({ severity }) => severity === 'error').map(({ file, code }) => `${file.slice(-11)} ${code}`);
    assert.deepEqual(codes({}), []);
    assert.deepEqual(codes({ [path('IMPL-1')]: '{ "id": ' }), ['IMPL-1.json json/syntax']);
    assert.deepEqual(codes({ [path('IMPL-1')]: smallTask('IMPL-7') }), ['IMPL-2.json task/unknown-dependency']);
    assert.deepEqual(codes({ '.workflow/WFS-one/workflow-session.json': 'null' }), ['ession.json json/not-an-object']);
  });

  it('is nothing new for files of other sessions and for files that are not read', async () => {
    const session = await sessionWith({ 'IMPL-1': {} });
    const findings = findingsWith(session, new Map([['.workflow/WFS-two/.task/IMPL-1.json', '{'], ['.workflow/WFS-one/IMPL_PLAN.md', '{']]));
    assert.equal(findings, session.findings);
  });
});
