import { l10n, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { ContentStore } from '../../node/versions/content-store.js';
import { tellRefusal } from '../ask.js';
import type { Root } from '../roots/root.js';
import type { Roots } from '../roots/roots.js';
import type { TaskTarget, VersionTarget } from '../target.js';
import type { TreeNode } from '../trees/tree-node.js';
import { cleanUpContent } from './clean-up-gesture.js';
import type { FindContent } from './content-documents.js';
import { followVersions } from './follow-versions.js';
import { showFileHistory } from './history-gesture.js';
import { RunBadges } from './run-badges.js';
import { rollBack } from './rollback-gesture.js';
import { finishRun, startRun } from './run-gestures.js';
import { openRecord } from './open-record.js';
import { showOperation } from './show-change.js';
import { showSummary } from './summary-gesture.js';
import { approve, completeVersion, createVersion, reject } from './version-gestures.js';
import { workOn, type VersionWork } from './version-work.js';
import { versionsTree, waitingDecisions, waitingDecisionsText, type VersionsView } from './versions-tree.js';

/** What of versions is loaded late: it draws the tree, finds contents, and does what commands ask. */
export interface VersionsEditor extends Disposable {
  readonly badges: RunBadges;
  readonly findContent: FindContent;
  /** Shows more of a list of the tree. */
  readonly showMore: (list: string) => void;
  /** What only looks, so that it may be done before trust. `target`, `given`: what was clicked. */
  readonly showOperation: (target: VersionTarget) => Promise<void>;
  readonly openRecord: (target: VersionTarget) => Promise<void>;
  readonly showSummary: (root: Root, target: VersionTarget | null) => Promise<void>;
  readonly showFileHistory: (given: unknown) => Promise<void>;
  readonly startRun: (root: Root, target: VersionTarget | TaskTarget | null) => Promise<void>;
  /** `target`: what was clicked, `null`: the person picks one. */
  readonly act: (gesture: VersionGesture, root: Root, target: VersionTarget | null) => Promise<void>;
}

/** What is done with versions, and what is in them. */
export type VersionGesture = keyof typeof gestures;

const gestures = {
  createVersion: (work) => createVersion(work),
  completeVersion,
  finishRun,
  rollBack,
  approveDesign: (work, target) => approve(work, target, 'design'),
  approveImplementation: (work, target) => approve(work, target, 'implementation'),
  rejectDesign: (work, target) => reject(work, target, 'design'),
  rejectImplementation: (work, target) => reject(work, target, 'implementation'),
  cleanUpContent: (work) => cleanUpContent(work),
} satisfies Readonly<Record<string, (work: VersionWork, target: VersionTarget | null) => Promise<void>>>;

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
  const badges = lifetime.own(new RunBadges(roots));
  lifetime.own(followVersions(roots, draw));
  lifetime.own(workspace.onDidGrantWorkspaceTrust(draw));
  draw();
  return {
    badges,
    findContent: async ({ root, hash }) => {
      const place = roots.at(root)?.open.place;
      return place === undefined || hash === null ? null : new ContentStore(place).find(hash);
    },
    showMore: (list) => {
      limits.set(list, (limits.get(list) ?? listLimit) + listLimit);
      draw();
    },
    showOperation: async (target) => {
      const root = roots.at(target.root);
      if (root !== null) await showOperation(root, target);
    },
    openRecord: async (target) => {
      const root = roots.at(target.root);
      if (root !== null) await openRecord(root, target);
    },
    showSummary: (root, target) => showSummary(workOn(root), target),
    showFileHistory: (given) => showFileHistory(roots, given),
    startRun: (root, target) => trusted(root, () => startRun(workOn(root), target)),
    act: (gesture, root, target) => trusted(root, () => gestures[gesture](workOn(root), target)),
    dispose: () => lifetime.dispose(),
  };
}

/** Nothing runs and nothing is written before trust; afterwards what was done is seen at once. */
async function trusted({ open }: Root, work: () => Promise<void>): Promise<void> {
  if (!workspace.isTrusted) {
    tellRefusal(l10n.t('This folder is in Restricted Mode: nothing is recorded or changed until you trust it.'));
    return;
  }
  await work();
  await open.store.refresh();
}

function viewOf({ root, name, state }: Root): VersionsView {
  return { root, name, state: state.parts.versions };
}
