import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, operations, readIn, repository, type Fields } from './ask-versions.js';
import { answerOf, assertRefused, shell, workflow } from './run-cli.js';

describe('While a run is open', () => {
  it('records single files when they change, and what is no file as it is said', async () => {
    const root = repository();
    await ask(root, 'run', 'start', 'IMPL-1');
    assertRefused(await workflow(root, 'operation', 'record'), /No file is named/);
    writeFileSync(join(root, 'a.txt'), 'two\n');
    assert.deepEqual((await answerOf(root, 'operation', 'record', 'a.txt') as readonly Fields[]).map(({ type }) => type), ['UPDATE']);
    const said = await answerOf(root, 'operation', 'record', '--target', 'entity', '--id', 'page_login', '--as', 'create', '--summary', 'A page') as readonly Fields[];
    assert.deepEqual([said[0]?.['type'], said[0]?.['target_id'], said[0]?.['target_path'], said[0]?.['reversible']], ['CREATE', 'page_login', null, false]);
    writeFileSync(join(root, 'a.txt'), 'three\n');
    rmSync(join(root, 'a.txt'));
    const ended = await ask(root, 'run', 'finish', 'IMPL-1');
    assert.deepEqual(operations(ended), ['UPDATE a.txt', 'CREATE null', 'DELETE a.txt']);
    assert.match(readIn(root, 'v001/task_sessions/IMPL-1/operations.log'), /\] CREATE entity: page_login\n/);
    assert.deepEqual((ended['operations'] as readonly Fields[]).map(({ id }) => String(id).slice(-3)), ['001', '002', '003']);
    assertRefused(await workflow(root, 'operation', 'record', 'a.txt', '--task', 'IMPL-1'), /Nothing is recorded in the run of IMPL-1/);
  });

  it('takes files from where the command runs, refuses those outside, and says when there is nothing', async () => {
    const root = repository({ 'a.txt': 'one\n', 'src/deep/b.txt': 'one\n' });
    const folder = join(root, 'src/deep');
    await ask(root, 'run', 'start', 'IMPL-1');
    for (const path of ['a.txt', 'src/deep/b.txt']) writeFileSync(join(root, path), 'two\n');
    assert.deepEqual(operations({ operations: await answerOf(folder, 'operation', 'record', 'b.txt', '../../a.txt') }).toSorted(), ['UPDATE a.txt', 'UPDATE src/deep/b.txt']);
    assert.match((await workflow(root, 'operation', 'record', join(folder, 'b.txt'))).stderr, /^Nothing was recorded: these files are as they were/);
    assertRefused(await workflow(folder, 'operation', 'record', '../../../x'), /\.\.\/\.\.\/\.\.\/x is not below .*, where the run works/);
    assertRefused(await workflow(root, 'operation', 'record', '/etc/passwd'), /\/etc\/passwd is not below/);
  });

  it('records nothing twice when two runs are open in one working tree', async () => {
    const root = repository();
    await ask(root, 'run', 'start', 'IMPL-1');
    const { stderr } = await workflow(root, 'run', 'start', 'IMPL-2');
    assert.match(stderr, /IMPL-1 is recorded in the same working tree/);
    writeFileSync(join(root, 'a.txt'), 'two\n');
    assert.deepEqual(operations(await ask(root, 'run', 'finish', 'IMPL-2')), ['UPDATE a.txt']);
    writeFileSync(join(root, 'b.txt'), 'b\n');
    assert.deepEqual(operations(await ask(root, 'run', 'finish', 'IMPL-1')), ['CREATE b.txt']);
  });

  it('records what a tool of Claude Code wrote at once, and not again when the run ends', async () => {
    const root = repository();
    await ask(root, 'run', 'start', 'IMPL-1');
    writeFileSync(join(root, 'a.txt'), 'two\n');
    const input = JSON.stringify({ session_id: 's', cwd: root, hook_event_name: 'PostToolUse', tool_name: 'Edit', tool_input: { file_path: join(root, 'a.txt') }, tool_response: {} });
    const { code, stdout } = await shell(root, `printf %s ${JSON.stringify(input)} | node "$W" hook post-tool-use`);
    assert.deepEqual([code, stdout], [0, '']);
    assert.deepEqual(operations(await ask(root, 'run', 'show', 'IMPL-1')), ['UPDATE a.txt']);
    assert.deepEqual(operations(await ask(root, 'run', 'finish', 'IMPL-1')), ['UPDATE a.txt']);
    await ask(root, 'version', 'rollback', 'v001');
    assert.equal(readFileSync(join(root, 'a.txt'), 'utf8'), 'one\n');
  });
});
