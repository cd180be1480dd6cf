import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';
import { answerOf, assertRefused, folderWith, oneSession, sessionFiles, shell, taskText, textOf, workflow, workflowWith } from './run-cli.js';

describe('workflow, rules for every command', () => {
  it('explains itself on standard output', async () => {
    const { code, stdout, stderr } = await workflow(temporaryFolder(), '--help');
    assert.equal(code, 0);
    for (const words of ['init', 'session', 'task', 'todo', 'check', 'Exit codes', '-C <dir>', '--json']) assert.ok(stdout.includes(words), words);
    assert.equal(stderr, '');
  });

  it('explains each group and each command', async () => {
    const group = await workflow(temporaryFolder(), 'task', '--help');
    assert.equal(group.code, 0);
    assert.match(group.stdout, /breakdown .*<id> <titles\.\.\.>/);
    const command = await workflow(temporaryFolder(), 'task', 'status', '--help');
    assert.equal(command.code, 0);
    assert.match(command.stdout, /--reason <text>/);
  });

  it('explains a command of a group by the word help too', async () => {
    const folder = temporaryFolder();
    for (const words of [['session', 'create'], ['task'], ['check']]) {
      assert.deepEqual(await workflow(folder, 'help', ...words), await workflow(folder, ...words, '--help'));
    }
    assert.match((await workflow(folder, 'help', 'session', 'create')).stdout, /session create .*<title>/);
  });

  it('says its version', async () => {
    const { code, stdout } = await workflow(temporaryFolder(), '--version');
    assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
    assert.equal(code, 0);
  });

  for (const [name, args, line] of [
    ['no command', [], /Say what to do/],
    ['a group alone', ['task'], /Say what to do/],
    ['an unknown command', ['sesion'], /Unknown command 'sesion'.*Did you mean session/],
    ['an unknown command of a group', ['task', 'lst'], /Unknown command 'lst'.*Did you mean list/],
    ['an unknown option', ['task', 'list', '--sesion', 'x'], /Unknown option '--sesion'.*Did you mean --session/],
    ['a missing word', ['task', 'status', 'IMPL-1'], /Missing required argument 'status'/],
    ['a missing value', ['task', 'list', '--session'], /argument missing/],
    ['a word too many', ['task', 'next', 'now'], /Too many arguments/],
    ['an option that would do nothing', ['task', 'list', '--dry-run'], /Unknown option '--dry-run'/],
  ] as const) {
    it(`refuses ${name} on one line, with exit code 2`, async () => {
      assertRefused(await workflow(temporaryFolder(), ...args), line);
    });
  }

  it('prints one JSON document and nothing else with --json, wherever it stands', async () => {
    const folder = oneSession();
    for (const args of [['--json', 'task', 'list'], ['task', '--json', 'list'], ['task', 'list', '--json']]) {
      const { code, stdout, stderr } = await workflow(folder, ...args);
      assert.equal(code, 0);
      assert.equal((JSON.parse(stdout) as unknown[]).length, 3);
      assert.equal(stderr, '');
    }
  });

  it('prints an entry of a list on each line', async () => {
    const { stdout } = await workflow(oneSession(), 'task', 'list', '--json');
    const [open, ...entries] = stdout.trimEnd().split('\n');
    assert.deepEqual([open, entries.pop(), entries.length], ['[', ']', 3]);
    for (const entry of entries) assert.match(entry, /^\{"id":"IMPL-\d".*\},?$/);
  });

  it('prints nothing on standard output when it refuses, also with --json', async () => {
    assertRefused(await workflow(oneSession(), 'task', 'show', 'IMPL-9', '--json'), /no task IMPL-9; see: workflow task list/);
  });

  it('works from where -C says, each relative to the one before, as git does', async () => {
    const folder = oneSession();
    const elsewhere = temporaryFolder();
    assert.equal((await workflow(elsewhere, '-C', folder, 'task', 'next')).code, 0);
    assert.equal((await workflow(elsewhere, '-C', join(folder, '..'), '-C', 'place', '-C', '', 'task', 'next')).code, 0);
    assert.equal((await workflow(elsewhere, 'task', 'next', '-C', folder)).code, 0);
    assertRefused(await workflow(elsewhere, '-C', 'nowhere', 'task', 'next'), /Cannot change to "nowhere".*name a folder after -C/);
  });

  it('uses no colour when standard output is not a terminal', async () => {
    const folder = oneSession();
    for (const args of [['session', 'list'], ['task', 'list'], ['task', 'show', 'IMPL-1'], ['check'], ['todo'], ['--help']]) {
      const { stdout, stderr } = await workflowWith({ TERM: 'xterm-256color', FORCE_COLOR: '1' }, folder, ...args);
      assert.ok(!`${stdout}${stderr}`.includes('\u001b'), args.join(' '));
    }
  });

  it('uses colour on a terminal, unless NO_COLOR or a dumb terminal asks for none', async function () {
    const folder = oneSession();
    if ((await shell(folder, 'command -v script')).code !== 0) this.skip();
    const onTerminal = (env: string): ReturnType<typeof shell> => shell(folder, `${env} script -qec '"${process.execPath}" "$W" task list' /dev/null </dev/null`);
    assert.match((await onTerminal('TERM=xterm')).stdout, /\u001b\[32mcompleted\u001b\[0m/);
    assert.ok(!(await onTerminal('TERM=xterm NO_COLOR=1')).stdout.includes('\u001b['));
    assert.ok(!(await onTerminal('TERM=dumb')).stdout.includes('\u001b['));
  });

  it('asks on a terminal before it reopens, and takes anything but yes as no', async function () {
    const folder = oneSession();
    if ((await shell(folder, 'command -v script')).code !== 0) this.skip();
    const reopen = (said: string): ReturnType<typeof shell> => (
      shell(folder, `printf '${said}\\n' | script -qec '"${process.execPath}" "$W" task status IMPL-1 active' /dev/null`));
    const no = await reopen('n');
    assert.match(no.stdout, /IMPL-1 is completed and will be opened again\. Go ahead\? \[y\/N\]/);
    assert.equal(no.code, 2);
    assert.equal(textOf(folder, '.workflow/WFS-one/.task/IMPL-1.json'), taskText('IMPL-1', 'completed'));
    assert.equal((await reopen('yes')).code, 0);
    assert.equal(textOf(folder, '.workflow/WFS-one/.task/IMPL-1.json'), taskText('IMPL-1', 'active'));
  });

  it('takes it calmly when the reader has seen enough', async () => {
    const tasks = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`IMPL-${n + 1}`, taskText(`IMPL-${n + 1}`)]));
    const folder = folderWith(sessionFiles('WFS-big', 'active', tasks));
    const { stdout, stderr, code } = await shell(folder, `set -o pipefail; "${process.execPath}" "$W" task list --json | head -n 1`);
    assert.equal(stdout, '[\n');
    assert.equal(stderr, '');
    assert.equal(code, 0);
  });

  it('ends with exit code 3 when the answer cannot be written', async function () {
    if (!existsSync('/dev/full')) this.skip();
    const { code, stderr } = await shell(oneSession(), `"${process.execPath}" "$W" task list > /dev/full`);
    assert.match(stderr, /^workflow: .*ENOSPC[^\n]*\n$/);
    assert.equal(code, 3);
  });

  it('shows what a title hides, and obeys none of it', async () => {
    const title = 'calm\u001b[31m\nsecond line \u202e \u0007';
    const folder = folderWith(sessionFiles('WFS-x', 'active', { 'IMPL-1': JSON.stringify({ id: 'IMPL-1', title, status: 'pending' }) }));
    const { stdout } = await workflow(folder, 'task', 'list');
    assert.match(stdout, /^IMPL-1 +pending +calm second line ‹U\+202E›\n$/);
    const [task] = await answerOf(folder, 'task', 'list') as { title: string }[];
    assert.equal(task?.title, title);
  });

  it('writes who acted into the journal', async () => {
    const folder = oneSession();
    const journal = (): { actor: string }[] => textOf(folder, '.workflow/.state/journal.jsonl').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as { actor: string });
    await workflow(folder, 'task', 'status', 'IMPL-2', 'completed');
    await workflowWith({ AGENT_ROLE: 'backend' }, folder, 'task', 'status', 'IMPL-3', 'active');
    await workflowWith({ AGENT_ROLE: 'backend', WORKFLOW_ACTOR: 'hook:stop' }, folder, 'task', 'status', 'IMPL-3', 'completed');
    const [person, agent, named] = journal().map(({ actor }) => actor);
    assert.match(person ?? '', /^person:.+/);
    assert.equal(agent, 'agent:backend');
    assert.equal(named, 'hook:stop');
  });

  it('ends with exit code 3 and one line when a file cannot be written', async function () {
    if (process.getuid?.() === 0) this.skip(); // root may write everywhere
    const folder = oneSession();
    await shell(folder, 'chmod a-w .workflow/WFS-one/.task');
    const { code, stdout, stderr } = await workflow(folder, 'task', 'create', 'New');
    await shell(folder, 'chmod u+w .workflow/WFS-one/.task');
    assert.match(stderr, /^workflow: [^\n]+\n$/);
    assert.equal(stdout, '');
    assert.equal(code, 3);
  });

  it('ends with exit code 70 and asks for a report when the fault is ours, awaited or not', async () => {
    const folder = oneSession();
    const faults = { awaited: 'JSON.stringify = () => null.fault', unawaited: 'setImmediate(() => null.fault)' };
    for (const [name, fault] of Object.entries(faults)) {
      writeFiles(folder, { [`${name}.cjs`]: fault });
      const { code, stdout, stderr } = await workflowWith({ NODE_OPTIONS: `--require ${join(folder, `${name}.cjs`)}` }, folder, 'task', 'list', '--json');
      assert.match(stderr, /^workflow: A fault of ours, please report it with these lines:\nTypeError: /);
      assert.equal(code, 70);
      // What nobody waited for may come after the answer.
      if (name === 'awaited') assert.equal(stdout, '');
    }
  });

  it('ends with exit code 3 when something stands where a folder is needed', async () => {
    const folder = oneSession();
    writeFiles(folder, { '.workflow/.state': 'a file' });
    const { code, stdout, stderr } = await workflow(folder, 'task', 'create', 'New');
    assert.match(stderr, /^workflow: [^\n]+\n$/);
    assert.equal(stdout, '');
    assert.equal(code, 3);
  });
});
