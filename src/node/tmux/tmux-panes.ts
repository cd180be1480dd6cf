import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { WorkflowError } from '../../base/workflow-error.js';
import { asPaneName, featureOfSession } from '../../core/parallel/pane-names.js';
import type { PaneAddress, Panes, PaneStart, ProgramOutcome } from '../../core/ports.js';
import { clock } from '../clock.js';
import { errorCode } from '../regular-file.js';
import { listPanes, paneOptions, type TmuxPane } from './pane-list.js';
import { callTmux, tmuxArgv } from './tmux-call.js';

/** Lines that a pane remembers. */
const history = '10000';

/** Every pane of a server keeps what it showed when its program has ended; one that nobody looks at is large enough for several. */
const prepare = [
  ['start-server'],
  ['set-option', '-g', 'remain-on-exit', 'on'],
  ['set-option', '-gq', 'remain-on-exit-format', ''],
  ['set-option', '-g', 'history-limit', history],
  ['set-option', '-g', 'pane-border-status', 'top'],
  ['set-option', '-g', 'pane-border-format', ` #{${paneOptions.role}} `],
] as const;
const size = ['-x', '200', '-y', '120'] as const;

/** The Panes port by tmux, for the state root at `root` (absolute): its own server, names that were checked, targets by id. */
export function tmuxPanes(root: string): Panes {
  return {
    start: (pane) => start(root, pane),
    send: (pane, line) => send(root, pane, line),
    capture: (pane, lines) => capture(root, pane, lines),
    // From inside of a person's own tmux, too.
    attach: (session) => ['env', '-u', 'TMUX', '-u', 'TMUX_TMPDIR', ...tmuxArgv(root, [['attach-session', '-t', sessionTarget(session)]])],
    stop: (session, role) => stop(root, session, role),
    list: async () => (await listPanes(root)).map(({ state }) => state).toSorted((one, other) => one.startedAt - other.startedAt),
  };
}

async function find(root: string, { session, role }: PaneAddress): Promise<TmuxPane | undefined> {
  sessionTarget(session);
  return (await listPanes(root)).find(({ state }) => state.session === session && state.role === role);
}

async function start(root: string, pane: PaneStart): Promise<'started' | 'running'> {
  if (!asPaneName(pane.role, 'role').ok) throw notOurs(pane.role);
  const found = await find(root, pane);
  if (found?.state.life.kind === 'running') return 'running';
  const shell = process.env['SHELL'] ?? '/bin/sh';
  const command = commandOf(pane, shell);
  const id = found === undefined ? await open(root, pane, command) : await reopen(root, found, command);
  const options = { [paneOptions.role]: pane.role, [paneOptions.startedAt]: String(clock.now()), [paneOptions.shell]: pane.argv === null ? basename(shell) : '' };
  const marks = Object.entries(options).map(([name, value]) => ['set-option', '-p', '-t', id, name, value]);
  succeed(await callTmux({ root, cwd: root }, ...marks, ['select-layout', '-t', id, 'tiled']));
  return 'started';
}

/** `env` sets the variables for this program alone, and makes of a program without arguments no line for a shell. */
function commandOf({ env, argv }: PaneStart, shell: string): readonly string[] {
  const [program = '', ...rest] = argv ?? [shell];
  if (program === '' || program.includes('=') || program.startsWith('-')) throw new WorkflowError('unsupported', `"${program}" is not the name of a program.`);
  return ['env', ...Object.entries(env).map(([name, value]) => `${name}=${value}`), program, ...rest];
}

/** In the place of one that has ended, in the same folder. */
async function reopen(root: string, { id }: TmuxPane, command: readonly string[]): Promise<string> {
  succeed(await callTmux({ root, cwd: root }, ['respawn-pane', '-k', '-t', id, ...command]));
  return id;
}

/** Makes a pane beside the others of its session, or the session with it. Answers with its id. */
async function open(root: string, { session, cwd }: PaneStart, command: readonly string[]): Promise<string> {
  const place = { root, cwd };
  const print = ['-d', '-P', '-F', '#{pane_id}'];
  const isThere = (await callTmux(place, ['has-session', '-t', sessionTarget(session)])).code === 0;
  if (isThere) return succeed(await callTmux(place, ['split-window', ...print, '-t', `${sessionTarget(session)}:`, ...command]));
  return succeed(await persistently(() => callTmux(place, ...prepare, ['new-session', ...print, '-s', session, ...size, ...command])));
}

/** A server whose last session has just ended is on its way out, and answers nobody any more. */
async function persistently(call: () => Promise<ProgramOutcome>): Promise<ProgramOutcome> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await call();
    if (outcome.code === 0 || attempt === 5) return outcome;
    await wait(attempt * 50);
  }
}

async function send(root: string, pane: PaneAddress, line: string): Promise<'sent' | 'ended' | 'missing'> {
  const found = await find(root, pane);
  if (found === undefined) return 'missing';
  if (found.state.life.kind === 'ended') return 'ended';
  const target = ['-t', found.id];
  // Somebody who scrolls in it would get the keys instead.
  const leave = found.inMode ? [['send-keys', ...target, '-X', 'cancel']] : [];
  const type = line === '' ? [] : [['send-keys', ...target, '-l', '--', line]];
  succeed(await callTmux({ root, cwd: root }, ...leave, ...type, ['send-keys', ...target, 'Enter']));
  return 'sent';
}

async function capture(root: string, pane: PaneAddress, lines: number): Promise<readonly string[] | null> {
  const found = await find(root, pane);
  if (found === undefined) return null;
  const text = succeed(await callTmux({ root, cwd: root }, ['capture-pane', '-p', '-J', '-t', found.id, '-S', '-']));
  return text.trimEnd().split('\n').slice(-lines).map((line) => line.trimEnd());
}

async function stop(root: string, session: string, role?: string): Promise<boolean> {
  const target = sessionTarget(session);
  const ended = (await listPanes(root)).filter(({ state }) => state.session === session && (role === undefined || state.role === role));
  if (ended.length === 0) return false;
  const kill = role === undefined ? [['kill-session', '-t', target]] : ended.map(({ id }) => ['kill-pane', '-t', id]);
  succeed(await callTmux({ root, cwd: root }, ...kill));
  await Promise.all(ended.filter(({ state }) => state.life.kind === 'running').map(({ pid }) => seeOut(pid)));
  return true;
}

/** Waits until a program that was told to hang up is gone; one that does not listen is killed with its group. */
async function seeOut(pid: number): Promise<void> {
  for (let attempt = 0; attempt < 40; attempt++) {
    if (!signal(pid, 0)) return;
    await wait(25);
  }
  signal(-pid, 'SIGKILL');
}

/** `false`: there is nobody of that number. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
    return false;
  }
}

/** Only sessions of ours, and only exactly that one: without "=" the beginning of a name would do. */
function sessionTarget(session: string): string {
  if (featureOfSession(session) === null) throw notOurs(session);
  return `=${session}`;
}

function notOurs(name: string): WorkflowError {
  return new WorkflowError('outside', `${JSON.stringify(name)} is not the name of a pane of ours.`);
}

function succeed({ code, stdout, stderr }: ProgramOutcome): string {
  if (code === 0) return stdout.trimEnd();
  throw new WorkflowError('io', `tmux failed: ${stderr.trim().replaceAll('\n', ' ')}.`);
}
