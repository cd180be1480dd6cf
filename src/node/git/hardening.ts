import { WorkflowError } from '../../base/workflow-error.js';
import type { GitOptions } from '../../core/ports.js';

/** What makes a call of git safe in a repository that somebody else wrote (quality 3): in one place, for every call. */

/**
 * Subcommands that may be called. All are built in, so no alias can take their place. Not here, and never to be: `stash` (shared by
 * all worktrees), `clean` and `reset` (they lose work), `fetch`, `pull`, `push`, `clone`, `submodule` (they run programs and go out).
 */
const allowed: ReadonlySet<string> = new Set([
  'add', 'blame', 'branch', 'cat-file', 'check-attr', 'check-ignore', 'check-ref-format', 'commit', 'commit-tree', 'config', 'count-objects', 'diff',
  'diff-files', 'diff-index', 'diff-tree', 'for-each-ref', 'hash-object', 'log', 'ls-files', 'ls-tree', 'merge', 'merge-base', 'merge-tree', 'mktree',
  'name-rev', 'read-tree', 'rev-list', 'rev-parse', 'show', 'show-ref', 'status', 'symbolic-ref', 'update-index', 'update-ref', 'var', 'worktree', 'write-tree',
]);

/**
 * What a subcommand is told besides: not to show differences by programs that the repository names, and not to look into submodules,
 * which have settings of their own (whoever wants to know calls git there).
 */
const besides: Readonly<Record<string, readonly string[]>> = {
  blame: ['--no-textconv'],
  status: ['--ignore-submodules=dirty'],
  ...Object.fromEntries(['diff', 'diff-files', 'diff-index', 'diff-tree', 'log', 'show'].map((name) => [name, ['--no-ext-diff', '--no-textconv', '--ignore-submodules=dirty']])),
};

/** Settings that hold in every call; no file can say otherwise. */
const settings: readonly string[] = [
  'core.fsmonitor=false', 'core.hooksPath=/dev/null', 'protocol.ext.allow=never', 'gc.auto=0', 'maintenance.auto=false', 'core.quotePath=false', 'submodule.recurse=false',
  'diff.ignoreSubmodules=dirty',
];

/** A setting of a repository that is taken back. */
export interface Override {
  readonly name: string;
  readonly value: string;
}

/**
 * Variables of git that are a person's own and lead to no repository and no program. Everything else beginning with `GIT_` is left out,
 * all names of `git rev-parse --local-env-vars` among them: from a hook, `GIT_DIR` would count more than the folder.
 */
const ownVariables = /^GIT_(?:(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL|DATE)|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM)$/;

/** Programs that git would start for a person at a terminal. */
const programVariables: ReadonlySet<string> = new Set(['EDITOR', 'VISUAL', 'PAGER', 'SSH_ASKPASS', 'LESS', 'LV', 'PREFIX']);

/** The settings and arguments of a hardened call, as they follow the word `git`. */
export function hardenedArguments(args: readonly string[]): readonly string[] {
  const [name = '', ...rest] = args;
  if (!allowed.has(name)) throw new WorkflowError('unsupported', `"git ${name}" is not among the commands of git that are called here.`);
  if (args.some((each) => each.includes('\0'))) throw new WorkflowError('outside', 'An argument for git contains a NUL character.');
  return ['--no-pager', ...settings.flatMap((each) => ['-c', each]), name, ...(besides[name] ?? []), ...rest];
}

/** The environment of a hardened call. Overrides go here, because a name with "=" in it would mean something else after `-c`. */
export function hardenedEnvironment(base: NodeJS.ProcessEnv, { changes, indexFile, env }: GitOptions, overrides: readonly Override[]): Readonly<Record<string, string>> {
  const kept = Object.entries(base).flatMap(([name, value]) => (value === undefined || !isKept(name) ? [] : [[name, value] as const]));
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: '', // Not even what a partial clone would fetch by itself.
    ...(changes === true ? {} : { GIT_OPTIONAL_LOCKS: '0' }),
    ...(indexFile === undefined ? {} : { GIT_INDEX_FILE: indexFile }),
    ...(overrides.length === 0 ? {} : { GIT_CONFIG_COUNT: String(overrides.length) }),
    ...Object.fromEntries(overrides.flatMap(({ name, value }, index) => [[`GIT_CONFIG_KEY_${index}`, name], [`GIT_CONFIG_VALUE_${index}`, value]])),
    ...env,
  };
}

/** Windows does not tell upper case from lower. */
function isKept(name: string): boolean {
  const upper = name.toUpperCase();
  return upper.startsWith('GIT_') ? ownVariables.test(upper) : !programVariables.has(upper);
}
