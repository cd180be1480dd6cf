import assert from 'node:assert/strict';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commitOrder, type CommitOrder } from '../../../../src/core/tdd/commit-order.js';
import { OrderReport } from '../../../../src/core/tdd/order-report.js';
import { testIndexOf } from '../../../../src/core/tdd/test-index.js';
import { openGit } from '../../../../src/node/git/git.js';
import { findStateRoot } from '../../../../src/node/state-root.js';
import { HistoryReader } from '../../../../src/node/tdd/history.js';
import { treeFiles } from '../../../../src/node/tdd/tree-files.js';
import { generateHistory } from '../../../support/generate-history.js';
import { git } from '../../../support/git.js';
import { temporaryFolder, writeFiles } from '../../../support/temporary-folder.js';

function commit(folder: string, files: Readonly<Record<string, string>>): string {
  writeFiles(folder, files);
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '--allow-empty', '-m', 'change');
  return git(folder, 'rev-parse', 'HEAD');
}

function newRepository(): string {
  const folder = join(temporaryFolder(), 'a place');
  writeFiles(folder, { '.keep': '' });
  git(folder, 'init', '-q');
  return folder;
}

async function orderIn(folder: string, source: string): Promise<CommitOrder | 'shallow'> {
  const loaded = await new HistoryReader({ git: openGit(folder), place: findStateRoot(folder), top: folder }).read();
  if (loaded.kind === 'shallow') return 'shallow';
  return commitOrder(source, loaded.history, testIndexOf(await treeFiles(folder, openGit(folder))).testsOf(source));
}

async function kindIn(folder: string, source = 'src/a.ts'): Promise<string> {
  const found = await orderIn(folder, source);
  return found === 'shallow' ? found : found.kind;
}

const source = Array.from({ length: 12 }, (_, line) => `export const a${line} = ${line * 7};`).join('\n');
const test = Array.from({ length: 12 }, (_, line) => `it('case ${line}', () => { check(a${line}, ${line * 7}); });`).join('\n');

