import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { FileStamp, ReadOutcome } from '../../../src/core/ports.js';
import { DiskFiles } from '../../../src/node/disk-files.js';
import { readRegularFile } from '../../../src/node/regular-file.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';

async function readOne(root: string, path: string, known?: FileStamp): Promise<ReadOutcome> {
  const outcomes: ReadOutcome[] = [];
  await new DiskFiles(root).read([{ path, known }], (_path, outcome) => outcomes.push(outcome));
  assert.equal(outcomes.length, 1);
  return outcomes[0] ?? { kind: 'missing' };
}

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  return folder;
}

function textOf(outcome: ReadOutcome): string {
  return outcome.kind === 'text' ? outcome.text : assert.fail(JSON.stringify(outcome));
}

function reasonOf(outcome: ReadOutcome): string {
  return outcome.kind === 'unreadable' ? `${outcome.reason}: ${outcome.detail}` : outcome.kind;
}

function stampOf(outcome: ReadOutcome): FileStamp {
  return outcome.kind === 'text' ? outcome.stamp : assert.fail(JSON.stringify(outcome));
}

describe('DiskFiles.read', () => {
  for (const [what, text] of [
    ['plain', '{"id": "IMPL-1"}'],
    ['with BOM and CRLF', '\uFEFF{\r\n}\r\n'],
    ['outside of ASCII', '▸ **Ünïcödé** 工作流 🧪 \u202E'],
    ['Latin-1 letters', 'café ÿ'],
    ['empty', ''],
    ['with NUL', 'a\0b'],
  ] as const) {
    it(`gives text back byte for byte: ${what}`, async () => {
      assert.equal(textOf(await readOne(folderWith({ 'a/b.json': text }), 'a/b.json')), text);
    });
  }

  it('reads in the order asked and answers for every file', async () => {
    const root = folderWith({ 'x/1': 'one', 'x/2': 'two', 'y/3': 'three' });
    const seen: string[] = [];
    await new DiskFiles(root).read(['y/3', 'x/9', 'x/1', 'z/1', 'x/2'].map((path) => ({ path })), (path, outcome) => {
      seen.push(`${path} ${outcome.kind === 'text' ? outcome.text : outcome.kind}`);
    });
    assert.deepEqual(seen, ['y/3 three', 'x/9 missing', 'x/1 one', 'z/1 missing', 'x/2 two']);
  });

  it('tells missing from unreadable', async () => {
    const root = folderWith({ 'file': '' });
    assert.deepEqual(await readOne(root, 'absent'), { kind: 'missing' });
    assert.deepEqual(await readOne(root, 'no/such/directory'), { kind: 'missing' });
    assert.equal(reasonOf(await readOne(root, 'file/below')), 'not-a-file: it is a file');
  });

  it('does not read what the operating system does not let it read', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
    const root = folderWith({ 'closed': 'secret' });
    chmodSync(join(root, 'closed'), 0);
    assert.match(reasonOf(await readOne(root, 'closed')), /^io-error: EACCES/);
  });

  it('says what the operating system says when a file cannot be looked at', async () => {
    const name = 'x'.repeat(300);
    const root = temporaryFolder();
    for (const path of [name, `directory/${name}`]) {
      mkdirSync(join(root, 'directory'), { recursive: true });
      assert.match(reasonOf(await readOne(root, path)), /^io-error: ENAMETOOLONG/);
    }
    assert.match(reasonOf(await readOne(root, `${name}/file`)), /^not-a-file: ENAMETOOLONG/);
    assert.match(JSON.stringify(await new DiskFiles(root).list(name)), /unreadable.*ENAMETOOLONG/);
  });

  it('reads 256 KiB and not one byte more', async () => {
    const root = folderWith({ 'fits': 'x'.repeat(256 * 1024), 'large': 'x'.repeat(256 * 1024 + 1) });
    assert.equal(textOf(await readOne(root, 'fits')).length, 256 * 1024);
    assert.equal(reasonOf(await readOne(root, 'large')), 'too-large: it is larger than 256 KiB');
  });

  it('reads lists that grow for years up to 4 MiB', async () => {
    const list = '.workflow/WFS-a/TODO_LIST.md';
    const manifest = '.workflow/archives/manifest.json';
    const root = folderWith({ [list]: 'x'.repeat(4 * 1024 * 1024), [manifest]: 'x'.repeat(300_000), '.workflow/WFS-a/workflow-session.json': 'x'.repeat(300_000) });
    assert.deepEqual([textOf(await readOne(root, list)).length, textOf(await readOne(root, manifest)).length], [4 * 1024 * 1024, 300_000]);
    assert.match(reasonOf(await readOne(root, '.workflow/WFS-a/workflow-session.json')), /^too-large: it is larger than 256 KiB/);
    appendFileSync(join(root, list), 'x');
    assert.equal(reasonOf(await readOne(root, list)), 'too-large: it is larger than 4096 KiB');
  });

  it('does not turn bytes that are not UTF-8 into text', async () => {
    const root = folderWith({ 'latin': Uint8Array.of(0x7b, 0xe9, 0x7d), 'utf16': Uint8Array.of(0xff, 0xfe, 0x7b, 0x00), 'cut': Uint8Array.of(0xe5, 0xb7) });
    for (const name of ['latin', 'utf16', 'cut']) assert.match(reasonOf(await readOne(root, name)), /^invalid-utf8/);
  });
});

