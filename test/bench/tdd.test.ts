import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CommitOrder } from '../../src/core/tdd/commit-order.js';
import { OrderReport } from '../../src/core/tdd/order-report.js';
import { openGit } from '../../src/node/git/git.js';
import { findStateRoot } from '../../src/node/state-root.js';
import { HistoryReader } from '../../src/node/tdd/history.js';
import { trackedFiles } from '../../src/node/tdd/tree-files.js';
import { generateHistory, type GeneratedHistory } from '../support/generate-history.js';
import { git } from '../support/git.js';
import { ratioOf, type Row } from './measure.js';
import { measureRows } from './measure-rows.js';

const commits = 10_000;
let made: GeneratedHistory | undefined;

/** One history for both rows. */
function generated(): GeneratedHistory {
  return made ??= generateHistory(commits);
}

type Orders = ReadonlyMap<string, CommitOrder>;

/** Who is asked for the order of every source, again and again. */
class Asker {
  readonly #folder: string;
  readonly #reader: HistoryReader;
  readonly #report = new OrderReport((path) => path.startsWith('src/'));

  constructor({ folder }: GeneratedHistory) {
    this.#folder = folder;
    this.#reader = new HistoryReader({ git: openGit(folder), place: findStateRoot(folder), top: folder });
  }

  async ask(): Promise<Orders> {
    const files = trackedFiles(this.#folder, openGit(this.#folder)).then((found) => { this.#report.follow(found); });
    const [outcome] = await Promise.all([this.#reader.read(), files]);
    assert.ok(outcome.kind === 'history');
    return this.#report.update(outcome);
  }
}

/** Takes away what is kept on the disk. */
function forget({ folder }: GeneratedHistory): void {
  rmSync(join(folder, '.git', 'workflow'), { recursive: true, force: true });
}

function assertTrue(orders: Orders, { truth }: GeneratedHistory): void {
  assert.ok(truth.size > 1_000);
  for (const [path, known] of truth) {
    const { kind, testCommit, implementationCommit } = orders.get(path) ?? assert.fail(path);
    assert.deepEqual({ kind, testCommit, implementationCommit }, known, path);
  }
}

/** Ten commits more, which bring five sources and their tests. */
function commitTen(folder: string, round: number): void {
  for (let number = 0; number < 10; number++) {
    const name = `later${round}n${number >> 1}`;
    appendFileSync(join(folder, number % 2 === 0 ? `tests/${name}.test.ts` : `src/${name}.ts`), name);
    git(folder, 'add', '-A');
    git(folder, 'commit', '-qm', 'new');
  }
}

/** Test-first order over a long history (G18, G19). */
const tddRows: readonly Row[] = [
  {
    name: 'G18 test-first order of every source over 10,000 commits ÷ bare git log --name-status --diff-filter=A',
    bound: 1.3,
    measure: () => {
      const history = generated();
      return ratioOf({
        prepare: () => { forget(history); },
        yardstick: () => {
          const { status, stdout } = spawnSync('git', ['log', '--name-status', '--diff-filter=A'], { cwd: history.folder, maxBuffer: 256 * 1024 * 1024, encoding: 'utf8' });
          assert.equal(status, 0);
          return stdout.length;
        },
        ours: () => new Asker(history).ask(),
        check: (orders) => { assertTrue(orders, history); },
      });
    },
  },
  {
    name: 'G19 the same after 10 new commits ÷ all of it again',
    bound: 0.06,
    measure: async () => {
      const history = generated();
      forget(history);
      const asker = new Asker(history);
      await asker.ask();
      let round = 0;
      return ratioOf({
        prepare: () => { commitTen(history.folder, round++); },
        times: 3,
        yardstick: () => {
          forget(history);
          return new Asker(history).ask();
        },
        ours: () => asker.ask(),
        // Ours goes on: of each ten commits since, five bring a source.
        check: (ours, theirs) => {
          assert.deepEqual(new Map([...ours].filter(([path]) => theirs.has(path))), new Map(theirs));
          assert.ok([0, 5, 10].includes(ours.size - theirs.size));
          assertTrue(ours, history);
        },
      });
    },
  },
];

measureRows(tddRows);
