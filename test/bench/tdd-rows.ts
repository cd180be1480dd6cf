import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commitOrders, type CommitOrder } from '../../src/core/tdd/commit-order.js';
import { testIndexOf } from '../../src/core/tdd/test-index.js';
import { openGit } from '../../src/node/git/git.js';
import { findStateRoot } from '../../src/node/state-root.js';
import { loadHistory, type HistoryPorts } from '../../src/node/tdd/history.js';
import { treeFiles } from '../../src/node/tdd/tree-files.js';
import { generateHistory, type GeneratedHistory } from '../support/generate-history.js';
import { git } from '../support/git.js';
import { ratioOf, type Row } from './measure.js';

const commits = 10_000;
let made: GeneratedHistory | undefined;

/** One history for both rows. */
function generated(): GeneratedHistory {
  return made ??= generateHistory(commits);
}

function portsOf({ folder }: GeneratedHistory): HistoryPorts {
  return { git: openGit(folder), place: findStateRoot(folder), top: folder };
}

/** What is kept of a history, away. */
function forget({ folder }: GeneratedHistory): void {
  rmSync(join(folder, '.git', 'workflow'), { recursive: true, force: true });
}

type Report = ReadonlyMap<string, CommitOrder>;

/** The order of every source. */
async function reportOf(history: GeneratedHistory): Promise<Report> {
  const ports = portsOf(history);
  const loading = loadHistory(ports);
  const index = testIndexOf(await treeFiles(history.folder, ports.git));
  const loaded = await loading;
  assert.ok(loaded.kind === 'history');
  return commitOrders(history.truth.keys(), loaded.history, index);
}

function assertTrue(report: Report, { truth }: GeneratedHistory): void {
  assert.ok(truth.size > 1_000);
  for (const [path, known] of truth) {
    const { kind, testCommit, implementationCommit } = report.get(path) ?? assert.fail(path);
    assert.deepEqual({ kind, testCommit, implementationCommit }, known, path);
  }
}

/** Test-first order over a long history (G18, G19). */
export const tddRows: readonly Row[] = [
  {
    name: 'G18 test-first order of every source over 10,000 commits ÷ bare git log --name-status --diff-filter=A',
    bound: 1.3,
    measure: () => {
      const history = generated();
      return ratioOf({
        prepare: () => forget(history),
        yardstick: () => {
          const { status, stdout } = spawnSync('git', ['log', '--name-status', '--diff-filter=A'], { cwd: history.folder, maxBuffer: 256 * 1024 * 1024, encoding: 'utf8' });
          assert.equal(status, 0);
          return stdout.length;
        },
        ours: () => reportOf(history),
        check: (report) => { assertTrue(report, history); },
      });
    },
  },
  {
    name: 'G19 the same after 10 new commits ÷ all of it again',
    bound: 0.06,
    measure: async () => {
      const history = generated();
      forget(history);
      await loadHistory(portsOf(history));
      for (let number = 0; number < 10; number++) {
        appendFileSync(join(history.folder, 'notes.md'), `${number}\n`);
        appendFileSync(join(history.folder, `src/new${number}.test.ts`), 'x');
        git(history.folder, 'add', '-A');
        git(history.folder, 'commit', '-qm', 'new');
      }
      const kept = join(history.folder, '.git', 'workflow');
      const aside = `${kept}-aside`;
      return ratioOf({
        yardstick: async () => {
          renameSync(kept, aside);
          const report = await reportOf(history);
          rmSync(kept, { recursive: true });
          renameSync(aside, kept);
          return report;
        },
        ours: () => reportOf(history),
        check: (ours, theirs) => {
          assert.deepEqual([...ours], [...theirs]);
          assertTrue(ours, history);
        },
      });
    },
  },
];
