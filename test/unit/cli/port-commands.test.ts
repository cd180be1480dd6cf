import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { answerOf, assertRefused, folderWith, workflow } from './run-cli.js';

describe('workflow port', () => {
  it('reserves, tells and gives back', async () => {
    const folder = folderWith({}, 'a place with spaces');
    const { stdout } = await workflow(folder, 'port', 'allocate', 'backend');
    assert.match(stdout, /^30\d\d\n$/);
    const port = Number(stdout);
    assert.equal(await answerOf(folder, 'port', 'allocate', 'backend'), port);
    assert.equal(await answerOf(folder, 'port', 'get', 'backend'), port);
    assert.deepEqual(await answerOf(folder, 'port', 'list'), { backend: port });
    assert.equal(await answerOf(folder, 'port', 'release', 'backend'), port);
    assert.equal(await answerOf(folder, 'port', 'release', 'backend'), null);
    assert.deepEqual(await answerOf(folder, 'port', 'list'), {});
    assert.equal((await workflow(folder, 'port', 'get', 'backend')).code, 1);
  });

  it('gives ports of the configured range, and says what it would do', async () => {
    const folder = folderWith({ '.ai/project/config.yaml': 'parallel:\n  port_range: {start: 41801, end: 41890}\n' });
    assert.match((await workflow(folder, 'port', 'allocate', 'qa', '--dry-run')).stdout, /^Reserve port 418\d\d for qa\n/);
    assert.deepEqual(await answerOf(folder, 'port', 'list'), {});
    assert.match((await workflow(folder, 'port', 'allocate', 'qa')).stdout, /^418\d\d\n$/);
  });

  it('checks what people wrote into the file', async () => {
    const folder = folderWith({ '.ai/project/sessions/port_allocations.json': '{\n  "a": 3001,\n  "b": 3001\n}\n' });
    const { code, stdout } = await workflow(folder, 'check');
    assert.equal(code, 1);
    assert.match(stdout, /port_allocations\.json:3:3.*same port 3001/);
  });

  it('says by its exit code whether somebody listens', async () => {
    const folder = folderWith({});
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const port = String((server.address() as AddressInfo).port);
    assert.deepEqual(await workflow(folder, 'port', 'in-use', port), { code: 0, stdout: 'yes\n', stderr: '' });
    await new Promise((done) => server.close(done));
    assert.deepEqual(await workflow(folder, 'port', 'in-use', port), { code: 1, stdout: 'no\n', stderr: '' });
    for (const wrong of ['0', '65536', '1e3', '80;id', '']) assertRefused(await workflow(folder, 'port', 'in-use', wrong), /is no port/);
  });
});
