import type { Disposable } from '../../base/lifetime.js';
import type { Roots } from '../roots/roots.js';

/** Tells when versions changed, or the roots did: not at every change of a task, which comes far more often. */
export function followVersions(roots: Roots, changed: () => void): Disposable {
  const look = (): readonly unknown[] => roots.all.flatMap((root) => [root, root.state.parts.versions]);
  let seen = look();
  return roots.onDidChange(() => {
    const now = look();
    if (now.length === seen.length && now.every((each, index) => each === seen[index])) return;
    seen = now;
    changed();
  });
}
