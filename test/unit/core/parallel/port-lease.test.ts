import assert from 'node:assert/strict';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { portFile } from '../../../../src/core/parallel/reserved-ports.js';
import { allocatePort, loadPorts, releasePort, type PortLeases } from '../../../../src/core/parallel/port-lease.js';
import type { PortProbe } from '../../../../src/core/ports.js';
import { openRoot } from '../../../../src/node/open-root.js';
import { findStateRoot } from '../../../../src/node/state-root.js';
import { temporaryFolder, writeFiles } from '../../../support/temporary-folder.js';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

interface Place extends PortLeases {
  readonly text: () => string;
}

/** A state root with this file of ports; a probe for which others listen on `busy`. */
function place({ text, busy = [], end = 3010 }: { text?: string; busy?: readonly number[]; end?: number } = {}): Place {
  const root = temporaryFolder();
  if (text !== undefined) writeFiles(root, { [portFile]: text });
  const { files, alone } = openRoot(findStateRoot(root), { log: silent, actor: 'test' });
  const probe: PortProbe = (port) => Promise.resolve(busy.includes(port));
  return { files, alone, probe, range: { start: 3001, end }, text: () => readFileSync(join(root, portFile), 'utf8') };
}

const portOf = async (leases: PortLeases, role: string): Promise<number | string> => {
  const lease = await allocatePort(leases, role);
  return lease.kind === 'lease' ? lease.port : lease.code;
};

describe('ports of roles', () => {
  it('are given out from the lowest of the range, and a role keeps its own', async () => {
    const leases = place();
    assert.equal(await portOf(leases, 'backend'), 3001);
    assert.equal(await portOf(leases, 'frontend'), 3002);
    assert.deepEqual(await allocatePort(leases, 'backend'), { kind: 'lease', port: 3001, fresh: false });
    assert.deepEqual(await loadPorts(leases.files), new Map([['backend', 3001], ['frontend', 3002]]));
  });

  it('skip those on which somebody else listens; its own is a role\'s even while it listens there', async () => {
    assert.equal(await portOf(place({ busy: [3001, 3003] }), 'backend'), 3002);
    assert.equal(await portOf(place({ text: '{"backend": 3001}', busy: [3001] }), 'backend'), 3001);
  });

  it('are free again for others when they are given back', async () => {
    const leases = place({ text: '{"backend": 3001, "frontend": 3002}' });
    assert.equal(await releasePort(leases, 'backend'), 3001);
    assert.equal(await releasePort(leases, 'backend'), null);
    assert.equal(await portOf(leases, 'qa'), 3001);
  });

  it('that are all taken are refused with who has them', async () => {
    const leases = place({ text: '{"a": 3001}', busy: [3002], end: 3002 });
    const refused = await allocatePort(leases, 'b');
    assert.ok(refused.kind === 'refusal' && refused.code === 'port/none-free');
    assert.match(refused.message, /reserved: a 3001; other programs listen on the rest.*widen parallel\.port_range/);
  });

  it('change nothing else in a file that people have written in', async () => {
    const leases = place({ text: '\ufeff{\r\n\t"note": "keep me",\r\n\t"backend": 3001\r\n}\r\n' });
    assert.equal(await portOf(leases, 'qa'), 3002);
    assert.equal(leases.text(), '\ufeff{\r\n\t"note": "keep me",\r\n\t"backend": 3001,\r\n\t"qa": 3002\r\n}\r\n');
    assert.equal(await releasePort(leases, 'qa'), 3002);
    assert.equal(leases.text(), '\ufeff{\r\n\t"note": "keep me",\r\n\t"backend": 3001\r\n}\r\n');
  });

  for (const broken of ['', '{', '[]', '"3001"', 'null']) {
    it(`are not given out over a file that says ${JSON.stringify(broken)}`, async () => {
      const leases = place({ text: broken });
      assert.equal(await portOf(leases, 'qa'), 'port/broken-file');
      assert.equal(leases.text(), broken);
    });
  }

  for (const role of ['', '..', '../x', '-x', 'a b', 'a\nb', 'nul', '__proto__', '$(id)']) {
    it(`are not given to ${JSON.stringify(role)}`, async () => {
      assert.equal(await portOf(place(), role), 'port/role');
    });
  }

  it('are not looked for through a link', async () => {
    const root = temporaryFolder();
    const elsewhere = temporaryFolder();
    writeFiles(elsewhere, { 'ports.json': '{}' });
    writeFiles(root, { '.ai/project/sessions/x': '' });
    symlinkSync(join(elsewhere, 'ports.json'), join(root, portFile));
    const { files, alone } = openRoot(findStateRoot(root), { log: silent, actor: 'test' });
    assert.equal(await portOf({ ...place(), files, alone }, 'qa'), 'port/broken-file');
    assert.equal(readFileSync(join(elsewhere, 'ports.json'), 'utf8'), '{}');
  });
});