describe('what was committed first', () => {
  it('compares the first commit of a test with that of its source', async () => {
    const folder = newRepository();
    const tested = commit(folder, { 'src/a.test.ts': test });
    assert.equal(await kindIn(folder), 'test-first');
    const made = commit(folder, { 'src/a.ts': source });
    assert.deepEqual(await orderIn(folder, 'src/a.ts'), { kind: 'test-first', testCommit: tested, implementationCommit: made, test: 'src/a.test.ts' });
    commit(folder, { 'src/b.ts': source });
    assert.equal(await kindIn(folder, 'src/b.ts'), 'no-test');
    writeFiles(folder, { 'src/b.test.ts': test });
    assert.equal(await kindIn(folder, 'src/b.ts'), 'implementation-first');
    commit(folder, { 'src/c.ts': source, 'tests/c.spec.ts': test });
    assert.equal(await kindIn(folder, 'src/c.ts'), 'same-commit');
    assert.equal(await kindIn(folder, 'src/d.ts'), 'not-committed');
  });

  it('knows nothing before the first commit', async () => {
    const folder = newRepository();
    writeFiles(folder, { 'src/a.ts': source });
    assert.equal(await kindIn(folder), 'not-committed');
  });

  it('follows renames of source and test, through changes', async () => {
    const folder = newRepository();
    const tested = commit(folder, { 'src/a.test.ts': test });
    const made = commit(folder, { 'src/a.ts': source });
    git(folder, 'mv', 'src/a.test.ts', 'src/b.test.ts');
    commit(folder, {});
    git(folder, 'mv', 'src/a.ts', 'src/b.ts');
    commit(folder, { 'src/b.ts': `${source}\nexport const more = 1;` });
    writeFiles(folder, { 'lib/.keep': '' });
    git(folder, 'mv', 'src/b.ts', 'lib/b.ts');
    git(folder, 'mv', 'src/b.test.ts', 'lib/b.test.ts');
    commit(folder, {});
    assert.deepEqual(await orderIn(folder, 'lib/b.ts'), { kind: 'test-first', testCommit: tested, implementationCommit: made, test: 'lib/b.test.ts' });
  });

  it('gives a test no past from when it was no test', async () => {
    const folder = newRepository();
    commit(folder, { 'src/notes.ts': test });
    commit(folder, { 'src/a.ts': source });
    git(folder, 'mv', 'src/notes.ts', 'src/a.test.ts');
    commit(folder, {});
    assert.equal(await kindIn(folder), 'implementation-first');
  });

  it('takes the earliest of several tests, and a test that was deleted and came back', async () => {
    const folder = newRepository();
    const first = commit(folder, { 'tests/a.test.ts': test });
    git(folder, 'rm', '-q', 'tests/a.test.ts');
    commit(folder, { 'src/a.ts': source });
    commit(folder, { 'tests/a.test.ts': test, 'src/a.test.ts': test });
    const found = await orderIn(folder, 'src/a.ts');
    assert.ok(found !== 'shallow');
    assert.deepEqual([found.kind, found.testCommit], ['test-first', first]);
  });

  it('copes with names that git would quote', async () => {
    const folder = newRepository();
    for (const name of ['zwei\nzeilen', '"x"', '日本語', '\u0001odd', ' a']) {
      commit(folder, { [`src/${name}.test.ts`]: test });
      commit(folder, { [`src/${name}.ts`]: source });
      assert.equal(await kindIn(folder, `src/${name}.ts`), 'test-first', JSON.stringify(name));
    }
  });

  it('says nothing about a shallow clone', async () => {
    const folder = newRepository();
    commit(folder, { 'src/a.ts': source });
    commit(folder, { 'src/a.test.ts': test });
    const clone = join(temporaryFolder(), 'clone');
    git(temporaryFolder(), 'clone', '-q', '--depth', '1', `file://${folder}`, clone);
    assert.equal(await kindIn(clone), 'shallow');
    git(clone, 'fetch', '-q', '--unshallow');
    assert.equal(await kindIn(clone), 'implementation-first');
  });

  it('forgets what was rewritten', async () => {
    const folder = newRepository();
    const base = commit(folder, {});
    commit(folder, { 'src/a.ts': source });
    commit(folder, { 'src/a.test.ts': test });
    assert.equal(await kindIn(folder), 'implementation-first');
    git(folder, 'reset', '-q', '--hard', base);
    commit(folder, { 'src/a.test.ts': test });
    commit(folder, { 'src/a.ts': source });
    assert.equal(await kindIn(folder), 'test-first');
  });

  it('answers for each worktree by its own HEAD', async () => {
    const folder = newRepository();
    commit(folder, { 'src/a.ts': source });
    git(folder, 'worktree', 'add', '-q', '-b', 'work', '../tree');
    const tree = join(folder, '..', 'tree');
    commit(tree, { 'src/a.test.ts': test });
    assert.deepEqual([await kindIn(folder), await kindIn(tree), await kindIn(folder), await kindIn(tree)], ['no-test', 'implementation-first', 'no-test', 'implementation-first']);
  });

  it('reads everything again when what it kept is broken, not ours, or about commits that are gone', async () => {
    const folder = newRepository();
    commit(folder, { 'src/a.test.ts': test });
    commit(folder, { 'src/a.ts': source });
    const kept = join(folder, '.git', 'workflow', 'tdd');
    assert.equal(await kindIn(folder), 'test-first');
    const [name = ''] = readdirSync(kept);
    const text = readFileSync(join(kept, name), 'utf8');
    const [head = ''] = /[0-9a-f]{40}/.exec(text) ?? [];
    for (const broken of ['', '{', 'workflow-history-1', text.slice(0, -20), text.replace(head, '1'.repeat(40)), text.replace(head, '--output=x'), text.replace(/\0\d+\0end$/, '\u000099\0end'), text.replace('history-1', 'history-0'), text.replace(head, `${head}\0`)]) {
      writeFileSync(join(kept, name), broken);
      assert.equal(await kindIn(folder), 'test-first', broken.slice(0, 40));
    }
    renameSync(join(kept, name), join(kept, 'other'));
    assert.equal(await kindIn(folder), 'test-first');
  });

  it('reads only what is new to it, through merges, amended commits and a branch that is left', async () => {
    const folder = newRepository();
    const asked: (readonly string[])[] = [];
    const real = openGit(folder);
    const follower = new HistoryReader({ git: { run: (args, options) => { asked.push(args); return real.run(args, options); } }, place: findStateRoot(folder), top: folder });
    const ask = async (): Promise<readonly string[] | null> => {
      asked.length = 0;
      const [followed, fresh] = [await follower.read(), await new HistoryReader({ git: real, place: findStateRoot(folder), top: folder }).read()];
      assert.ok(followed.kind === 'history' && fresh.kind === 'history');
      const told = ({ history }: typeof followed): unknown => [...history.first.entries()].map(([path, number]) => [path, history.commits[number]]).sort();
      assert.deepEqual(told(followed), told(fresh));
      return followed.changed;
    };
    const rangeSince = (head: string): readonly (string | undefined)[] => { assert.ok(asked[0]?.includes(`${head}...HEAD`), String(asked)); return asked.map(([name]) => name); };
    const first = commit(folder, { 'src/a.ts': source });
    assert.equal(await ask(), null);
    const second = commit(folder, { 'src/a.test.ts': test });
    assert.deepEqual([await ask(), rangeSince(first)], [['src/a.test.ts'], ['log']]);
    const third = commit(folder, { 'src/a.ts': `${source}\n` });
    assert.deepEqual([await ask(), rangeSince(second)], [[], ['log']]);
    git(folder, 'checkout', '-qb', 'side');
    commit(folder, { 'src/b.test.ts': test });
    git(folder, 'checkout', '-q', '-');
    const fourth = commit(folder, { 'src/b.ts': source });
    assert.deepEqual([await ask(), rangeSince(third)], [['src/b.ts'], ['log']]);
    git(folder, 'merge', '-q', '--no-ff', '-m', 'merge', 'side');
    await ask();
    assert.deepEqual(rangeSince(fourth)[0], 'log');
    const merged = git(folder, 'rev-parse', 'HEAD');
    git(folder, 'commit', '-q', '--amend', '--allow-empty', '-m', 'another word');
    assert.deepEqual([await ask(), rangeSince(merged)], [[], ['log']]);
    git(folder, 'reset', '-q', '--hard', second);
    const taken = await ask();
    assert.ok(taken === null || taken.includes('src/b.ts'), String(taken));
  });

  it('is right about every source of a generated history, read at once and in pieces', async () => {
    const { folder, truth } = generateHistory(400);
    const ports = { git: openGit(folder), place: findStateRoot(folder), top: folder };
    const follower = new HistoryReader(ports);
    const report = new OrderReport(isSource);
    const ids = git(folder, 'rev-list', '--first-parent', '--reverse', 'HEAD').split('\n');
    // Forth, a little further, back again, and to the end: always the same as read anew.
    for (const at of [ids.length / 3, ids.length / 3 + 20, ids.length / 3 + 5, ids.length - 40, ids.length - 1].map(Math.floor)) {
      git(folder, 'reset', '-q', '--hard', ids[at] ?? assert.fail());
      assert.deepEqual(sorted(await reportIn(folder, follower, report)), sorted(await reportIn(folder, new HistoryReader(ports), new OrderReport(isSource))));
    }
    const orders = await reportIn(folder, follower, report);
    for (const [path, known] of truth) {
      const { kind, testCommit, implementationCommit } = orders.get(path) ?? assert.fail(path);
      assert.deepEqual({ kind, testCommit, implementationCommit }, known, path);
    }
    assert.equal(orders.size, truth.size);
    assert.ok(new Set(Array.from(truth.values(), ({ kind }) => kind)).size === 4 && truth.size > 60);
  });
});

const isSource = (path: string): boolean => path.startsWith('src/');

async function reportIn(folder: string, reader: HistoryReader, report: OrderReport): Promise<ReadonlyMap<string, CommitOrder>> {
  const outcome = await reader.read();
  assert.ok(outcome.kind === 'history');
  report.follow(await treeFiles(folder, openGit(folder)));
  return report.update(outcome);
}

const sorted = (orders: ReadonlyMap<string, CommitOrder>): readonly unknown[] => [...orders].sort(([a], [b]) => (a < b ? -1 : 1));
