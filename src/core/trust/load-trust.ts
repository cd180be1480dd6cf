import type { Finding } from '../findings/finding.js';
import { makeFinding } from '../findings/make-finding.js';
import type { ReadOutcome } from '../ports.js';
import { checkTrustModel } from './check-trust-model.js';
import { defaultTrustModel } from './default-trust-model.js';
import { parseTrustModel } from './parse-trust-model.js';
import { trustModelPath, type TrustModel } from './trust-model.js';

/**
 * Who decides about trust now. `source`: `model` the file, `built-in` there is none, `last-good` the file is broken and what it
 * said before holds, `careful` it is broken or gone and the lowest of several models counts. Never empty.
 */
export interface TrustState {
  readonly source: 'model' | 'built-in' | 'last-good' | 'careful';
  readonly models: readonly [TrustModel, ...TrustModel[]];
  /** The last model that was whole, to be handed in when the file is read the next time. */
  readonly lastGood: TrustModel | null;
  readonly findings: readonly Finding[];
}

/** Nothing is known yet. */
const noTrustState: TrustState = { source: 'built-in', models: [defaultTrustModel], lastGood: null, findings: [] };

/**
 * Takes what reading the model's file came to. A broken or removed model never makes a level higher than it was (decisions 5.5):
 * the last good one goes on to hold; where there is none, the built-in model does, lowered by what can still be read of the file.
 */
export function loadTrust(outcome: Exclude<ReadOutcome, { kind: 'unchanged' }>, before: TrustState = noTrustState): TrustState {
  if (outcome.kind === 'missing') return withoutFile(before);
  const { model, salvaged, findings } = parseTrustModel(trustModelPath, outcome);
  if (model !== null && outcome.kind === 'text') return { source: 'model', models: [model], lastGood: model, findings: [...findings, ...checkTrustModel(model, outcome.text)] };
  const { lastGood } = before;
  if (lastGood !== null) return { source: 'last-good', models: [lastGood], lastGood, findings };
  return { source: 'careful', models: [defaultTrustModel, ...salvaged], lastGood, findings };
}

function withoutFile({ lastGood }: TrustState): TrustState {
  if (lastGood === null) {
    const message = 'There is no trust model, so the built-in one holds.';
    return { source: 'built-in', models: [defaultTrustModel], lastGood, findings: [makeFinding({ code: 'trust/missing-model', file: trustModelPath, message })] };
  }
  const message = 'The trust model is gone; the lower of what it said and of the built-in model holds. Write one to say otherwise.';
  return { source: 'careful', models: [lastGood, defaultTrustModel], lastGood, findings: [makeFinding({ code: 'trust/removed-model', file: trustModelPath, message })] };
}

/** What to hand in for the first read when the text of the last good model was kept (see `TrustState.lastGood`). */
export function recalledTrust(text: string | null): TrustState {
  const model = text === null ? null : parseTrustModel(trustModelPath, { kind: 'text', text }).model;
  return { ...noTrustState, lastGood: model };
}
