import { l10n } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { ContentStore } from '../../node/versions/content-store.js';
import type { Root } from '../roots/root.js';
import type { Roots } from '../roots/roots.js';
import type { TreeNode } from '../trees/tree-node.js';
import type { VersionTarget } from '../target.js';
import type { FindContent } from './content-documents.js';
import { showOperation } from './show-change.js';
import { versionsTree, waitingDecisions, waitingDecisionsText, type VersionsView } from './versions-tree.js';

/** What of versions is loaded late: it draws the tree, finds contents, and does what commands ask. */
export interface VersionsEditor extends Disposable {
  readonly findContent: FindContent;
  /** Shows what an operation changed: before and after. */
  readonly showOperation: (target: VersionTarget) => Promise<void>;
  /** Shows more of a list of the tree. */
  readonly showMore: (list: string) => void;
}

export interface VersionsEditorOptions {
  readonly roots: Roots;
  readonly show: (shown: ShownVersions) => void;
}

/** What the view shows; `waiting` counts what waits for the person, `waitingText` says it. */
export interface ShownVersions {
  readonly rows: readonly TreeNode[];
  readonly waiting: number;
  readonly waitingText: string;
}

/** How many rows of one list are shown at once, and how many more each time. */
const listLimit = 200;

/** Begins to draw, now and whenever versions change. */
export function startVersions({ roots, show }: VersionsEditorOptions): VersionsEditor {
  const lifetime = new Lifetime();
  const limits = new Map<string, number>();
  const draw = (): void => {
    const views = roots.all.map(viewOf);
    const waiting = waitingDecisions(views);
    show({ rows: versionsTree(views, { t: l10n.t, limit: listLimit, limits }), waiting: waiting.approvals + waiting.reviews, waitingText: waitingDecisionsText(l10n.t, waiting) });
  };
  lifetime.own(roots.onDidChange(draw));
  draw();
  return {
    findContent: async ({ root, hash }) => {
      const place = roots.at(root)?.open.place;
      return place === undefined || hash === null ? null : new ContentStore(place).find(hash);
    },
    showOperation: async (target) => {
      const root = roots.at(target.root);
      if (root !== null) await showOperation(root, target);
    },
    showMore: (list) => {
      limits.set(list, (limits.get(list) ?? listLimit) + listLimit);
      draw();
    },
    dispose: () => lifetime.dispose(),
  };
}

function viewOf({ root, name, state }: Root): VersionsView {
  return { root, name, state: state.parts.versions };
}
