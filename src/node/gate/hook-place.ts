import { realpathSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { WorkflowError } from '../../base/workflow-error.js';
import type { HookPlace } from '../../core/gate/hook-layout.js';
import type { Git } from '../../core/ports.js';

/** A working tree whose hooks are meant. Paths are absolute. */
export interface HookedTree {
  readonly git: Git;
  readonly top: string;
  readonly commonDir: string;
}

/** Where git looks for the hooks of a working tree, by its configuration as the person has it. */
export async function readHookPlace(tree: HookedTree): Promise<HookPlace> {
  const set = await readHooksPath(tree);
  const folder = set === null ? join(tree.commonDir, 'hooks') : realOf(resolve(tree.top, set.path));
  return { folder: folder.split(sep).join('/'), scope: set?.scope ?? null, lies: await whereLies(tree, folder) };
}

/** The last setting counts. Our own, which switches hooks off in each of our calls, does not. */
async function readHooksPath({ git, top }: HookedTree): Promise<{ readonly path: string; readonly scope: 'local' | 'worktree' | 'everywhere' } | null> {
  const { code, stdout, stderr } = await git.run(['config', '--show-scope', '--null', '--type=path', '--get-all', 'core.hooksPath'], { cwd: top });
  if (code > 1) throw new WorkflowError('io', `git config failed in ${top}: ${stderr.trim()}`);
  const fields = stdout.split('\0');
  const found = fields.flatMap((scope, index) => (index % 2 === 0 && index + 1 < fields.length && scope !== 'command' ? [{ scope, path: fields[index + 1] ?? '' }] : []));
  const last = found.at(-1);
  if (last === undefined || last.path === '') return null;
  return { path: last.path, scope: last.scope === 'local' || last.scope === 'worktree' ? last.scope : 'everywhere' };
}

async function whereLies({ git, top, commonDir }: HookedTree, folder: string): Promise<HookPlace['lies']> {
  if (isBelow(folder, commonDir)) return 'in-git';
  if (!isBelow(folder, top)) return 'outside';
  const { code } = await git.run(['check-ignore', '--quiet', '--', join(folder, 'pre-commit')], { cwd: top });
  return code === 0 ? 'ignored' : 'tracked';
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The real path of what is there, and below it what is not there yet. */
function realOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realOf(above), path.slice(above.length).replace(/^[\\/]/, ''));
  }
}