describe('DiskFiles.read with stamps', () => {
  const old = new Date('2020-01-01T00:00:00Z');

  /** A stamp to be trusted, although the file was made just now. */
  async function settled(root: string, path: string): Promise<FileStamp> {
    return { ...stampOf(await readOne(root, path)), racy: false };
  }

  it('does not read again what has the known stamp', async () => {
    const root = folderWith({ 'a': 'text' });
    assert.equal((await readOne(root, 'a', await settled(root, 'a'))).kind, 'unchanged');
  });

  it('does not trust the stamp of a file that changed just before it was read, as git does not', async () => {
    const root = folderWith({ 'a': 'pending' });
    const stamp = stampOf(await readOne(root, 'a'));
    assert.equal(stamp.racy, true);
    assert.equal(textOf(await readOne(root, 'a', stamp)), 'pending');
  });

  it('trusts the stamp of a file that has been quiet for two seconds', () => {
    const path = join(folderWith({ 'a': 'pending' }), 'a');
    const { mtimeMs, ctimeMs } = statSync(path);
    const changed = Math.max(mtimeMs, ctimeMs);
    const racy = [changed - 5_000, changed, changed + 1_999, changed + 2_001].map((now) => stampOf(readRegularFile(path, undefined, { now })).racy);
    assert.deepEqual(racy, [true, true, true, false]);
  });

  it('sees a change that keeps size and modification time', async () => {
    const root = folderWith({ 'a': 'pending' });
    utimesSync(join(root, 'a'), old, old);
    const stamp = await settled(root, 'a');
    writeFileSync(join(root, 'a'), 'blocked');
    utimesSync(join(root, 'a'), old, old);
    assert.equal(textOf(await readOne(root, 'a', stamp)), 'blocked');
  });

  it('sees a file that another one was renamed over', async () => {
    const root = folderWith({ 'a': 'pending', 'b': 'blocked' });
    for (const name of ['a', 'b']) utimesSync(join(root, name), old, old);
    const stamp = await settled(root, 'a');
    renameSync(join(root, 'b'), join(root, 'a'));
    assert.equal(textOf(await readOne(root, 'a', stamp)), 'blocked');
  });

  it('gives a stamp also for what it did not read', async () => {
    const root = folderWith({ 'large': 'x'.repeat(300_000) });
    const outcome = await readOne(root, 'large');
    assert.equal(outcome.kind === 'unreadable' && outcome.stamp?.size, 300_000);
  });
});

