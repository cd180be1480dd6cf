import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { Git, GitOptions, GitOutcome } from '../../core/ports.js';
import { workTreeOf } from '../git-directory.js';
import { runProgram } from '../run-program.js';
import { realFolder } from '../state-root.js';
import { hardenedArguments, hardenedEnvironment, type Override } from './hardening.js';
import { replacedSettings } from './repository-settings.js';

const usualTimeoutMs = 120_000;
const usualMaxBytes = 64 * 1024 * 1024;

/** How long somebody else's `index.lock` is waited for, in milliseconds. It is never deleted: its owner may be at work. */
const lockWaits: readonly number[] = [20, 50, 100, 200, 400, 800, 1_500];

/** What git ends with when it could not do anything at all. */
const fatal = 128;

/** The Git port for a folder (absolute), on this machine's git. */
export function openGit(folder: string): Git {
  return { run: (args, options = {}) => runGit(folder, args, options) };
}

async function runGit(folder: string, args: readonly string[], options: GitOptions): Promise<GitOutcome> {
  const cwd = options.cwd ?? folder;
  const overrides = await replacedSettings(cwd, (question) => runOnce(cwd, { args: question, options: {}, overrides: [] }));
  const own = Object.entries(options.settings ?? {}).map(([name, value]) => ({ name, value }));
  const call: Call = { args, options, overrides: [...overrides, ...own] };
  return options.changes === true ? runWhenUnlocked(cwd, call) : runOnce(cwd, call);
}

interface Call {
  readonly args: readonly string[];
  readonly options: GitOptions;
  readonly overrides: readonly Override[];
}

/** Waits while somebody else holds the index, and tries again when he came first: such a call has changed nothing. */
async function runWhenUnlocked(cwd: string, call: Call): Promise<GitOutcome> {
  const lock = `${call.options.indexFile ?? join(workTreeOf(realFolder(cwd))?.gitDir ?? cwd, 'index')}.lock`;
  const isLocked = (): boolean => lstatSync(lock, { throwIfNoEntry: false }) !== undefined;
  for (const ms of lockWaits) {
    if (!isLocked()) {
      const outcome = await runOnce(cwd, call);
      if (outcome.code !== fatal || !isLocked()) return outcome;
    }
    await after(ms);
  }
  return runOnce(cwd, call);
}

/** What changes working trees and branches as a person would, and could start programs on the way. */
const guarded: ReadonlySet<string> = new Set(['add', 'branch', 'commit', 'merge', 'worktree']);

/**
 * What a person would call to change something goes through simple-git, whose guard is a second fence. What only looks, reads standard
 * input or is plumbing is started directly: looking is what happens fifty times a minute.
 */
async function runOnce(cwd: string, { args, options, overrides }: Call): Promise<GitOutcome> {
  const { input, timeoutMs = usualTimeoutMs, maxBytes = usualMaxBytes, signal, onText } = options;
  const hardened = hardenedArguments(args);
  const env = hardenedEnvironment(process.env, options, overrides);
  if (options.changes === true && input === undefined && guarded.has(args[0] ?? '')) {
    const { runGuarded } = await import('./simple-git-door.js');
    return runGuarded({ args: hardened, cwd, env, timeoutMs, maxBytes, signal });
  }
  return runProgram(['git', ...hardened], { cwd, env, timeoutMs, maxBytes, ...(input === undefined ? {} : { input }), ...(signal === undefined ? {} : { signal }), ...(onText === undefined ? {} : { onText }) });
}
