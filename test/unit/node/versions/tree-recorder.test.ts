import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deriveOperations } from '../../../../src/core/versions/tree-change.js';
import { openGit } from '../../../../src/node/git/git.js';
import { findStateRoot } from '../../../../src/node/state-root.js';
import { ContentStore } from '../../../../src/node/versions/content-store.js';
import { ShadowIndex } from '../../../../src/node/versions/shadow-index.js';
import { TreeRecorder, type TreeDifference } from '../../../../src/node/versions/tree-recorder.js';
import { committedRepository } from '../../../support/committed-repository.js';
import { git } from '../../../support/git.js';
import { temporaryFolder, writeFiles } from '../../../support/temporary-folder.js';

function recorderOf(root: string, top = root): { readonly recorder: TreeRecorder; readonly store: ContentStore; readonly shadow: ShadowIndex } {
  const place = findStateRoot(root);
  const store = new ContentStore(place);
  const shadow = new ShadowIndex(place, top, openGit(top));
  return { recorder: new TreeRecorder(shadow, store), store, shadow };
}

async function recorded(root: string, work: () => void): Promise<TreeDifference> {
  const { recorder, shadow } = recorderOf(root);
  return shadow.alone(async () => {
    const before = await recorder.snapshot();
    const since = Date.now();
    work();
    return recorder.difference(before, await recorder.snapshot(), { since, now: Date.now() });
  });
}

const lines = ({ changes }: TreeDifference): readonly string[] => deriveOperations(changes, { sequence: 1, now: 0 })
  .map(({ type, targetPath, changes: { diffSummary } }) => `${type} ${targetPath ?? ''}: ${diffSummary}`);

