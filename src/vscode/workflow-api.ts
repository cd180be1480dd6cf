import type { TreeDragAndDropController } from 'vscode';
import type { Event } from '../base/event.js';
import type { ReviewSurface } from './review/review-surface.js';
import type { TddSurface } from './tdd/tdd-surface.js';
import type { TreeNode } from './trees/tree-node.js';
import type { TrustSurface } from './trust/trust-surface.js';
import type { VersionsSurface } from './versions/versions-surface.js';

/** What the extension hands to other extensions and to its tests: what is seen, as data. */
export interface WorkflowApi {
  readonly sessions: () => readonly TreeNode[];
  readonly tasks: () => readonly TreeNode[];
  /** Fires when what is given may have changed. */
  readonly onDidChange: Event<unknown>;
  /** Drag and drop of the Tasks view. */
  readonly drag: TreeDragAndDropController<TreeNode>;
  /** File trust as it is shown. */
  readonly trust: Pick<TrustSurface, 'editor'>;
  /** The tree of versions, and what draws it. */
  readonly versions: Pick<VersionsSurface, 'rows' | 'editor'>;
  /** Reviews as they are shown. */
  readonly reviews: Pick<ReviewSurface, 'editor'>;
  /** Tests of files as they are shown. */
  readonly tdd: Pick<TddSurface, 'editor'>;
}
