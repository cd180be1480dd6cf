import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkflowError } from '../../base/workflow-error.js';
import { probedHooks } from '../../core/gate/hook-health.js';
import type { GateHook } from '../../core/gate/render-hook.js';
import { programs } from '../../node/run-program.js';
import type { HookedTree } from './hook-place.js';

/** A person's own variables of git; those about repositories are left out, so that the scratch alone counts. */
const kept = /^GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)$/;

/**
 * Tries whether git runs the hooks of the gate in a working tree: commits a source without a test, for real, with a HEAD, an index and
 * objects of its own in a folder that is removed afterwards. Nothing of the person's is touched, whatever the hooks say. Hooks are programs
 * of the repository, so this runs only where somebody asks for it in a folder that is trusted.
 */
export async function probeHooks(tree: HookedTree, gitDir: string): Promise<ReadonlySet<GateHook>> {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'workflow-probe-')));
  try {
    const env = await prepare(tree, gitDir, scratch);
    const nonce = randomUUID();
    const { stderr } = await programs.run(
      ['git', '-c', 'core.fsmonitor=false', '-c', 'commit.gpgSign=false', '-c', 'gc.auto=0', '-c', 'maintenance.auto=false', '-c', 'user.name=probe', '-c', 'user.email=probe@localhost', 'commit', '--quiet', '--message=probe'],
      { cwd: tree.top, env: { ...env, WORKFLOW_TDD_PROBE: nonce, GIT_EDITOR: 'true' }, timeoutMs: 60_000 });
    return probedHooks(stderr, nonce);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A git directory like that of a linked working tree, whose HEAD is at the same commit, with one source staged. */
async function prepare({ git, top, commonDir }: HookedTree, gitDir: string, scratch: string): Promise<Readonly<Record<string, string>>> {
  const head = await git.run(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], { cwd: top });
  // Before the first commit: a branch that only this folder knows.
  writeFileSync(join(scratch, 'HEAD'), head.code === 0 ? head.stdout : 'ref: refs/worktree/probe\n');
  writeFileSync(join(scratch, 'commondir'), `${commonDir}\n`);
  writeFileSync(join(scratch, 'gitdir'), `${join(top, '.git')}\n`);
  const settings = join(gitDir, 'config.worktree');
  if (existsSync(settings)) copyFileSync(settings, join(scratch, 'config.worktree'));
  mkdirSync(join(scratch, 'objects'));
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined && (!entry[0].startsWith('GIT_') || kept.test(entry[0])) && entry[0] !== 'TDD_SKIP');
  const env = {
    ...Object.fromEntries(own),
    GIT_DIR: scratch, GIT_WORK_TREE: top, GIT_INDEX_FILE: join(scratch, 'index'),
    GIT_OBJECT_DIRECTORY: join(scratch, 'objects'), GIT_ALTERNATE_OBJECT_DIRECTORIES: join(commonDir, 'objects'),
  };
  await staged({ git, top, env, isFirst: head.code !== 0 });
  return env;
}

interface Staging {
  readonly git: HookedTree['git'];
  readonly top: string;
  readonly env: Readonly<Record<string, string>>;
  readonly isFirst: boolean;
}

async function staged({ git, top, env, isFirst }: Staging): Promise<void> {
  const run = async (args: readonly string[], input?: string): Promise<string> => {
    const { code, stdout, stderr } = await git.run(args, { cwd: top, env, changes: true, ...(input === undefined ? {} : { input }) });
    if (code !== 0) throw new WorkflowError('io', `git ${args[0] ?? ''} failed in ${top}: ${stderr.trim()}`);
    return stdout.trim();
  };
  if (!isFirst) await run(['read-tree', 'HEAD']);
  const blob = await run(['hash-object', '-w', '--stdin'], 'export const probe = (): number => Math.random();\n');
  await run(['update-index', '--add', '--cacheinfo', `100644,${blob},workflow-probe-${randomUUID()}.ts`]);
}
