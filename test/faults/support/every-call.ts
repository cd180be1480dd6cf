import type { Syscalls } from '../../../src/node/writer/syscalls.js';

/** Runs `before` ahead of every call that changes the disk; what it throws the call throws. */
export function everyCall(calls: Syscalls, before: (name: keyof Syscalls) => void): Syscalls {
  return {
    mkdir: async (path) => { before('mkdir'); await calls.mkdir(path); },
    create: async (path, mode) => { before('create'); return calls.create(path, mode); },
    openAppend: async (path) => { before('openAppend'); return calls.openAppend(path); },
    write: async (handle, bytes) => { before('write'); return calls.write(handle, bytes); },
    chmod: async (handle, mode) => { before('chmod'); await calls.chmod(handle, mode); },
    sync: async (handle) => { before('sync'); await calls.sync(handle); },
    link: async (from, to) => { before('link'); await calls.link(from, to); },
    rename: async (from, to) => { before('rename'); await calls.rename(from, to); },
    unlink: async (path) => { before('unlink'); await calls.unlink(path); },
    syncDirectory: async (path) => { before('syncDirectory'); await calls.syncDirectory(path); },
  };
}

/** Kills this process with SIGKILL ahead of the n-th call, if the program was started with `die=<n>`. */
export function dieOption(options: readonly string[]): () => void {
  const die = Number(options.find((option) => option.startsWith('die='))?.slice('die='.length) ?? 'Infinity');
  let calls = 0;
  return () => {
    calls += 1;
    if (calls === die) process.kill(process.pid, 'SIGKILL');
  };
}
