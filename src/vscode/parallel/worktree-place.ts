import { openGit } from '../../node/git/git.js';
import { homeOf, type WorktreePlace } from '../../node/worktrees/place.js';
import type { Root } from '../roots/root.js';

/** Where worktrees of a root are, and what they are read and made with. */
export function worktreePlaceOf({ open }: Root): WorktreePlace {
  return { place: open.place, git: openGit(open.place.root), home: homeOf(open.place.root) };
}
