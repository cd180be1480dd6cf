import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';
import { ask, operations, repository } from './ask-versions.js';
import { workflow } from './run-cli.js';

describe('workflow task status, where runs are recorded', () => {
  const session = { '.workflow/WFS-x/workflow-session.json': '{"session_id": "WFS-x", "project": "X", "status": "active"}',
    '.workflow/WFS-x/.task/IMPL-1.json': '{"id": "IMPL-1", "title": "One", "status": "pending"}' };

  it('opens a run when a task starts, in a version made on demand, and closes it when the task ends', async () => {
    const root = repository();
    writeFiles(root, session);
    const { stderr } = await workflow(root, 'task', 'status', 'IMPL-1', 'active');
    assert.match(stderr, /The run of IMPL-1 in v001 is in_progress\./);
    writeFileSync(join(root, 'a.txt'), 'two\n');
    await ask(root, 'task', 'status', 'IMPL-1', 'blocked', '--reason', 'no key');
    assert.equal((await ask(root, 'run', 'show', 'IMPL-1'))['status'], 'blocked');
    await ask(root, 'task', 'status', 'IMPL-1', 'active');
    writeFileSync(join(root, 'a.txt'), 'three\n');
    await ask(root, 'task', 'status', 'IMPL-1', 'completed');
    const run = await ask(root, 'run', 'show', 'IMPL-1');
    assert.deepEqual([run['status'], operations(run)], ['completed', ['UPDATE a.txt', 'UPDATE a.txt']]);
    assert.ok(existsSync(join(root, '.workflow/WFS-x/.summaries/IMPL-1-summary.md')));
    await ask(root, 'version', 'rollback', 'v001');
    assert.equal(readFileSync(join(root, 'a.txt'), 'utf8'), 'one\n');
  });

  it('records the task of another session that has the same id in a version of its own', async () => {
    const root = repository();
    writeFiles(root, { ...session, '.workflow/WFS-y/workflow-session.json': '{"session_id": "WFS-y", "project": "Y", "status": "active"}',
      '.workflow/WFS-y/.task/IMPL-1.json': '{"id": "IMPL-1", "title": "Other", "status": "pending"}' });
    await ask(root, 'task', 'status', 'IMPL-1', 'active', '--session', 'WFS-x');
    await ask(root, 'task', 'status', 'IMPL-1', 'active', '--session', 'WFS-y');
    await ask(root, 'task', 'status', 'IMPL-1', 'completed', '--session', 'WFS-x');
    const statuses = await Promise.all(['v001', 'v002'].map(async (version) => (await ask(root, 'run', 'show', 'IMPL-1', '--in', version))['status']));
    assert.deepEqual(statuses, ['completed', 'in_progress']);
    assert.equal((await ask(root, 'version', 'show', 'v002'))['feature'], 'Y');
  });

  it('outside of a repository records where a version is open', async () => {
    const root = temporaryFolder();
    writeFiles(root, session);
    await ask(root, 'task', 'status', 'IMPL-1', 'active');
    assert.equal(existsSync(join(root, '.workflow/versions')), false);
    await ask(root, 'task', 'status', 'IMPL-1', 'pending');
    await ask(root, 'version', 'create', 'x');
    await ask(root, 'task', 'status', 'IMPL-1', 'active');
    assert.equal((await ask(root, 'run', 'show', 'IMPL-1'))['status'], 'in_progress');
  });

  it('makes a version anywhere where the configuration says always, and nothing where it says never', async () => {
    const root = temporaryFolder();
    writeFiles(root, { ...session, 'a.txt': '', '.ai/project/config.yaml': 'versions:\n  record_runs: always\n' });
    await ask(root, 'task', 'status', 'IMPL-1', 'active');
    assert.equal((await ask(root, 'version', 'show', 'v001'))['feature'], 'X');
    writeFileSync(join(root, '.ai/project/config.yaml'), 'versions:\n  record_runs: never\n');
    await ask(root, 'task', 'status', 'IMPL-1', 'completed');
    assert.equal((await ask(root, 'run', 'show', 'IMPL-1'))['status'], 'in_progress');
  });
});
