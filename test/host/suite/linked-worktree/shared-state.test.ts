import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { allRows } from '../../../support/tree-text.js';
import { activeApi, folder, run, TestSession, until } from '../support/editor.js';

/** The main working tree of the worktree that is open. */
const main = (): string => dirname(resolve(folder(), execFileSync('git', ['rev-parse', '--git-common-dir'], { cwd: folder(), encoding: 'utf8' }).trim()));

describe('A linked worktree', function () {
  this.timeout(30_000);

  it('shows the state of the main working tree', async () => {
    const api = await activeApi();
    await until('sessions are there', () => api.sessions().length > 3);
    const roots = new Set(allRows(api.sessions()).map(({ target }) => ('root' in target ? target.root : '')));
    assert.deepEqual([...roots], [main()]);
  });

  it('changes the state there and nothing here', async () => {
    const session = new TestSession('WFS-from-worktree', main());
    await session.show({ 'IMPL-1': {} });
    await run('workflow.startTask', session.task('IMPL-1'));
    await session.agree('IMPL-1', 'active');
    assert.equal(existsSync(join(folder(), session.path)), false);
    assert.equal(execFileSync('git', ['status', '--porcelain'], { cwd: folder(), encoding: 'utf8' }), '');
  });

  it('follows what others write there, although it is outside of the workspace', async () => {
    const session = new TestSession('WFS-outside', main());
    await session.show({ 'IMPL-1': {} });
    const file = join(main(), session.path, '.task/IMPL-1.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"pending"', '"blocked"'));
    await session.agree('IMPL-1', 'blocked');
  });
});