describe('DiskFiles inside its root', () => {
  const secret = (): string => folderWith({ 'secret.json': 'secret', '.task/IMPL-1.json': 'secret' });

  for (const path of ['../secret.json', 'a/../../secret.json', '..', '.', '', 'a//b', 'a/', './a', 'a\\..\\b', 'nul\0byte']) {
    it(`does not go to ${JSON.stringify(path)}`, async () => {
      const outside = secret();
      mkdirSync(join(outside, 'root/a'), { recursive: true });
      assert.match(reasonOf(await readOne(join(outside, 'root'), path)), /^not-a-file: it leads outside/);
      if (path !== '') assert.equal((await new DiskFiles(join(outside, 'root')).list(path)).kind, 'unreadable');
    });
  }

  it('takes an absolute path as one below the root', async () => {
    assert.equal(textOf(await readOne(folderWith({ 'etc/passwd': 'ours' }), '/etc/passwd')), 'ours');
  });

  it('does not read through a symbolic link to a file', async () => {
    const root = folderWith({ 'real.json': '{}' });
    symlinkSync(join(secret(), 'secret.json'), join(root, 'out.json'));
    symlinkSync('real.json', join(root, 'in.json'));
    symlinkSync('nowhere', join(root, 'dangling.json'));
    for (const name of ['out.json', 'in.json', 'dangling.json']) assert.equal(reasonOf(await readOne(root, name)), 'not-a-file: it is a symbolic link');
  });

  it('does not go through a symbolic link to a directory, at any depth', async () => {
    const root = folderWith({ 'session/here.json': '{}' });
    symlinkSync(secret(), join(root, 'linked'));
    symlinkSync(join(secret(), '.task'), join(root, 'session/.task'));
    for (const path of ['linked/secret.json', 'linked/.task/IMPL-1.json', 'session/.task/IMPL-1.json']) {
      assert.equal(reasonOf(await readOne(root, path)), 'not-a-file: it is a symbolic link');
    }
    assert.deepEqual(await new DiskFiles(root).list('linked'), { kind: 'unreadable', reason: 'it is a symbolic link' });
    assert.deepEqual(await new DiskFiles(root).list('session/.task'), { kind: 'unreadable', reason: 'it is a symbolic link' });
  });

  it('notices a directory that has become a link since the last look', async () => {
    const root = folderWith({ 'a/secret.json': '{}' });
    const files = new DiskFiles(root);
    const kinds: string[] = [];
    const look = async (): Promise<void> => files.read([{ path: 'a/secret.json' }], (_path, { kind }) => kinds.push(kind));
    await look();
    rmSync(join(root, 'a'), { recursive: true });
    symlinkSync(secret(), join(root, 'a'));
    await look();
    assert.deepEqual(kinds, ['text', 'unreadable']);
  });

  it('reads a root that is itself reached through a link', async () => {
    const link = join(temporaryFolder(), 'link');
    symlinkSync(secret(), link);
    assert.equal(textOf(await readOne(link, 'secret.json')), 'secret');
  });

  it('opens no FIFO, socket, device or directory', async function () {
    if (process.platform === 'win32') this.skip();
    const root = folderWith({ 'directory.json/x': '' });
    execFileSync('mkfifo', [join(root, 'fifo.json')]);
    const server = createServer();
    await new Promise<void>((listening) => server.listen(join(root, 'socket.json'), listening));
    const reasons = ['fifo.json', 'socket.json', 'directory.json'].map(async (name) => reasonOf(await readOne(root, name)));
    assert.deepEqual(await Promise.all(reasons), ['not-a-file: it is a FIFO', 'not-a-file: it is a socket', 'not-a-file: it is a directory']);
    assert.equal(reasonOf(await readOne('/dev', 'null')), 'not-a-file: it is a device');
    await new Promise((closed) => server.close(closed));
  });
});

describe('DiskFiles.list', () => {
  it('names what is there and what kind it is', async function () {
    if (process.platform === 'win32') this.skip();
    const root = folderWith({ 'd/file.json': '', 'd/sub/x': '' });
    symlinkSync('file.json', join(root, 'd/link.json'));
    symlinkSync('sub', join(root, 'd/linked'));
    execFileSync('mkfifo', [join(root, 'd/fifo')]);
    const outcome = await new DiskFiles(root).list('d');
    const lines = outcome.kind === 'entries' ? outcome.entries.map(({ name, kind }) => `${name} ${kind}`).sort() : [];
    assert.deepEqual(lines, ['fifo other', 'file.json file', 'link.json other', 'linked other', 'sub directory']);
  });

  it('tells missing from unreadable', async () => {
    const root = folderWith({ 'file': '' });
    assert.deepEqual(await new DiskFiles(root).list('absent/deep'), { kind: 'missing' });
    assert.deepEqual(await new DiskFiles(root).list('file'), { kind: 'unreadable', reason: 'it is a file' });
  });
});

describe('DiskFiles and the event loop', () => {
  it('lets others have their turn while it reads many files', async () => {
    const root = folderWith(Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`f/${n}`, 'x'.repeat(2_000)])));
    const requests = Array.from({ length: 20_000 }, (_, n) => ({ path: `f/${n % 200}` }));
    let turns = 0;
    let isReading = true;
    const count = (): void => {
      turns += 1;
      if (isReading) setImmediate(count);
    };
    setImmediate(count);
    await new DiskFiles(root).read(requests, () => undefined);
    isReading = false;
    assert.ok(turns > 3, `${turns} turns`);
  });
});
