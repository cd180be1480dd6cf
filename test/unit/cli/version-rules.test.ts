import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../../support/git.js';
import { ask, operations, readIn, repository, type Fields } from './ask-versions.js';
import { answerOf, assertRefused, folderWith, workflow, workflowWith } from './run-cli.js';

/** Every file below a folder with its text. */
function filesOf(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(entries.toSorted().map((path) => [path, readFileSync(path, 'utf8')]));
}

describe('workflow run finish, where a task has open runs in several versions', () => {
  async function twoOpen(): Promise<string> {
    const root = repository();
    for (const feature of ['Login', 'Logout']) await ask(root, 'version', 'create', feature);
    const begun = await Promise.all(['v001', 'v002'].map((version) => ask(root, 'run', 'start', 'IMPL-1', '--in', version)));
    assert.equal(new Set(begun.map((run) => run['session_id'])).size, 2, 'Of runs that begin in one second, each has an id of its own.');
    return root;
  }

  it('refuses to guess, for every command that changes one, and names them', async () => {
    const root = await twoOpen();
    const which = /IMPL-1 has an open run in v001 \(Login, in_progress\) and in v002 \(Logout, in_progress\); say which one, with: --in v002/;
    const before = filesOf(join(root, '.workflow'));
    assertRefused(await workflow(root, 'run', 'finish', 'IMPL-1'), which);
    assertRefused(await workflow(root, 'operation', 'record', '--task', 'IMPL-1', 'a.txt'), which);
    assertRefused(await workflow(root, 'review', 'start', 'IMPL-1'), which);
    assertRefused(await workflow(root, 'review', 'decide', 'IMPL-1', 'approved'), which);
    assertRefused(await workflow(root, 'operation', 'record', 'a.txt'), /The runs of IMPL-1 in v001, IMPL-1 in v002 are open; say which one with --task, and --in where a task has several\./);
    assert.deepEqual(filesOf(join(root, '.workflow')), before);
    assert.equal((await ask(root, 'run', 'show', 'IMPL-1'))['workflow_version'], 'v002');
  });

  it('does what is asked of the named one, and answers about that one', async () => {
    const root = await twoOpen();
    writeFileSync(join(root, 'a.txt'), 'two\n');
    const recorded = await answerOf(root, 'operation', 'record', '--in', 'v001', 'a.txt') as readonly Fields[];
    assert.deepEqual(operations({ operations: recorded }), ['UPDATE a.txt']);
    const second = await ask(root, 'run', 'finish', 'IMPL-1', '--in', 'v002');
    assert.deepEqual([second['workflow_version'], second['status'], operations(second)], ['v002', 'completed', []]);
    const first = await ask(root, 'run', 'finish', 'IMPL-1');
    assert.deepEqual([first['workflow_version'], first['status'], operations(first)], ['v001', 'completed', ['UPDATE a.txt']]);
  });
});

describe('--dry-run, wherever records of versions would be changed', () => {
  it('prints the plan and changes nothing', async () => {
    const root = repository({ 'a.txt': 'one\n', '.ai/project/config.yaml': `versions:\n  checks:\n    lint: [${JSON.stringify(process.execPath)}, -e, "require('fs').writeFileSync('ran', '')"]\n` });
    const dry = async (title: string, ...words: readonly string[]): Promise<void> => {
      const before = filesOf(root);
      const [plan, ...more] = await answerOf(root, ...words, '--dry-run') as readonly Fields[];
      assert.deepEqual([plan?.['title'], more], [title, []]);
      assert.ok((plan?.['steps'] as readonly string[]).some((step) => step.includes('.workflow/versions/')), words.join(' '));
      const isOurs = (path: string): boolean => !path.includes('/.git/');
      assert.deepEqual(Object.entries(filesOf(root)).filter(([path]) => isOurs(path)), Object.entries(before).filter(([path]) => isOurs(path)), words.join(' '));
    };
    await dry('Create version v001', 'version', 'create', 'Login');
    await dry('Start a run of IMPL-1 in v001', 'run', 'start', 'IMPL-1');
    await ask(root, 'run', 'start', 'IMPL-1');
    writeFileSync(join(root, 'a.txt'), 'two\n');
    await dry('Record 1 operations of IMPL-1', 'operation', 'record', 'a.txt');
    await dry('IMPL-1 of v001: review', 'run', 'finish', 'IMPL-1', '--review');
    await ask(root, 'run', 'finish', 'IMPL-1', '--review');
    await dry('Review IMPL-1 of v001', 'review', 'start', 'IMPL-1');
    await dry('Review IMPL-1 of v001', 'review', 'check', 'IMPL-1');
    await dry('Review IMPL-1 of v001: approved', 'review', 'decide', 'IMPL-1', 'approved');
    await ask(root, 'review', 'decide', 'IMPL-1', 'approved');
    assert.deepEqual(operations(await ask(root, 'run', 'finish', 'IMPL-1')), ['UPDATE a.txt']);
    await dry('Reject the design of v001', 'approve', 'design', '--reject', '--reason', 'x');
    for (const kind of ['design', 'implementation']) await ask(root, 'approve', kind);
    await dry('Complete v001', 'version', 'complete', 'v001');
    assertRefused(await workflow(root, 'run', 'finish', 'IMPL-1', '--dry-run'), /is completed/);
  });

  it('leaves nothing where there was nothing, also outside of a repository', async () => {
    const folder = folderWith({ 'a.txt': 'one\n' });
    assert.equal((await workflow(folder, 'version', 'create', 'Login', '--dry-run')).code, 0);
    assert.equal((await workflow(folder, 'run', 'start', 'IMPL-1', '--dry-run')).code, 0);
    assert.deepEqual(readdirSync(folder), ['a.txt']);
  });
});

