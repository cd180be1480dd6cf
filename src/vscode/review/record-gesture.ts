import { commands, l10n } from 'vscode';
import { reasonAgainstReview } from '../../core/versions/plan-review.js';
import type { RunState } from '../../core/versions/versions.js';
import { askOne, tellRefusal } from '../ask.js';
import type { Root } from '../roots/root.js';
import type { Roots } from '../roots/roots.js';
import type { VersionTarget } from '../target.js';
import { runIcon, runStatusLabel } from '../versions/version-look.js';
import { attemptText } from './review-form.js';
import type { ReviewShow } from './review-show.js';

interface FoundRun {
  readonly root: Root;
  readonly run: RunState;
}

/** Shows the review of a run in its view: of the one that was clicked, else of one that the person picks among those that can be reviewed. */
export async function recordReview(roots: Roots, show: ReviewShow, target: VersionTarget | null): Promise<void> {
  const chosen = target?.run === undefined ? await askRun(roots) : { root: target.root, run: target.run };
  if (chosen === null) return;
  show.choose(chosen.root, chosen.run);
  await commands.executeCommand('workflow.review.focus');
}

async function askRun(roots: Roots): Promise<{ readonly root: string; readonly run: string } | null> {
  const found = roots.all.flatMap((root) => reviewable(root).map((run) => ({ root, run })));
  if (found.length === 0) {
    tellRefusal(l10n.t('No task run waits for a review. A run can be reviewed when it is finished.'));
    return null;
  }
  const several = roots.all.length > 1;
  const picked = await askOne<FoundRun>(l10n.t('Which task run?'), found.map((each) => ({
    label: attemptText(each.run, l10n),
    description: runStatusLabel(l10n.t, each.run.record.status),
    detail: several ? `${each.root.name}: ${each.run.record.agent}` : each.run.record.agent,
    icon: runIcon(each.run.record.status).id,
    value: each,
  })));
  return picked === null ? null : { root: picked.root.root, run: picked.run.directory };
}

/** Those that wait come first, the latest before the others; what is approved needs no review. */
function reviewable({ state }: Root): readonly RunState[] {
  const runs = state.parts.versions.versions.filter(({ record }) => record.status !== 'rolled_back').flatMap((version) => version.runs);
  const open = runs.filter((run) => reasonAgainstReview(run, null) === null && run.record.reviewSession?.decision !== 'approved').toReversed();
  return open.toSorted((a, b) => Number(b.record.status === 'review') - Number(a.record.status === 'review'));
}
