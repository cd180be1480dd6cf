import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkflowError } from '../../src/base/workflow-error.js';
import type { Plan } from '../../src/core/plans/plan.js';
import { diskSyscalls, type Syscalls } from '../../src/node/writer/syscalls.js';
import { everyCall } from './support/every-call.js';
import { appendPlan, contested, itemsOf, writerFor } from './support/contested.js';
import { faultRoot, figure } from './support/fault-root.js';

/** Far more calls than a plan makes; the loop ends when one goes through without failing. */
const tooMany = 300;

interface Fault {
  readonly code: string;
  /** Every call from that one on fails. */
  readonly forGood?: boolean;
  /** Told when a call was made to fail. */
  readonly onFailing?: () => void;
}

/** The disk with its n-th call failing. */
function failingAt(n: number, { code, forGood = false, onFailing }: Fault): Syscalls {
  let calls = 0;
  return everyCall(diskSyscalls, () => {
    calls += 1;
    if (calls !== n && !(forGood && calls > n)) return;
    onFailing?.();
    throw Object.assign(new Error(`${code}: injected`), { code });
  });
}

/** A disk that takes at most this many bytes at a time, and none at all from the given write on. */
function shortOf(bytes: number, writes: number): Syscalls {
  let done = 0;
  return { ...diskSyscalls, write: async (handle, all) => (++done > writes ? 0 : diskSyscalls.write(handle, all.subarray(0, bytes))) };
}

const threeSteps: Plan = {
  kind: 'plan',
  title: 'three steps',
  steps: [
    { kind: 'make-directory', path: 'state/made' },
    { kind: 'create-file', path: 'state/made/new.json', content: '{}\n' },
    { kind: 'edit-json', path: contested, expect: [{ pointer: ['name'], value: 'contested' }], edits: [{ kind: 'append', pointer: ['items'], value: 'x' }] },
  ],
  transitions: [{ entity: 'task', session: 's', id: 't', from: 'pending', to: 'active' }],
};

/** Lets each call of a plan fail in turn; `check` looks at what is left. Answers how many calls the plan makes. */
async function failEach(plan: Plan, code: string, check: (root: string, failed: boolean) => void): Promise<number> {
  for (let n = 1; n < tooMany; n++) {
    const root = faultRoot();
    const reached: number[] = [];
    let failed = false;
    try {
      const calls = failingAt(n, { code, onFailing: () => { reached.push(n); } });
      assert.equal((await writerFor(root, { calls }).apply(plan)).kind, 'applied');
    } catch (error) {
      assert.ok(error instanceof WorkflowError, `call ${String(n)}: ${String(error)}`);
      assert.match(error.message, /state\/|\.volatile/, 'the error says which file');
      failed = true;
    }
    check(root, failed);
    assert.equal((await writerFor(root).apply(appendPlan('afterwards'))).kind, 'applied', `call ${String(n)} left something in the way`);
    assert.ok(itemsOf(root).includes('afterwards'));
    if (reached.length === 0) return n - 1;
  }
  return tooMany;
}

describe('a call of the operating system that fails', () => {
  for (const code of ['ENOSPC', 'EIO', 'EACCES', 'EMFILE']) {
    it(`leaves the file as it was or as it was meant, whichever call it is (${code})`, async () => {
      const calls = await failEach(appendPlan('x'), code, (root) => { assert.ok(['', 'x'].includes(itemsOf(root).join())); });
      assert.ok(calls > 15 && calls < tooMany, `${String(calls)} calls`);
    });
  }

  it('leaves a plan of several steps done or not begun', async () => {
    const calls = await failEach(threeSteps, 'ENOSPC', (root, failed) => {
      const isNew = existsSync(join(root, 'state/made/new.json'));
      if (!failed) assert.ok(isNew && itemsOf(root).join() === 'x');
      assert.equal(isNew, itemsOf(root).join() === 'x', 'half of the plan is done');
    });
    assert.ok(calls > 20 && calls < tooMany, `${String(calls)} calls`);
  });

  it('and goes on failing leaves the file whole', async () => {
    for (let n = 1; n < figure(45, 45); n++) {
      const root = faultRoot();
      await assert.rejects(async () => {
        await writerFor(root, { calls: failingAt(n, { code: 'EIO', forGood: true }) }).apply(appendPlan('x'));
        throw new WorkflowError('io', 'went through before the calls began to fail');
      }, WorkflowError);
      assert.ok(['', 'x'].includes(itemsOf(root).join()));
    }
  });

  it('and writes only a part is continued, or given up without harm', async () => {
    const root = faultRoot();
    assert.equal((await writerFor(root, { calls: shortOf(3, Infinity) }).apply(appendPlan('in small pieces'))).kind, 'applied');
    assert.deepEqual(itemsOf(root), ['in small pieces']);
    const before = readFileSync(join(root, contested), 'utf8');
    for (let writes = 0; writes < 40; writes++) {
      await writerFor(root, { calls: shortOf(3, writes) }).apply(appendPlan('never')).then(() => assert.fail('half a write was taken for a whole one'), () => undefined);
      assert.equal(readFileSync(join(root, contested), 'utf8'), before);
    }
  });
});
