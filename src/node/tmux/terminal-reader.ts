import { readFileSync, readlinkSync } from 'node:fs';
import { errorCode } from '../regular-file.js';

/** Who has a terminal, by what the kernel says of its processes (Linux; elsewhere nobody can tell). Never by what is on the screen. */

/** The process group in the foreground of the terminal of a process; `null`: nobody can tell. */
export function foregroundGroup(pid: number): number | null {
  const group = Number(statOf(pid)?.[5]);
  return Number.isInteger(group) && group > 0 ? group : null;
}

/** Whether one of the foreground processes waits for something to be typed on `tty`. `pid`: the first process of the terminal. */
export function isReading(pid: number, tty: string): boolean {
  const group = foregroundGroup(pid);
  return group !== null && withDescendants(pid).some((each) => Number(statOf(each)?.[2]) === group && readsFrom(each, tty));
}

/** Fields of /proc/<pid>/stat after the name, which may contain anything: state, parent, group, session, terminal, foreground group. */
function statOf(pid: number): readonly string[] | null {
  const text = read(`/proc/${pid}/stat`);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function withDescendants(pid: number): readonly number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`)?.trim().split(' ').filter((each) => each !== '').map(Number) ?? [];
  return [pid, ...children.flatMap(withDescendants)];
}

/** The number of the system call read(2). */
const readCalls: Readonly<Record<string, string>> = { x64: '0', arm64: '63' };

/** It is inside of read(2) on the terminal. */
function readsFrom(pid: number, tty: string): boolean {
  const call = read(`/proc/${pid}/syscall`);
  if (call === null) return sleepsReading(pid, tty);
  const [number = '', file = ''] = call.split(' ');
  return number === readCalls[process.arch] && target(pid, Number.parseInt(file, 16)) === tty;
}

/**
 * Where the system shows nobody what call a process is in (Yama): it sleeps as one who reads a terminal. Whoever reads a socket sleeps in
 * the same place, so one that has sockets proves nothing.
 */
export function sleepsReading(pid: number, tty: string): boolean {
  const place = read(`/proc/${pid}/wchan`);
  if (place === 'n_tty_read') return true;
  const sockets = Array.from({ length: 64 }, (_, file) => target(pid, file)).some((each) => each?.startsWith('socket:') === true);
  return place === 'wait_woken' && target(pid, 0) === tty && !sockets;
}

function target(pid: number, file: number): string | null {
  return quietly(() => readlinkSync(`/proc/${pid}/fd/${file}`));
}

function read(path: string): string | null {
  return quietly(() => readFileSync(path, 'utf8'));
}

/** Processes end while we look at them, and not all of what they do may be seen. */
function quietly(look: () => string): string | null {
  try {
    return look();
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return null;
  }
}
