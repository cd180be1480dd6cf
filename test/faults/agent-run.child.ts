// agent-run.child.js <root> <cycle> [die=<n>]: an agent's run: begins or goes on, works on a task, notes, names a file, ends its turn, keeps a
// copy. Says every word that was acknowledged. With die=<n> it kills itself with SIGKILL just before its n-th call that changes the disk.
import { writeSync } from 'node:fs';
import { applyFresh } from '../../src/core/plans/apply-fresh.js';
import type { Plan, Refusal } from '../../src/core/plans/plan.js';
import { loadHistory, loadProgress, type LoadedProgress } from '../../src/core/progress/load-progress.js';
import { planHistory } from '../../src/core/progress/plan-history.js';
import { planProgressFile, planProgressInit, planProgressNote, planProgressUpdate, planTurnEnd, type ProgressContext } from '../../src/core/progress/plan-progress.js';
import { sharedProgressPath } from '../../src/core/progress/progress-files.js';
import { DiskFiles } from '../../src/node/disk-files.js';
import { diskSyscalls } from '../../src/node/writer/syscalls.js';
import { writerFor } from './support/contested.js';
import { dieOption, everyCall } from './support/every-call.js';

const day = '2026-01-27';

async function main([root = '', cycle = '0', ...options]: readonly string[]): Promise<void> {
  const files = new DiskFiles(root);
  const writer = writerFor(root, { calls: everyCall(diskSyscalls, dieOption(options)) });
  const change = async (word: string, plan: (context: ProgressContext, loaded: LoadedProgress) => Plan | Refusal | Promise<Plan | Refusal>): Promise<void> => {
    const outcome = await applyFresh(async () => {
      const loaded = await loadProgress(files, { role: null, shared: sharedProgressPath });
      return loaded.kind === 'refusal' ? loaded : plan({ ...loaded, at: `${day}T10:00:00Z` }, loaded);
    }, (planned) => writer.apply(planned));
    if (outcome.kind === 'refusal') throw new Error(outcome.message);
    writeSync(1, `${word}\n`);
  };
  const task = `T-${cycle}`;
  const history = async (): Promise<{ kept: Awaited<ReturnType<typeof loadHistory>>; day: string; most: number }> => ({ kept: await loadHistory(files), day, most: 50 });
  await change('begun', async (context) => planProgressInit({ feature: 'f', role: 'backend' }, context, await history()));
  await change(`task ${task}`, (context) => planProgressUpdate({ task, status: 'in_progress', notes: '' }, context));
  await change(`note n${cycle}.`, (context) => planProgressNote(`n${cycle}.`, context));
  await change(`file src/${cycle}.ts`, (context) => planProgressFile(`src/${cycle}.ts`, context));
  await change(`done ${task}`, (context) => planProgressUpdate({ task, status: 'completed', notes: '' }, context));
  await change('turn', (context) => planTurnEnd(context));
  await change('copy', async (_, { text }) => planHistory({ ...await history(), text: text ?? '' }));
}

void main(process.argv.slice(2));
