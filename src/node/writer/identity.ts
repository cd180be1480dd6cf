import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { errorCode } from '../regular-file.js';

/**
 * Who made a lock or a temporary file, as a string that fits into a file name, so that creating the file and saying who
 * did it is one atomic act: `<pid>.<start>.<boot>.<namespace>.<host>.<nonce>`. A part that cannot be known is `x`.
 */
export type Identity = string;

interface IdentityParts {
  readonly pid: string;
  /** Clock ticks after boot at which the process started: tells a process from a later one with its pid. */
  readonly start: string;
  readonly boot: string;
  readonly namespace: string;
  readonly host: string;
}

const pattern = /^(\d+)\.(\d+|x)\.([0-9a-f]{8}|x)\.(\d+|x)\.([0-9a-f]{8})\.[0-9a-f]{12}$/;
const unknown = 'x';

const own: IdentityParts = {
  pid: String(process.pid),
  start: startOf(process.pid) ?? unknown,
  boot: tryRead(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)) ?? unknown,
  namespace: tryRead(() => /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0]) ?? unknown,
  host: createHash('sha256').update(hostname()).digest('hex').slice(0, 8),
};

/** A new identity of this process; every one is different. */
export function newIdentity(): Identity {
  return [own.pid, own.start, own.boot, own.namespace, own.host, randomBytes(6).toString('hex')].join('.');
}

const abandoned = new Set<Identity>();

/** Gives up an identity whose file could not be removed, so that at least this process does not wait for itself. */
export function abandon(identity: Identity): void {
  abandoned.add(identity);
}

/** Whether a text is an identity, so that names of other people's files are never taken for one. */
export function isIdentity(text: string): boolean {
  return pattern.test(text);
}

/**
 * Whether the process of an identity is dead beyond doubt. No clock decides: it is dead when this machine was booted
 * since, or when its pid is gone or belongs to a process that started at another time. Of another host or another pid
 * namespace nothing can be known, so the answer is no.
 */
export function isProvablyDead(identity: Identity): boolean {
  const [, pid, start, boot, namespace, host] = pattern.exec(identity) ?? [];
  if (abandoned.has(identity)) return true;
  if (pid === undefined || host !== own.host) return false;
  if (boot !== own.boot) return boot !== unknown && own.boot !== unknown;
  return namespace === own.namespace && !isRunning(Number(pid), start ?? unknown);
}

/** Whether a process of this machine runs, and is the one that started then. */
function isRunning(pid: number, start: string): boolean {
  if (!pidExists(pid)) return false;
  const startNow = startOf(pid);
  return start === unknown || startNow === null || startNow === start;
}

/** Signal 0 asks without sending. Not being allowed to send (EPERM) proves that somebody is there. */
function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}

/** Field 22 of /proc/<pid>/stat, counted behind the program's name, which may hold anything but is the last in brackets. */
function startOf(pid: number): string | null {
  const stat = tryRead(() => readFileSync(`/proc/${String(pid)}/stat`, 'utf8'));
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

/** Systems without /proc know less; that is no failure. */
function tryRead(read: () => string | undefined): string | null {
  try {
    return read() ?? null;
  } catch {
    return null;
  }
}
