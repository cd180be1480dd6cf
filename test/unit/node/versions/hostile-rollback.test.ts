import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from '../../../../src/node/versions/content-store.js';
import { git } from '../../../support/git.js';
import { treeText } from '../../../support/random-tree.js';
import { temporaryFolder, writeFiles } from '../../../support/temporary-folder.js';
import { bench, type Bench } from './version-bench.js';

const recordOf = (at: Bench): string => join(at.top, '.workflow/versions/v001/task_sessions/IMPL-1/session.yml');

function forge(at: Bench, ...changes: readonly (readonly [string | RegExp, string])[]): void {
  let text = readFileSync(recordOf(at), 'utf8');
  for (const [from, to] of changes) {
    assert.ok(typeof from === 'string' ? text.includes(from) : from.test(text), String(from));
    text = text.replace(from, to);
  }
  writeFileSync(recordOf(at), text);
}

/** A run that changed a.txt, or did something else. */
async function recorded(work = (top: string): void => { writeFileSync(join(top, 'a.txt'), 'two\n'); }): Promise<Bench> {
  const at = bench();
  await at.run('IMPL-1', () => { work(at.top); });
  return at;
}

/** Rolling back is refused in one line, by the plan and by doing it, and changes no file. */
async function assertRefused(at: Bench, message: RegExp): Promise<void> {
  const before = treeText(at.top);
  const outcome = await at.rollBack();
  assert.ok(outcome.kind === 'refusal', 'it is refused');
  assert.match(outcome.message, message);
  assert.doesNotMatch(outcome.message, /\n/);
  assert.equal(treeText(at.top), before);
  assert.deepEqual((await at.desk.load()).versions[0]?.rollbacks, []);
}

const leading: readonly string[] = [
  '../../outside', '/etc/outside', '//server/share', 'docs/../../x', './a.txt', 'docs//x', 'docs/', 'C:\\x', 'c:x', 'docs\\x', '\\\\?\\C:\\x', 'a\u0000.txt',
  '.git/hooks/pre-commit', '.GIT/config', '.git', 'sub/.git/config', '.git./config', '.git /config', 'git~1/config', '.git::$INDEX_ALLOCATION/config', '.gi\u200ct/config',
  '.workflow/versions/v001/session.yml', '.Workflow/x', '.workflow', '.worktrees/backend/a.txt', '.ai/project/sessions/claude-progress.txt',
  'x'.repeat(256), 'ü'.repeat(128), `${'deep/'.repeat(700)}x`,
];

