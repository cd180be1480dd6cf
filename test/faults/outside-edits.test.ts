import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, linkSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkflowError } from '../../src/base/workflow-error.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { appendPlan, contested, itemsOf, writerFor } from './support/contested.js';
import { faultRoot } from './support/fault-root.js';

function byJq(root: string, filter: string): void {
  const file = join(root, contested);
  execFileSync('sh', ['-c', 'jq "$1" "$2" > "$2.tmp" && mv "$2.tmp" "$2"', 'sh', filter, file]);
}

describe('people and programs that take no lock', () => {
  it('keep what they wrote, between and around our writes', async () => {
    const root = faultRoot();
    const writer = writerFor(root);
    for (let round = 0; round < 10; round++) {
      await writer.apply(appendPlan(`ours-${String(round)}`));
      byJq(root, `.items += ["theirs-${String(round)}"]`);
    }
    assert.equal(itemsOf(root).length, 20);
  });

  it('may take our change back, as `git checkout` does', async () => {
    const root = faultRoot();
    const before = readFileSync(join(root, contested));
    await writerFor(root).apply(appendPlan('ours'));
    writeFileSync(join(root, contested), before);
    await writerFor(root).apply(appendPlan('later'));
    assert.deepEqual(itemsOf(root), ['later']);
  });

  it('win where both changed the same field: the plan conflicts and says what is there', async () => {
    const root = faultRoot();
    byJq(root, '.name = "theirs"');
    const outcome = await writerFor(root).apply({
      kind: 'plan', title: 'rename', transitions: [],
      steps: [{ kind: 'edit-json', path: contested, expect: [{ pointer: ['name'], value: 'contested' }], edits: [{ kind: 'set', pointer: ['name'], value: 'ours' }] }],
    });
    assert.ok(outcome.kind === 'conflict');
    assert.match(outcome.message, /name is "theirs", expected was "contested"/);
    assert.match(readFileSync(join(root, contested), 'utf8'), /"theirs"/);
  });

  it('may have another name for the file: that one keeps the old content, because we never write in place', async () => {
    const root = faultRoot();
    linkSync(join(root, contested), join(root, 'kept.json'));
    await writerFor(root).apply(appendPlan('ours'));
    assert.doesNotMatch(readFileSync(join(root, 'kept.json'), 'utf8'), /ours/);
  });

  it('keep the mode they gave the file', async () => {
    const root = faultRoot();
    chmodSync(join(root, contested), 0o600);
    await writerFor(root).apply(appendPlan('ours'));
    assert.equal(statSync(join(root, contested)).mode & 0o777, 0o600);
  });

  it('cannot lead a write out of the state root by a link', async () => {
    const elsewhere = temporaryFolder();
    writeFileSync(join(elsewhere, 'victim.json'), '{"items": []}');
    const root = faultRoot();
    symlinkSync(elsewhere, join(root, 'linked'));
    symlinkSync(join(elsewhere, 'victim.json'), join(root, 'linked.json'));
    for (const path of ['linked/victim.json', 'linked.json', '../victim.json', 'state/../../victim.json']) {
      const plan = { kind: 'plan', title: 'out', transitions: [], steps: [{ kind: 'edit-json', path, expect: [], edits: [{ kind: 'append', pointer: ['items'], value: 'x' }] }] } as const;
      await writerFor(root).apply(plan).then(({ kind }) => { assert.equal(kind, 'conflict'); }, (error: unknown) => { assert.ok(error instanceof WorkflowError); });
    }
    assert.equal(readFileSync(join(elsewhere, 'victim.json'), 'utf8'), '{"items": []}');
  });
});
