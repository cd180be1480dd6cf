import { l10n } from 'vscode';
import type { Refusal } from '../../core/plans/plan.js';
import type { ReviewWords } from '../../core/versions/plan-review.js';
import { parseIssueLines } from '../../core/versions/review-issue.js';
import { approvalsWaiting } from '../../core/versions/version-selectors.js';
import type { CheckName, CheckResult, ReviewDecision } from '../../core/versions/version.js';
import type { RunState } from '../../core/versions/versions.js';
import { lookChecks } from '../../node/versions/review-checks.js';
import type { Done, VersionDesk } from '../../node/versions/version-desk.js';
import type { ReviewDraft } from '../../protocol/review.js';
import { askText, tellRefusal } from '../ask.js';
import type { Root } from '../roots/root.js';
import { deskOf } from '../versions/desk-of.js';
import { tellRefused } from '../tell-refused.js';

/** Writes what the person of this window says in reviews and approvals of one root. What is refused is told; then the answer is `false`. */
export class ReviewRecords {
  readonly #desk: VersionDesk;

  constructor(private readonly root: Root) {
    this.#desk = deskOf(root);
  }

  /** The working tree that a run was made in, absolute; `null`: it is gone. */
  topOf(run: RunState): string | null {
    return this.#desk.recorder.topOf(run.record.worktree);
  }

  /** Opens a review, or goes on with it, after looking at what needs no command. */
  async look(run: RunState, only: readonly CheckName[] = ['fileExists', 'manifestCompliance']): Promise<boolean> {
    const top = this.topOf(run);
    if (top === null) {
      tellRefusal(l10n.t('{0}, in which the work was done, is no working tree of this repository any more; there is nothing to look at.', run.record.worktree ?? ''));
      return false;
    }
    const looked = lookChecks({ run, top }).filter(({ name }) => only.includes(name));
    return this.#review(run, null, { checks: Object.fromEntries(looked.map(({ name, result }) => [name, result])) });
  }

  setCheck(run: RunState, name: CheckName, result: CheckResult): Promise<boolean> {
    return this.#review(run, null, { checks: { [name]: result } });
  }

  submit(run: RunState, decision: ReviewDecision, { notes, issues, suggestions }: ReviewDraft): Promise<boolean> {
    return this.#review(run, decision, { notes: notes.trim(), issuesFound: parseIssueLines(issues), suggestions: parseIssueLines(suggestions) });
  }

  /** `approval`: one that waits, by the name that the model gave it. A rejection asks for its reason. */
  async decide(approval: string, reject: boolean): Promise<boolean> {
    const waiting = approvalsWaiting(this.root.state.parts.versions).find(({ version, kind }) => `${version.name}/${kind}` === approval);
    if (waiting === undefined) return false;
    const { version: { name }, kind } = waiting;
    const reason = reject ? await askReason(name) : '';
    return reason !== null && this.#did(await this.#desk.approve(name, { kind, reject, reason }));
  }

  async #review(run: RunState, decision: ReviewDecision | null, words: ReviewWords): Promise<boolean> {
    return this.#did(await this.#desk.review(run.task, run.version, { decision, words }));
  }

  async #did(outcome: Done | Refusal): Promise<boolean> {
    if (outcome.kind === 'refusal') tellRefused(outcome);
    await this.root.open.store.refresh();
    return outcome.kind === 'done';
  }
}

function askReason(version: string): Promise<string | null> {
  return askText({
    title: l10n.t('Reject {0}', version), prompt: l10n.t('Why? The reason is kept with the version.'),
    check: (reason) => (reason === '' ? l10n.t('A rejection needs a reason.') : null),
  });
}
