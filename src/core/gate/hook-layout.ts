import { refusal, type Refusal } from '../plans/plan.js';

/** What is known of where git looks for the hooks of a working tree. Paths are absolute, with `/`. */
export interface HookPlace {
  /** The folder whose hooks git runs here. */
  readonly folder: string;
  /** Where `core.hooksPath` is set; `null`: nowhere, the folder is git's own. */
  readonly scope: 'local' | 'worktree' | 'everywhere' | null;
  /** Inside of the git directory; in a working tree, and there ignored or not; elsewhere. */
  readonly lies: 'in-git' | 'ignored' | 'tracked' | 'outside';
}

/**
 * How the gate stands there. `own`: it is the hooks in the folder, and runs what was there before. `called`: the hooks are somebody's own
 * and tracked, so they get lines that call it; `needsMode`: git itself runs them.
 */
export type HookLayout =
  | { readonly kind: 'own'; readonly folder: string }
  | { readonly kind: 'called'; readonly folder: string; readonly needsMode: boolean };

/** Which way fits: husky writes its folder anew again and again and runs the hooks above it; a tracked folder is shared with others. */
export function hookLayoutOf({ folder, scope, lies }: HookPlace): HookLayout | Refusal {
  if (scope === 'everywhere' || lies === 'outside') {
    const where = scope === 'everywhere' ? 'for all your repositories' : 'outside of this repository';
    return refusal('tdd/hooks-elsewhere', `core.hooksPath leads to ${folder}, ${where}, so a hook there would judge others too; give this repository its own with: git config core.hooksPath "$(git rev-parse --git-common-dir)/hooks"`);
  }
  const [above, husky] = [folder.slice(0, folder.lastIndexOf('/')), /\/\.husky\/_$/.test(folder)];
  if (husky) return { kind: 'called', folder: above, needsMode: false };
  return lies === 'tracked' ? { kind: 'called', folder, needsMode: true } : { kind: 'own', folder };
}