describe('Records as document 001 and the decisions about it have them', () => {
  it('a version takes the number after the highest folder, also one that has no record', async () => {
    const root = repository();
    for (const name of ['v999', 'v07', 'old']) mkdirSync(join(root, '.workflow/versions', name), { recursive: true });
    assert.equal((await ask(root, 'version', 'create', 'Login'))['version'], 'v1000');
    assert.deepEqual((await answerOf(root, 'version', 'list') as readonly Fields[]).map(({ version }) => version), ['v1000']);
    assert.match((await workflow(root, 'check')).stdout, /v999:1:1 information version\/unknown-folder v999 has no record \(session\.yml\), so it is ignored; its number stays taken\./);
  });

  it('a version that is made for a run counts that run', async () => {
    const root = repository();
    await ask(root, 'run', 'start', 'IMPL-1');
    assert.match(readIn(root, 'v001/session.yml'), /total_tasks: 1\n/);
    assert.equal((await workflow(root, 'check')).stdout, '');
  });
});

describe('What is said of versions', () => {
  it('names the next step that leads on from where it is', async () => {
    const root = repository();
    await ask(root, 'run', 'start', 'IMPL-1');
    writeFileSync(join(root, 'a.txt'), 'two\n');
    await ask(root, 'run', 'finish', 'IMPL-1', '--review');
    assertRefused(await workflow(root, 'version', 'complete', 'v001'), /the run of IMPL-1 is review; decide its review first, with: workflow review decide IMPL-1 <decision> --in v001$/m);
    assertRefused(await workflow(root, 'run', 'finish', 'IMPL-1'), /it can become approved, in_progress, failed; decide with: workflow review decide IMPL-1 <decision>$/m);
    assert.match((await workflow(root, 'review', 'start', 'IMPL-1')).stderr, /^Decide with: workflow review decide IMPL-1 <decision> --in v001$/m);
    assert.match((await workflow(root, 'review', 'decide', 'IMPL-1', 'approved')).stderr, /^The run of IMPL-1 is approved; complete it with: workflow run finish IMPL-1 --in v001$/m);
    await ask(root, 'run', 'finish', 'IMPL-1');
    assert.match((await workflow(root, 'version', 'rollback', 'v001')).stderr, /^Undo this with: workflow version rollback v001 --run rollback_\d{8}_\d{6}$/m);
    assertRefused(await workflow(root, 'version', 'complete', 'v001'), /it stays that; work goes on in another version, with: workflow version create <feature> --continues v001$/m);
  });

  it('shows what came of a version, and what making room comes to', async () => {
    const root = repository();
    await ask(root, 'run', 'start', 'IMPL-1');
    writeFileSync(join(root, 'a.txt'), 'two\n');
    writeFileSync(join(root, 'new.txt'), 'new\n');
    await ask(root, 'run', 'finish', 'IMPL-1');
    assert.match((await workflow(root, 'version', 'show', 'v001')).stdout, /^tasks +1 of 1 completed\nfiles +1 created, 1 changed, 0 deleted\n/m);
    assert.equal((await workflow(root, 'version', 'clean')).stdout, 'Nothing to remove: a record needs each content that is kept; --all also removes those of versions that are over.\n');
    await ask(root, 'version', 'rollback', 'v001');
    assert.equal((await workflow(root, 'version', 'clean', '--all', '--dry-run')).stdout, 'Would remove 3 contents of files as they were, 1 KiB.\n');
    assert.equal((await workflow(root, 'version', 'clean', '--all')).stdout, 'Removed 3 contents of files as they were, 1 KiB.\n');
  });
});

describe('workflow review, when the worktree of the work is gone', () => {
  it('still decides, and says that nothing was looked at', async () => {
    const root = repository();
    const tree = join(root, '.worktrees', 'backend');
    git(root, 'worktree', 'add', '-q', tree, '-b', 'feature/x-backend');
    await workflowWith({ AGENT_ROLE: 'backend' }, tree, 'run', 'start', 'IMPL-1');
    writeFileSync(join(tree, 'a.txt'), 'agent\n');
    await ask(root, 'run', 'finish', 'IMPL-1', '--review');
    rmSync(tree, { recursive: true });
    git(root, 'worktree', 'prune');
    assertRefused(await workflow(root, 'review', 'check', 'IMPL-1'), /\.worktrees\/backend, in which the work was done, is gone, so no check can be made; decide with what you know, for example: workflow review decide IMPL-1 approved --result tests=pass/);
    const { stdout, stderr, code } = await workflow(root, 'review', 'decide', 'IMPL-1', 'approved', '--result', 'tests=pass', '--json');
    const { decision, checks } = JSON.parse(stdout) as Fields;
    assert.deepEqual([code, decision, (checks as Fields)['tests'], (checks as Fields)['file_exists']], [0, 'approved', 'pass', 'skip']);
    assert.match(stderr, /\.worktrees\/backend, in which the work was done, is gone, so nothing of it was looked at\./);
  });
});
