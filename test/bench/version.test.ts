import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asTaskId } from '../../src/core/layout/names.js';
import { snapshotOfTask } from '../../src/core/versions/task-snapshot.js';
import { openRoot } from '../../src/node/open-root.js';
import { findStateRoot } from '../../src/node/state-root.js';
import { RollbackDesk } from '../../src/node/versions/rollback-desk.js';
import { VersionDesk } from '../../src/node/versions/version-desk.js';
import { git } from '../support/git.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { ratioOf, timed, type Row } from './measure.js';
import { measureRows } from './measure-rows.js';

const log = { info: () => undefined, warn: () => undefined, error: (message: string) => { throw new Error(message); } };

/** A repository with so many committed files of a few kilobytes in folders of a hundred. */
function repositoryWith(count: number): string {
  const root = temporaryFolder();
  git(root, 'init', '-q');
  for (let index = 0; index < count; index++) {
    const folder = join(root, 'src', `part-${Math.floor(index / 100)}`);
    if (index % 100 === 0) mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `file-${index}.ts`), `export const value${index} = ${index};\n`.repeat(60));
  }
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'first');
  return root;
}

const changedFiles = Array.from({ length: 20 }, (_, index) => `src/part-${index}/file-${index * 100 + 7}.ts`);

function edit(root: string, text: string): void {
  for (const path of changedFiles) writeFileSync(join(root, path), `${text}\n`.repeat(60));
}

/** What somebody does who wants to know what changed, without recording it: two trees by an index of his own. */
function twoTrees(root: string, text: string): readonly string[] {
  const env = { ...process.env, GIT_INDEX_FILE: join(root, '.git/scratch-index') };
  const tree = (): string => {
    execFileSync('git', ['add', '-A'], { cwd: root, env });
    return execFileSync('git', ['write-tree'], { cwd: root, env, encoding: 'utf8' }).trim();
  };
  const before = tree();
  edit(root, text);
  return [before, tree()];
}

class Recorded {
  readonly #opened;
  readonly desk: VersionDesk;
  readonly back: RollbackDesk;

  constructor(readonly root: string) {
    this.#opened = openRoot(findStateRoot(root), { log, actor: 'person:ada' });
    this.desk = new VersionDesk(this.#opened, 'person:ada');
    this.back = new RollbackDesk(this.#opened, 'person:ada');
  }

  async run(text: string): Promise<number> {
    const task = asTaskId('IMPL-1');
    assert.ok(task.ok);
    const snapshot = snapshotOfTask({ id: 'IMPL-1', title: '', status: '', path: '', text: null }, {});
    assert.equal((await this.desk.startRun({ task: task.value, snapshot, worktree: null, feature: 'x' })).kind, 'done');
    edit(this.root, text);
    const done = await this.desk.endRun('IMPL-1', undefined, () => Promise.resolve({ status: 'completed', reason: '' }));
    assert.ok(done.kind === 'done');
    return done.versions.versions.at(-1)?.runs[0]?.record.operations.length ?? 0;
  }
}

/** Recording a run beside the bare git commands (G28), and rolling back beside a checkout of the same files. */
const versionRows: readonly Row[] = [
  {
    name: 'G28 recording a run (start + finish) ÷ git add -A && git write-tree of the same tree in a scratch index, twice',
    bound: 1.3,
    measure: () => {
      const root = repositoryWith(5_000);
      const recorded = new Recorded(root);
      let round = 0;
      return ratioOf({
        prepare: () => {
          round += 1;
          edit(root, `before ${round}`);
          for (const each of ['.git/scratch-index', '.git/workflow', '.workflow']) rmSync(join(root, each), { recursive: true, force: true });
        },
        yardstick: () => {
          const trees = twoTrees(root, `changed ${round}`);
          edit(root, `before ${round}`);
          return trees;
        },
        ours: () => recorded.run(`changed ${round}`),
        check: (operations, [before, after]) => {
          assert.equal(operations, changedFiles.length);
          assert.equal(git(root, 'diff-tree', '-r', '--name-only', before ?? '', after ?? '').split('\n').length, changedFiles.length);
        },
      });
    },
  },
  {
    name: 'rolling back a run ÷ git checkout of the same 20 files',
    bound: 6,
    measure: async () => {
      const root = repositoryWith(2_000);
      const recorded = new Recorded(root);
      let round = 0;
      const ratios: number[] = [];
      for (; round < 7; round++) {
        rmSync(join(root, '.workflow'), { recursive: true, force: true });
        edit(root, 'before');
        git(root, 'add', '-A');
        assert.equal(await recorded.run(`changed ${round}`), changedFiles.length);
        const theirs = await timed(() => execFileSync('git', ['checkout', '-q', '--', ...changedFiles], { cwd: root }));
        edit(root, `changed ${round}`);
        const ours = await timed(() => recorded.back.perform({ version: 'v001', run: null, operation: null, partial: false }));
        assert.equal(ours.answer.kind, 'rolled-back');
        assert.equal(git(root, 'diff', '--name-only'), '');
        ratios.push(ours.ms / theirs.ms);
      }
      return { ratio: ratios.toSorted((a, b) => a - b)[3] ?? 0, beside: 'with a record before and after, every file checked, and undoable' };
    },
  },
];

measureRows(versionRows);
