import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { git } from '../../support/git.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';
import { answerOf, assertRefused, folderWith, sessionFiles, shell, taskText, textOf, workflow } from './run-cli.js';

interface Session {
  readonly id: string;
  readonly path: string;
}

const files = { '.workflow/.active-WFS-one': '', ...sessionFiles('WFS-one', 'active', { 'IMPL-1': taskText('IMPL-1') }) };

/** A repository; with everything committed unless it is to have no commits. */
function repository(folder: string, commit = true): string {
  git(folder, 'init', '--quiet');
  if (!commit) return folder;
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '-m', 'first');
  return folder;
}

async function startsTask(folder: string, root = folder): Promise<void> {
  await answerOf(folder, 'task', 'status', 'IMPL-1', 'active');
  assert.match(textOf(root, '.workflow/WFS-one/.task/IMPL-1.json'), /"status": "active"/);
}

describe('workflow, wherever it is called', () => {
  it('works without a repository', async () => {
    const folder = folderWith(files);
    await startsTask(folder);
    assert.ok(existsSync(join(folder, '.workflow/.state')));
  });

  it('works in a path with spaces, umlauts and Japanese', async () => {
    await startsTask(folderWith(files, 'mit Leer zeichen & Ümläut 日本'));
  });

  it('finds the root from a subfolder of a repository and keeps volatile things out of the tree', async () => {
    const folder = repository(folderWith(files));
    mkdirSync(join(folder, 'src/deep'), { recursive: true });
    await startsTask(join(folder, 'src/deep'), folder);
    assert.ok(!existsSync(join(folder, '.workflow/.state')));
    assert.ok(existsSync(join(folder, '.git/workflow/journal.jsonl')));
    assert.equal(git(folder, 'status', '--porcelain'), ' M .workflow/WFS-one/.task/IMPL-1.json\n?? .workflow/WFS-one/TODO_LIST.md\n?? .workflow/versions/');
  });

  it('says in one line that its folder was deleted, and works with -C all the same', async () => {
    const folder = folderWith(files);
    const ran = await shell(folder, 'mkdir gone && cd gone && rmdir ../gone && node "$W" check');
    assert.match(ran.stderr, /^workflow: The folder that you are in is gone[^\n]+-C\.\n$/);
    assert.deepEqual([ran.code, ran.stdout], [3, '']);
    const { code, stdout } = await shell(folder, 'mkdir gone && here=$PWD && cd gone && rmdir ../gone && node "$W" -C "$here" session list');
    assert.equal(code, 0);
    assert.match(stdout, /WFS-one/);
  });

  it('works in a repository without commits', async () => {
    await startsTask(repository(folderWith(files), false));
  });

  it('shows and changes the state of the main working tree from a linked one', async () => {
    const folder = repository(folderWith(files));
    const linked = join(folder, '.worktrees/backend');
    git(folder, 'worktree', 'add', '--quiet', linked);
    await startsTask(linked, folder);
    assert.match(textOf(linked, '.workflow/WFS-one/.task/IMPL-1.json'), /"status": "pending"/);
    writeFiles(folder, { '.workflow/WFS-one/.task/IMPL-2.json': '{' });
    writeFiles(linked, { '.workflow/WFS-one/.task/IMPL-2.json': '{}' });
    const { code, stdout } = await workflow(linked, 'check', '.workflow/WFS-one/.task/IMPL-2.json');
    assert.match(stdout, /^\.workflow\/WFS-one\/\.task\/IMPL-2\.json:1:\d+ error json\/syntax/);
    assert.equal(code, 1);
  });

  it('writes nothing through a link that stands in the place of .workflow or of what lies in it', async () => {
    for (const link of ['.workflow', '.workflow/.state', '.workflow/.state/lock', '.workflow/.state/revisions', '.workflow/.state/journal.jsonl']) {
      const folder = folderWith({ 'elsewhere/x': '', ...(link === '.workflow' ? {} : files) });
      mkdirSync(dirname(join(folder, link)), { recursive: true });
      symlinkSync(join(folder, link.endsWith('l') ? 'elsewhere/x' : 'elsewhere'), join(folder, link));
      const { code, stderr } = link === '.workflow'
        ? await workflow(folder, 'session', 'create', 'New')
        : await workflow(folder, 'task', 'status', 'IMPL-1', 'active');
      assert.match(stderr, /symbolic link/, link);
      assert.equal(code, 3);
      assert.deepEqual(readdirSync(join(folder, 'elsewhere')), ['x']);
      assert.equal(textOf(folder, 'elsewhere/x'), '');
    }
  });

  it('says of a .workflow that is no folder that it cannot be looked into, not that it is empty', async () => {
    const folder = folderWith({ '.workflow': 'a file' });
    const { stderr } = await workflow(folder, 'session', 'list');
    assert.match(stderr, /^\.workflow cannot be listed: it is a file\.\n$/);
  });

  it('takes a bare repository as the folder itself', async () => {
    const folder = temporaryFolder();
    git(folder, 'init', '--quiet', '--bare');
    const session = await answerOf(folder, 'session', 'create', 'Bare') as Session;
    assert.ok(existsSync(join(folder, session.path, 'workflow-session.json')));
  });
});

describe('workflow init', () => {
  it('makes what sessions need and nothing else, once', async () => {
    const folder = repository(folderWith({ 'a.txt': 'a' }));
    assert.deepEqual(await answerOf(folder, 'init'), { written: ['.workflow'], leftAlone: [] });
    assert.deepEqual(await answerOf(folder, 'init'), { written: [], leftAlone: ['.workflow'] });
    assert.equal(git(folder, 'status', '--porcelain'), '');
    assert.deepEqual(await answerOf(folder, 'session', 'list'), []);
  });

  it('only tells with --dry-run', async () => {
    const folder = folderWith({});
    const { code, stdout } = await workflow(folder, 'init', '--dry-run');
    assert.equal(code, 0);
    assert.match(stdout, /\.workflow/);
    assert.ok(!existsSync(join(folder, '.workflow')));
  });

  it('says with --dry-run too that nothing would be done', async () => {
    const { code, stdout, stderr } = await workflow(folderWith(files), 'init', '--dry-run');
    assert.deepEqual([code, stdout], [0, '']);
    assert.match(stderr, /Nothing would be changed/);
  });

  it('leaves sessions that are there alone', async () => {
    const folder = folderWith(files);
    await answerOf(folder, 'init');
    assert.equal(textOf(folder, '.workflow/WFS-one/.task/IMPL-1.json'), taskText('IMPL-1'));
  });

  it('leaves a file alone that stands where the folder should be', async () => {
    const folder = folderWith({ 'elsewhere/keep.txt': '' });
    writeFiles(folder, { '.workflow': 'a file, not a folder' });
    assertRefused(await workflow(folder, 'init'), /no folder.*move it away/);
    assert.equal(textOf(folder, '.workflow'), 'a file, not a folder');
  });
});
