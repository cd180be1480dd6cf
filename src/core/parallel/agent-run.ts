import { asRole } from '../layout/names.js';
import { applyFresh } from '../plans/apply-fresh.js';
import type { ApplyPlan } from '../plans/applied.js';
import { refusal, type Plan, type Refusal } from '../plans/plan.js';
import type { Files } from '../ports.js';
import { loadHistory, loadProgress } from '../progress/load-progress.js';
import { planProgressInit, planProgressStatus, progressTime } from '../progress/plan-progress.js';
import { parseProgress } from '../progress/progress.js';

/** Where hand-overs are and how they are kept (`harness` of the configuration), and the time in milliseconds since the epoch. */
export interface RunPlace {
  readonly files: Files;
  readonly apply: ApplyPlan;
  readonly shared: string;
  readonly mostHistory: number;
  readonly now: number;
}

/** Begins the hand-over of an agent that is started on a feature, or goes on with the one that is there; `null`: done. */
export async function beginRun({ files, apply, shared, mostHistory, now }: RunPlace, feature: string, role: string): Promise<Refusal | null> {
  const checked = asRole(role);
  if (!checked.ok) return refusal('progress/role', checked.problem);
  const at = progressTime(now);
  const outcome = await applyFresh(async () => {
    const loaded = await loadProgress(files, { role: checked.value, shared });
    if (loaded.kind === 'refusal') return loaded;
    return planProgressInit({ feature, role }, { path: loaded.path, text: loaded.text, at }, { kept: await loadHistory(files), day: at.slice(0, 10), most: mostHistory });
  }, apply);
  return outcome.kind === 'refusal' ? outcome : null;
}

/** Pauses the run of an agent that was stopped while it was at work, so that its hand-over does not go on to say that it works. */
export async function pauseRun({ files, apply, shared, now }: RunPlace, role: string): Promise<void> {
  const checked = asRole(role);
  if (!checked.ok) return;
  await applyFresh(async () => {
    const loaded = await loadProgress(files, { role: checked.value, shared });
    if (loaded.kind === 'refusal') return loaded;
    const isAtWork = loaded.text !== null && ['active', 'resumed'].includes(parseProgress(loaded.text).status);
    return isAtWork ? planProgressStatus('paused', { path: loaded.path, text: loaded.text, at: progressTime(now) }) : nothingToDo;
  }, apply);
}

const nothingToDo: Plan = { kind: 'plan', title: 'Leave the hand-over as it is', steps: [], transitions: [] };