describe('Recording what changes in a working tree', () => {
  it('tells what was created, changed, deleted, renamed and moved, with what it was before', async () => {
    const root = committedRepository({ 'a b.txt': 'one\n', 'gone.txt': 'gone\n', 'old.ts': 'export {};\n', 'src/far.ts': 'far\n', 'same.txt': 'same\n' });
    const found = await recorded(root, () => {
      writeFileSync(join(root, 'a b.txt'), 'one\ntwo\n');
      rmSync(join(root, 'gone.txt'));
      renameSync(join(root, 'old.ts'), join(root, 'new.ts'));
      renameSync(join(root, 'src/far.ts'), join(root, 'near.ts'));
      writeFiles(root, { 'src/made.ts': 'x\ny' });
      writeFileSync(join(root, 'same.txt'), 'same\n');
    });
    assert.deepEqual(lines(found), [
      'DELETE gone.txt: Deleted, 1 line', 'MOVE near.ts: Moved from src/far.ts', 'RENAME new.ts: Renamed from old.ts',
      'UPDATE a b.txt: Changed, +1 −0 lines', 'CREATE src/made.ts: Created, 2 lines']);
    assert.deepEqual(found.leftOut, []);
    assert.equal(await recorderOf(root).store.find(found.changes.find(({ path }) => path === 'gone.txt')?.before?.hash ?? '').then(String), 'gone\n');
  });

  it('keeps every byte: binary, line ends, links as links, the right to execute; also where attributes say otherwise', async () => {
    const root = committedRepository({ '.gitattributes': '* text=auto eol=lf filter=evil ident\n*.bin -text\n', 'dos.txt': 'a\r\nb\r\n$Id$\r\n', 'run.sh': '#!/bin/sh\n' });
    git(root, 'config', 'filter.evil.clean', `touch ${join(root, 'PWNED')}; cat`);
    const found = await recorded(root, () => {
      writeFileSync(join(root, 'dos.txt'), 'a\r\nc\r\n');
      writeFileSync(join(root, 'x.bin'), Buffer.from([0, 255, 13, 10, 0]));
      symlinkSync('../outside', join(root, 'link'));
      chmodSync(join(root, 'run.sh'), 0o755);
    });
    assert.deepEqual(found.changes.map(({ path, before, after }) => [path, before?.mode, after?.mode]), [
      ['dos.txt', 'file', 'file'], ['link', undefined, 'symlink'], ['run.sh', 'file', 'executable'], ['x.bin', undefined, 'file']]);
    const { store } = recorderOf(root);
    const contents = await Promise.all(found.changes.map(async ({ before, after }) => [(await store.find(before?.hash ?? ''))?.toString('latin1'), (await store.find(after?.hash ?? ''))?.toString('latin1')]));
    assert.deepEqual(contents, [['a\r\nb\r\n$Id$\r\n', 'a\r\nc\r\n'], [undefined, '../outside'], ['#!/bin/sh\n', '#!/bin/sh\n'], [undefined, '\0\xff\r\n\0']]);
    assert.equal(git(root, 'status', '--porcelain', '--', 'PWNED'), '');
  });

  it('changes nothing of the repository: not its index, not its objects', async () => {
    const root = committedRepository({ 'a.txt': 'one\n' });
    writeFiles(root, { 'staged.txt': 's\n', 'loose.txt': 'l\n' });
    git(root, 'add', 'staged.txt');
    const look = (): string => git(root, 'status', '--porcelain') + git(root, 'count-objects', '-v');
    const before = look();
    await recorded(root, () => { writeFileSync(join(root, 'loose.txt'), 'never in the repository\n'); });
    assert.equal(look(), before);
  });

  it('leaves out what git ignores, the state itself and other repositories, and says what is too large', async () => {
    const root = committedRepository({ '.gitignore': 'ignored/\n', '.git/info/exclude': 'mine.txt\n' });
    const found = await recorded(root, () => {
      writeFiles(root, { 'ignored/a': '', 'mine.txt': '', '.workflow/x.json': '{}', '.ai/project/sessions/claude-progress.txt': '', 'other/.git/HEAD': 'ref: refs/heads/main\n', 'huge.bin': '' });
      git(join(root, 'other'), 'init', '-q');
      truncateSync(join(root, 'huge.bin'), 17 * 1024 * 1024);
      writeFileSync(join(root, 'kept.txt'), '');
    });
    assert.deepEqual(lines(found), ['CREATE kept.txt: Created, 0 lines']);
    assert.deepEqual(found.leftOut.toSorted(), ['huge.bin: larger than 16 MiB', 'other/: it is a repository of its own']);
  });

  it('leaves the state alone also where it is committed, and says what has an odd name', async () => {
    const root = committedRepository({ '.workflow/x.json': '{}', '.workflow/y.json': '{}', 'a.txt': 'a\n' });
    const found = await recorded(root, () => {
      writeFileSync(join(root, '.workflow/x.json'), '{"a": 1}');
      rmSync(join(root, '.workflow/y.json'));
      writeFileSync(join(root, 'back\\slash'), '');
      writeFileSync(join(root, 'a.txt'), 'b\n');
    });
    assert.deepEqual(lines(found), ['UPDATE a.txt: Changed, +1 −1 lines']);
    assert.deepEqual(found.leftOut, ['back\\slash: its name means something else to git or to other systems']);
  });

  it('does not take for new what was there before and ignored', async () => {
    const root = committedRepository({ '.gitignore': '*.log\n' });
    writeFiles(root, { 'precious.log': 'somebody\'s\n', 'moved.txt': 'm\n' });
    const found = await recorded(root, () => {
      writeFileSync(join(root, '.gitignore'), '');
      renameSync(join(root, 'moved.txt'), join(root, 'there.txt'));
      writeFileSync(join(root, 'fresh.log'), 'new\n');
    });
    assert.deepEqual(lines(found), ['RENAME there.txt: Renamed from moved.txt', 'UPDATE .gitignore: Changed, +0 −1 lines', 'CREATE fresh.log: Created, 1 line']);
    assert.deepEqual(found.leftOut, ['precious.log: it was there before, but ignored']);
  });

  it('follows a file that becomes a folder, and a folder that becomes a file or a link', async () => {
    const root = committedRepository({ 'a': 'file\n', 'b/c.txt': 'c\n', 'd/e.txt': 'e\n' });
    const found = await recorded(root, () => {
      rmSync(join(root, 'a'));
      writeFiles(root, { 'a/inside.txt': 'i\n' });
      rmSync(join(root, 'b'), { recursive: true });
      writeFileSync(join(root, 'b'), 'now a file\n');
      rmSync(join(root, 'd'), { recursive: true });
      symlinkSync('/', join(root, 'd'));
    });
    assert.deepEqual(lines(found), [
      'DELETE a: Deleted, 1 line', 'DELETE b/c.txt: Deleted, 1 line', 'DELETE d/e.txt: Deleted, 1 line',
      'CREATE a/inside.txt: Created, 1 line', 'CREATE b: Created, 1 line', 'CREATE d: Created, 1 line']);
  });

  it('records also where there is no repository, and in a linked worktree what happens there', async () => {
    const plain = temporaryFolder();
    writeFiles(plain, { 'a.txt': 'one\n' });
    mkdirSync(join(plain, '.workflow'));
    assert.deepEqual(lines(await recorded(plain, () => { writeFileSync(join(plain, 'a.txt'), 'two\n'); })), ['UPDATE a.txt: Changed, +1 −1 lines']);

    const root = committedRepository({ 'a.txt': 'one\n' });
    const tree = join(root, '.worktrees', 'backend');
    git(root, 'worktree', 'add', '-q', tree, '-b', 'feature/x-backend');
    const { recorder } = recorderOf(root, tree);
    const before = await recorder.snapshot();
    writeFileSync(join(tree, 'a.txt'), 'of the agent\n');
    writeFileSync(join(root, 'a.txt'), 'of the person\n');
    const found = await recorder.difference(before, await recorder.snapshot(), { since: 0, now: Date.now() });
    assert.deepEqual(lines(found), ['UPDATE a.txt: Changed, +1 −1 lines']);
    assert.equal(String(await recorderOf(root).store.find(found.changes[0]?.after?.hash ?? '')), 'of the agent\n');
  });

  it('takes only what is asked for, or gives somebody else\'s beginning what was recorded already', async () => {
    const root = committedRepository({ 'a.txt': 'a\n', 'b.txt': 'b\n' });
    const { recorder } = recorderOf(root);
    const first = await recorder.snapshot();
    writeFileSync(join(root, 'a.txt'), 'A\n');
    rmSync(join(root, 'b.txt'));
    const partial = await recorder.snapshotOf(first.tree, ['a.txt']);
    assert.deepEqual(lines(await recorder.difference(first, partial, { since: 0, now: 1 })), ['UPDATE a.txt: Changed, +1 −1 lines']);
    const moved = await recorder.overlay(first.tree, await recorder.differing(first.tree, partial.tree));
    const rest = await recorder.difference({ tree: moved, leftOut: new Map() }, await recorder.snapshot(), { since: 0, now: 1 });
    assert.deepEqual(lines(rest), ['DELETE b.txt: Deleted, 1 line']);
    assert.deepEqual(lines(await recorder.difference({ tree: await recorder.overlay(first.tree, new Map([['b.txt', null]])), leftOut: new Map() }, partial, { since: 0, now: 1 })).length, 2);
  });

  it('takes over what git knows of the tree only where that is every byte of it', async () => {
    const changed = async (root: string): Promise<readonly string[]> => lines(await recorded(root, () => { writeFileSync(join(root, 'a.txt'), 'two\n'); })).map((line) => line.split(':')[0] ?? '');
    const plain = committedRepository({ 'a.txt': 'one\n', 'b.txt': 'b\n' });
    // Written in the same moment and as long as before: no time and no size shows it.
    writeFileSync(join(plain, 'b.txt'), 'B\n');
    assert.deepEqual(await changed(plain), ['UPDATE a.txt']);
    const hidden = committedRepository({ 'a.txt': 'one\n', 'b.txt': 'b\n' });
    git(hidden, 'update-index', '--assume-unchanged', 'a.txt');
    assert.deepEqual(await changed(hidden), ['UPDATE a.txt']);
    const converted = committedRepository({ 'a.txt': 'one\n' });
    git(converted, 'config', 'core.autocrlf', 'true');
    writeFileSync(join(converted, 'dos.txt'), 'a\r\n');
    git(converted, 'add', 'dos.txt');
    assert.deepEqual(await changed(converted), ['UPDATE a.txt']);
    const before = (await recorded(converted, () => { rmSync(join(converted, 'dos.txt')); })).changes[0]?.before?.hash ?? '';
    assert.equal(String(await recorderOf(converted).store.find(before)), 'a\r\n');
    const split = committedRepository({ 'a.txt': 'one\n' });
    git(split, 'update-index', '--split-index');
    assert.deepEqual(await changed(split), ['UPDATE a.txt']);
    const merging = committedRepository({ 'a.txt': 'one\n' });
    git(merging, 'checkout', '-qb', 'other');
    writeFileSync(join(merging, 'b.txt'), 'x\n');
    git(merging, 'add', '-A');
    git(merging, 'commit', '-qm', 'x');
    git(merging, 'checkout', '-q', 'main');
    writeFileSync(join(merging, 'b.txt'), 'y\n');
    git(merging, 'add', '-A');
    git(merging, 'commit', '-qm', 'y');
    assert.throws(() => git(merging, 'merge', '-q', 'other'));
    assert.deepEqual(await changed(merging), ['UPDATE a.txt']);
  });
});
