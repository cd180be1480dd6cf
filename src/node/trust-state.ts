import type { Files } from '../core/ports.js';
import { judgeTrust, type TrustJudge } from '../core/trust/judge-trust.js';
import { loadTrust, recalledTrust, type TrustState } from '../core/trust/load-trust.js';
import { trustModelPath } from '../core/trust/trust-model.js';
import type { StateRoot } from './state-root.js';
import { recallTrustModel, rememberTrustModel } from './trust-memory.js';

/** What the trust model of a state root says now, once; `text` is its file's. */
export async function readTrust({ place, files }: { readonly place: StateRoot; readonly files: Files }): Promise<{ readonly state: TrustState; readonly text: string }> {
  const before = recalledTrust(recallTrustModel(place));
  let state = before;
  let text = '';
  await files.read([{ path: trustModelPath }], (_, outcome) => {
    if (outcome.kind === 'unchanged') return;
    if (outcome.kind === 'text') text = outcome.text;
    state = loadTrust(outcome, before);
  });
  // Where it cannot be written the model is only not remembered; that is no reason not to answer.
  if (state.source === 'model') await rememberTrustModel(place, text);
  return { state, text };
}

/** Judges as the repository says, without a ceiling of a person's own. */
export async function openJudge(root: { readonly place: StateRoot; readonly files: Files }): Promise<TrustJudge> {
  return judgeTrust((await readTrust(root)).state.models);
}
