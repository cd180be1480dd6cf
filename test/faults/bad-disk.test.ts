import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkflowError } from '../../src/base/workflow-error.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startChild } from './support/child.js';
import { appendPlan, contested, itemsOf, writerFor } from './support/contested.js';
import { faultRoot, figure } from './support/fault-root.js';

const isRoot = process.getuid?.() === 0;
/** Somebody who owns nothing here. */
const nobody = 65_534;

describe('a disk that does not let us write', () => {
  it('full: the file keeps its content and the error says so; with room again the write goes through', async function () {
    const place = temporaryFolder();
    const mounted = isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place]).status === 0;
    if (!mounted) this.skip(); // A small file system of one's own needs root and the right to mount.
    try {
      await fillAndWrite(place);
    } finally {
      execFileSync('umount', [place]);
    }
  });

  it('read-only directory, as somebody without rights: nothing is damaged', async function () {
    if (!isRoot) this.skip(); // Becoming somebody else needs root; root itself may write everywhere.
    const root = openRoot();
    for (let round = 0; round < figure(3, 30); round++) {
      const { lines } = await startChild('bad-disk', [root], { uid: nobody }).ended;
      assert.deepEqual(lines, ['not-permitted']);
      assert.deepEqual(itemsOf(root), []);
    }
  });

  it('no rights on the state folder alone: the revision is taken back, nothing is damaged', async function () {
    if (!isRoot) this.skip();
    const root = openRoot();
    mkdirSync(join(root, '.volatile'));
    chmodSync(join(root, '.volatile'), 0o777);
    const { lines } = await startChild('bad-disk', [root], { uid: nobody }).ended;
    assert.deepEqual(lines, ['not-permitted']);
    assert.deepEqual(itemsOf(root), []);
  });

  it('no file descriptor left: nothing is damaged, whatever number is left', async () => {
    for (let left = 0; left < figure(8, 30); left++) {
      const root = faultRoot();
      const { lines } = await startChild('bad-disk', [root, String(left)], { limits: 'ulimit -n 64;' }).ended;
      assert.ok(['applied', 'too-many-files'].includes(lines[0] ?? ''), `with ${String(left)} left: ${lines.join()}`);
      assert.deepEqual(itemsOf(root), lines[0] === 'applied' ? ['x'] : []);
    }
  });
});

/** A state root that others may look into, but not change. */
function openRoot(): string {
  const root = faultRoot();
  for (const directory of [root, join(root, '..')]) chmodSync(directory, 0o755);
  return root;
}

async function fillAndWrite(place: string): Promise<void> {
  mkdirSync(join(place, 'state'));
  writeFileSync(join(place, contested), readFileSync(join(faultRoot(), contested)));
  let full = 0;
  for (let round = 0; round < figure(10, 100); round++) {
    const ballast = join(place, 'ballast');
    fill(ballast, (round % 10) * 4096);
    const before = itemsOf(place).length;
    const said = await writerFor(place).apply(appendPlan(`x${String(round)}`)).then(({ kind }) => kind, (error: unknown) => (error instanceof WorkflowError ? error.code : String(error)));
    assert.ok(['applied', 'disk-full'].includes(said), said);
    assert.equal(itemsOf(place).length, said === 'applied' ? before + 1 : before);
    if (said === 'disk-full') full += 1;
    rmSync(ballast);
    assert.equal((await writerFor(place).apply(appendPlan(`y${String(round)}`))).kind, 'applied');
  }
  assert.ok(full > 0, 'the disk never was full');
}

/** Fills the disk, then gives some bytes back. */
function fill(ballast: string, left: number): void {
  spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=4096']);
  const { length } = readFileSync(ballast);
  execFileSync('truncate', ['-s', String(Math.max(0, length - left)), ballast]);
}
