import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { WorkflowError } from '../../src/base/workflow-error.js';
import { newIdentity } from '../../src/node/writer/identity.js';
import { StateLock } from '../../src/node/writer/state-lock.js';
import { diskSyscalls } from '../../src/node/writer/syscalls.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startChild } from './support/child.js';
import { figure } from './support/fault-root.js';

describe('the lock of a state root', () => {
  it('never has two holders while owners die and heirs race for it', async () => {
    const directory = temporaryFolder();
    const heirs = Array.from({ length: 2 }, () => startChild('lock-race', [directory, 'compete']));
    for (let round = 0; round < figure(50, 500); round++) {
      const { signal } = await startChild('lock-race', [directory, 'hold']).ended;
      assert.equal(signal, 'SIGKILL');
    }
    for (const heir of heirs) heir.process.stdin?.end();
    for (const { ended } of heirs) {
      const { code, lines } = await ended;
      assert.equal(code, 0, 'two held the lock at once');
      assert.ok(Number(lines[0]) > 0, 'an heir never got the lock');
    }
  });

  it('is not taken from a living owner; the error names him and says what to do', async () => {
    const directory = join(temporaryFolder(), 'lock');
    await new StateLock(directory, diskSyscalls).acquire('a long plan');
    await assert.rejects(new StateLock(directory, diskSyscalls, 30).acquire('a short plan'), (error: unknown) => {
      assert.ok(error instanceof WorkflowError);
      assert.equal(error.code, 'locked');
      assert.ok(error.message.includes(`process ${String(process.pid)} on ${hostname()} (a long plan`), error.message);
      return true;
    });
  });

  it('is not taken from an owner on another host, of whom nothing can be known', async () => {
    const directory = join(temporaryFolder(), 'lock');
    await new StateLock(directory, diskSyscalls).acquire('elsewhere');
    const owner = readFileSync(join(directory, '1'), 'utf8');
    const [, start, boot, namespace, , nonce] = newIdentity().split('.');
    const elsewhere = ['999999', start, boot, namespace, '00000000', nonce].join('.');
    writeFileSync(join(directory, '1'), owner.replace(/"identity":"[^"]+"/, `"identity":"${elsewhere}"`));
    await assert.rejects(new StateLock(directory, diskSyscalls, 30).acquire('here'), WorkflowError);
  });

  it('is inherited at once from before the last boot', async () => {
    const directory = join(temporaryFolder(), 'lock');
    await new StateLock(directory, diskSyscalls).acquire('before the power failed');
    const owner = readFileSync(join(directory, '1'), 'utf8');
    const [pid, start, , namespace, host, nonce] = newIdentity().split('.');
    const earlier = [pid, start, '00000000', namespace, host, nonce].join('.');
    writeFileSync(join(directory, '1'), owner.replace(/"identity":"[^"]+"/, `"identity":"${earlier}"`));
    const lease = await new StateLock(directory, diskSyscalls, 30).acquire('after');
    await lease.release();
  });

  it('says where it is when what lies there names no owner', async () => {
    const directory = join(temporaryFolder(), 'lock');
    mkdirSync(directory);
    writeFileSync(join(directory, '7'), 'not ours');
    await assert.rejects(new StateLock(directory, diskSyscalls, 30).acquire('here'), (error: unknown) => error instanceof WorkflowError && error.message.includes(directory));
  });
});
