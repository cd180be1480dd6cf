import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Refusal } from '../../../../src/core/plans/plan.js';
import { trustModelPath } from '../../../../src/core/trust/trust-model.js';
import { VersionDesk, type Done } from '../../../../src/node/versions/version-desk.js';
import { writeFiles } from '../../../support/temporary-folder.js';
import { bench, done, type Bench } from './version-bench.js';

const approved = { decision: 'approved', words: {} } as const;
const implementation = { kind: 'implementation', reject: false, reason: '' } as const;

/** What an agent is told that wants to approve a run and its version. */
async function refusals(at: Bench): Promise<readonly string[]> {
  const agent = new VersionDesk(at.root, 'agent:reviewer');
  return [await agent.review('IMPL-1', undefined, approved), await agent.approve(undefined, implementation)].map(said);
}

function said(outcome: Done | Refusal): string {
  return outcome.kind === 'refusal' ? outcome.code : outcome.kind;
}

describe('A desk of whatever host', () => {
  it('lets no agent approve what a person has to look at, and lets a person', async () => {
    const at = bench({ 'src/auth/login.ts': 'one\n' });
    await at.start('IMPL-1');
    writeFileSync(join(at.top, 'src/auth/login.ts'), 'two\n');
    const { versions } = await at.end('IMPL-1', 'review');
    assert.deepEqual(await at.desk.fileForPerson(versions.versions.flatMap(({ runs }) => runs)), { path: 'src/auth/login.ts', why: 'its trust level is low' });
    assert.deepEqual(await refusals(at), ['review/needs-person', 'review/needs-person']);
    done(await at.desk.review('IMPL-1', undefined, approved));
    done(await at.desk.approve(undefined, implementation));
  });

  it('asks the trust model of the repository as it is then', async () => {
    const at = bench({ 'src/pay.ts': 'one\n' });
    await at.start('IMPL-1');
    writeFileSync(join(at.top, 'src/pay.ts'), 'two\n');
    await at.end('IMPL-1', 'review');
    writeFiles(at.top, { [trustModelPath]: 'version: "1.0"\ndefault_level: low\n' });
    assert.deepEqual(await refusals(at), ['review/needs-person', 'review/needs-person']);
  });

  it('remembers what an earlier attempt did that nobody approved', async () => {
    const at = bench({ 'src/auth/login.ts': 'one\n', 'docs/x.md': 'x\n' });
    await at.start('IMPL-1');
    writeFileSync(join(at.top, 'src/auth/login.ts'), 'two\n');
    await at.end('IMPL-1', 'review');
    done(await at.desk.review('IMPL-1', undefined, { decision: 'needs_changes', words: {} }));
    await at.start('IMPL-1');
    writeFileSync(join(at.top, 'docs/x.md'), 'y\n');
    await at.end('IMPL-1', 'review');
    assert.deepEqual(await refusals(at), ['review/needs-person', 'review/needs-person']);
  });

  it('lets an agent approve what it may, and reject what it may not approve', async () => {
    const at = bench({ 'docs/x.md': 'x\n' });
    await at.start('IMPL-1');
    writeFileSync(join(at.top, 'docs/x.md'), 'y\n');
    await at.end('IMPL-1', 'review');
    assert.deepEqual(await refusals(at), ['done', 'done']);
    const agent = new VersionDesk(at.root, 'agent:reviewer', () => { throw new Error('Nobody asks how far files are trusted.'); });
    done(await agent.approve(undefined, { ...implementation, reject: true, reason: 'not good' }));
  });

  it('refuses when the host cannot say how far files are trusted', async () => {
    const at = bench({ 'docs/x.md': 'x\n' });
    await at.run('IMPL-1', () => { writeFileSync(join(at.top, 'docs/x.md'), 'y\n'); });
    const unsure = new VersionDesk(at.root, 'agent:x', () => Promise.resolve({ kind: 'refusal', code: 'trust/ceiling', message: 'no' }));
    assert.equal(said(await unsure.approve(undefined, implementation)), 'trust/ceiling');
  });
});
