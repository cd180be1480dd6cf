import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { git } from '../../support/git.js';
import { needsProgram } from '../../support/needs-program.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { workflow } from './run-cli.js';

const program = resolve('dist/cli.js');

function repository(): string {
  const folder = join(temporaryFolder(), 'my pro ject');
  mkdirSync(folder);
  git(folder, 'init', '-q');
  git(folder, 'commit', '-qm', 'Begin', '--allow-empty');
  return folder;
}

describe('workflow monitor --watch', function () {
  this.timeout(60_000);

  it('tells again whenever a hand-over changes, a document a line, and ends when nobody reads', async () => {
    const folder = repository();
    await workflow(folder, 'progress', 'init', 'login', 'backend');
    const child = spawn(process.execPath, [program, 'monitor', '--watch', '--json'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((done) => child.once('close', done));
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async (): Promise<string> => {
      const [row] = JSON.parse(String((await lines.next()).value)) as readonly { role: string; state: string; task: string | null }[];
      return `${row?.role ?? ''} ${row?.state ?? ''} ${row?.task ?? ''}`;
    };
    assert.equal(await next(), 'backend idle ');
    await workflow(folder, 'progress', 'update', 'BE-1', 'in_progress');
    assert.equal(await next(), 'backend active BE-1');
    child.stdout.destroy();
    await workflow(folder, 'progress', 'update', 'BE-1', 'blocked', 'no schema');
    assert.equal(await ended, 0);
  });
});

/** A line for each change of what the person's tmux shows, and others. */
function changesOf(person: string): AsyncIterator<string> {
  const control = spawn('tmux', ['-L', person, '-C', 'attach-session', '-t', '=p'], { stdio: ['pipe', 'pipe', 'inherit'] });
  return createInterface({ input: control.stdout })[Symbol.asyncIterator]();
}

describe('workflow parallel attach', function () {
  this.timeout(60_000);
  before(() => { needsProgram('tmux'); });

  it('shows the panes in a terminal, even in one of the person\'s own tmux, until they detach', async () => {
    const folder = repository();
    await workflow(folder, 'parallel', 'start', 'login', '--roles', 'backend');
    await workflow(folder, 'parallel', 'send', 'login', 'backend', 'echo see $AGENT_ROLE here');
    const person = `person-${String(process.pid)}`;
    const theirs = (...args: readonly string[]): string => spawnSync('tmux', ['-L', person, '-f', '/dev/null', ...args], { cwd: folder, encoding: 'utf8' }).stdout;
    const seen = (): string => theirs('capture-pane', '-p', '-t', '=p:');
    try {
      theirs('new-session', '-d', '-s', 'p', '-x', '120', '-y', '30', 'sh', '-c', '"$0" "$1" parallel attach login; echo left with $?; read x', process.execPath, program);
      const changes = changesOf(person);
      for (const [text, keys] of [['see backend here', ['C-b', 'd']], ['left with 0', []]] as const) {
        while (!seen().includes(text)) assert.notEqual((await changes.next()).done, true, seen());
        theirs('send-keys', '-t', '=p:', ...keys);
      }
      assert.match((await workflow(folder, 'parallel', 'output', 'login', 'backend')).stdout, /see backend here/);
    } finally {
      theirs('kill-server');
      await workflow(folder, 'parallel', 'stop', 'login');
    }
  });
});
