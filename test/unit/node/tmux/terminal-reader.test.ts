import assert from 'node:assert/strict';
import { listPanes } from '../../../../src/node/tmux/pane-list.js';
import { foregroundGroup, isReading, sleepsReading } from '../../../../src/node/tmux/terminal-reader.js';
import { tmuxPanes } from '../../../../src/node/tmux/tmux-panes.js';
import { needsProgram } from '../../../support/needs-program.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';

const session = 'workflow-reader';
const opensSocket = 'import socket, os\ns = socket.socket()\nos.read(0, 1)';

describe('who has a terminal', function () {
  before(function () {
    if (process.platform !== 'linux') return this.skip(); // Only there the system tells.
    needsProgram('tmux');
  });

  it('is told by the kernel in two ways, of which the second is more careful', async () => {
    const root = temporaryFolder();
    const panes = tmuxPanes(root);
    const programs = { reads: ['sh', '-c', 'read x'], child: ['sh', '-c', 'sh -c "read x"; true'], works: ['sleep', '1000'], online: ['python3', '-c', opensSocket] };
    for (const [role, argv] of Object.entries(programs)) await panes.start({ session, role, cwd: root, env: {}, argv });
    try {
      const waits = new Map<string, boolean>();
      for (let attempt = 0; attempt < 4000 && !(waits.get('reads') === true && waits.get('child') === true); attempt++) {
        for (const { state, pid, tty } of await listPanes(root)) waits.set(state.role, isReading(pid, tty));
      }
      const found = new Map((await listPanes(root)).map(({ state, pid, tty }) => [state.role, { pid, tty }]));
      const { pid, tty } = found.get('reads') ?? assert.fail();
      assert.deepEqual([waits.get('reads'), waits.get('child'), waits.get('works')], [true, true, false]);
      assert.equal(foregroundGroup(pid), pid);
      assert.equal(sleepsReading(pid, tty), true);
      assert.equal(sleepsReading(pid, '/dev/pts/none'), false);
      const works = found.get('works') ?? assert.fail();
      assert.equal(sleepsReading(works.pid, works.tty), false);
      const online = found.get('online');
      if (online !== undefined) assert.equal(sleepsReading(online.pid, online.tty), false);
    } finally {
      await panes.stop(session);
    }
  });

  it('is nobody where there is no such process', () => {
    assert.equal(foregroundGroup(2 ** 30), null);
    assert.equal(isReading(2 ** 30, '/dev/pts/0'), false);
    assert.equal(sleepsReading(2 ** 30, '/dev/pts/0'), false);
  });
});
