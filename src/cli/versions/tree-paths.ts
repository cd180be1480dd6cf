import { isAbsolute, relative, resolve, sep } from 'node:path';
import { refusal, type Refusal } from '../../core/plans/plan.js';
import { plainLine } from '../../core/text/escape.js';
import { realFolder } from '../../node/state-root.js';

const isBelow = (top: string, folder: string): boolean => folder === top || folder.startsWith(`${top}${sep}`);

/**
 * Paths of a command line as a working tree calls them. They are meant from where the command runs; who is not in the tree means them
 * from its top. One that leads out of the tree is refused.
 */
export function pathsInTree(top: string, paths: readonly string[]): readonly string[] | Refusal {
  const here = realFolder(process.cwd());
  const found = paths.map((path) => relative(top, resolve(isBelow(top, here) ? here : top, path)).split(sep).join('/') || '.');
  const outside = found.findIndex((path) => path === '..' || path.startsWith('../') || isAbsolute(path));
  return outside < 0 ? found : refusal('operation/outside', plainLine(`${paths[outside] ?? ''} is not below ${top}, where the run works, so nothing was recorded; name files in there.`));
}
