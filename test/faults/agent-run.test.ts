import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nextRunOf } from '../../src/core/progress/next-run.js';
import { parseProgress } from '../../src/core/progress/progress.js';
import { sharedProgressPath } from '../../src/core/progress/progress-files.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startChild } from './support/child.js';
import { figure } from './support/fault-root.js';

/** About as many calls that change the disk as a whole run makes. */
const deadliest = 200;

/** What a killed run acknowledged and its hand-over does not say. */
function missing(text: string, words: readonly string[]): readonly string[] {
  const { completed, inProgress, notes, files } = parseProgress(text);
  const tasks = [...completed, ...inProgress].map(({ id }) => id);
  const has = (word: string): boolean => {
    const [kind, what = ''] = word.split(' ');
    if (kind === 'task') return tasks.includes(what);
    if (kind === 'done') return completed.some(({ id }) => id === what);
    if (kind === 'note') return notes.includes(what);
    return kind !== 'file' || files.includes(what);
  };
  return words.filter((word) => !has(word));
}

describe('a run of an agent that is killed with SIGKILL', () => {
  it('is recovered: its hand-over is whole, says all that was acknowledged, and the next run goes on', async () => {
    const root = temporaryFolder();
    const acknowledged: string[] = [];
    let killed = 0;
    let recovered = 0;
    const cycles = figure(50, 1_000);
    for (let cycle = 0; cycle < cycles; cycle++) {
      const die = 1 + (cycle * 37) % deadliest;
      const { signal, lines } = await startChild('agent-run', [root, String(cycle), `die=${String(die)}`]).ended;
      if (signal === 'SIGKILL') killed += 1;
      acknowledged.push(...lines);
      const path = join(root, sharedProgressPath);
      const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
      const progress = parseProgress(text);
      const isWhole = acknowledged.length === 0 || (!progress.foreign && progress.role === 'backend' && progress.feature === 'f' && nextRunOf(progress).nextStep !== '');
      assert.deepEqual([isWhole, missing(text, acknowledged)], [true, []], `cycle ${String(cycle)}, killed at call ${String(die)}`);
      recovered += 1;
    }
    assert.equal(recovered, cycles);
    assert.ok(killed > cycles * 0.6, `only ${String(killed)} of ${String(cycles)} were killed`);
  });
});