describe('A hostile record is not believed when it is rolled back:', () => {
  it('a path that leads to what a task run never changes, and the check finds it', async () => {
    const at = await recorded();
    const sound = readFileSync(recordOf(at), 'utf8');
    for (const path of leading) {
      writeFileSync(recordOf(at), sound);
      forge(at, ['target_path: "a.txt"', `target_path: ${JSON.stringify(path)}`], ['      path: "a.txt"', `      path: ${JSON.stringify(path)}`]);
      await assertRefused(at, /leads to something that a task run never changes/);
      assert.deepEqual((await at.desk.load()).findings.map(({ code }) => code), ['version/unsafe-rollback'], path);
    }
  });

  it('a move from or to where nothing is moved', async () => {
    for (const [key, path] of [['to', '.git/hooks/post-checkout'], ['from', '../mine'], ['to', '/tmp/x']] as const) {
      const at = await recorded((top) => { execFileSync('mv', [join(top, 'a.txt'), join(top, 'b.txt')]); });
      forge(at, [key === 'to' ? '      to: "a.txt"' : '      from: "b.txt"', `      ${key}: ${JSON.stringify(path)}`]);
      await assertRefused(at, /leads to something that a task run never changes/);
    }
  });

  it('a recipe about another file than the operation, though that has the same content', async () => {
    const at = await recorded((top) => { writeFileSync(join(top, 'new.txt'), 'one\n'); });
    forge(at, ['      path: "new.txt"', '      path: "a.txt"']);
    await assertRefused(at, /what is to be undone is about another file/);
  });

  it('a content that the store has not, and one that is not what its name says', async () => {
    const at = await recorded();
    const before = contentHash(Buffer.from('one\n'));
    forge(at, [`content_hash: "${before}"`, `content_hash: "${contentHash(Buffer.from('evil\n'))}"`]);
    await assertRefused(at, /its content before is not in the store/);
    const other = await recorded();
    const hex = before.slice('sha256:'.length);
    writeFileSync(join(other.root.place.volatileDir, 'content', hex.slice(0, 2), hex.slice(2)), 'bad\n');
    await assertRefused(other, /its content before is not in the store/);
  });

  it('a hash that is no hash', async () => {
    for (const hash of ['', 'sha256:../../../etc/passwd', 'md5:1', `sha256:${'0'.repeat(63)}`]) {
      const at = await recorded();
      forge(at, [/content_hash: .*/, `content_hash: ${JSON.stringify(hash)}`]);
      await assertRefused(at, /its content before is not in the store/);
    }
  });

  it('something that is no file, which is neither read nor removed', async () => {
    for (const after of ['""', 'null', '"sha256:00"']) {
      const at = await recorded();
      rmSync(join(at.top, 'a.txt'));
      execFileSync('mkfifo', [join(at.top, 'a.txt')]);
      forge(at, [/after: "sha256:[0-9a-f]+"/, `after: ${after}`]);
      const outcome = await at.rollBack();
      assert.match('message' in outcome ? outcome.message : '', /it was changed since|there is a file again/, after);
      assert.ok(existsSync(join(at.top, 'a.txt')));
    }
  });

  it('a folder that is a link now, wherever it leads', async () => {
    const outside = temporaryFolder();
    writeFiles(outside, { x: 'two\n', 'deep/x': 'two\n' });
    for (const folder of ['docs', 'docs/deep']) {
      const at = await recorded((top) => { writeFiles(top, { 'docs/deep/x': 'two\n', 'docs/x': 'two\n' }); });
      rmSync(join(at.top, folder), { recursive: true });
      symlinkSync(folder === 'docs' ? outside : join(outside, 'deep'), join(at.top, folder));
      await assertRefused(at, /it was changed since/);
      assert.deepEqual([readFileSync(join(outside, 'x'), 'utf8'), readFileSync(join(outside, 'deep/x'), 'utf8')], ['two\n', 'two\n']);
    }
  });

  it('a file in another repository or working tree inside of this one', async () => {
    for (const makeRepository of [
      (top: string) => { git(join(top, 'sub'), 'init', '-q'); },
      (top: string) => { writeFileSync(join(top, 'sub/.git'), 'gitdir: ../elsewhere\n'); },
    ]) {
      const at = await recorded((top) => { writeFiles(top, { 'sub/deep/made.txt': 'made\n' }); });
      makeRepository(at.top);
      await assertRefused(at, /sub is another repository/);
      assert.ok(existsSync(join(at.top, 'sub/deep/made.txt')));
    }
  });

  it('a file that would have to be the folder of another one', async () => {
    const at = await recorded((top) => {
      rmSync(join(top, 'a.txt'));
      rmSync(join(top, 'docs/x'));
    });
    forge(at, ['target_path: "docs/x"', 'target_path: "a.txt/x"'], ['      path: "docs/x"', '      path: "a.txt/x"']);
    await assertRefused(at, /a\.txt\/x: a\.txt would be a file as well/);
  });

  it('a link that another operation would then write through', async () => {
    const outside = temporaryFolder();
    const at = await recorded((top) => {
      writeFileSync(join(top, 'run.sh'), outside);
      rmSync(join(top, 'a.txt'));
      rmSync(join(top, 'docs/x'));
    });
    mkdirSync(join(at.top, 'docs'), { recursive: true });
    forge(at, [`content_hash: "${contentHash(Buffer.from('one\n'))}"`, `content_hash: "${contentHash(Buffer.from(outside))}"\n      mode: "symlink"`],
      ['target_path: "docs/x"', 'target_path: "a.txt/x"'], ['      path: "docs/x"', '      path: "a.txt/x"']);
    await assertRefused(at, /a\.txt would be a file as well/);
    assert.equal(existsSync(join(outside, 'x')), false);
  });

  it('operations that stand there twice, or in another order', async () => {
    const at = await recorded();
    const text = readFileSync(recordOf(at), 'utf8');
    const operation = /^operations:\n((?: {2}.*\n)+)/m.exec(text)?.[1] ?? '';
    assert.match(operation, /a\.txt/);
    forge(at, ['operations:\n', `operations:\n${operation}`]);
    await assertRefused(at, /a\.txt: it was changed since/);
  });
});
