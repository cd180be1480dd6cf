// Starts a program in a process group and a temporary folder of its own, so that nothing of it is left behind.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const windows = process.platform === 'win32';
const running = new Map();

/** What every program finds in its environment: the same git settings and time zone on every machine. */
function environment(folder, extra) {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')); // set when a git hook runs the tests
  return { ...Object.fromEntries(own), TMPDIR: folder, TEMP: folder, TMP: folder, TZ: 'UTC',
    GIT_CONFIG_GLOBAL: join(root, 'test/host/gitconfig'), GIT_CONFIG_NOSYSTEM: '1', ...extra };
}

function killGroup({ pid }) {
  if (pid === undefined) return;
  if (windows) {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // ESRCH: nothing is left, as it should be
  }
}

/** Starts a Node program that shares our output and can send us messages; `env` is added to its environment. */
export function startGroup(args, env = {}) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'aw-')));
  const child = spawn(process.execPath, args, { cwd: root, env: environment(folder, env), stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: !windows });
  running.set(child, folder);
  return child;
}

/** Ends a program started by `startGroup`, everything that it started in turn, and its temporary folder. */
export function endGroup(child) {
  killGroup(child);
  const folder = running.get(child);
  running.delete(child);
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

process.once('exit', () => { for (const child of running.keys()) endGroup(child); });
// An end by signal would skip the line above.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
