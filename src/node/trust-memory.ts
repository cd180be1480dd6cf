import type { StateRoot } from './state-root.js';
import { readVolatile, writeVolatile } from './volatile-file.js';

/**
 * The text of the last trust model that was whole, among the volatile things of a state root: so that a model which gets
 * broken or lost never makes a level higher than it was, whichever program asks next (decisions 5.5).
 */
const file = { folder: 'trust', name: 'last-good-model.yaml' };

/** What was remembered; `null`: nothing. */
export function recallTrustModel(place: StateRoot): string | null {
  return readVolatile(place, file);
}

/**
 * Remembers a text in place of the one before. `false`: it could not be written; then the one before goes on to be remembered.
 * Looking makes no `.workflow` where there is none, so without a repository and without sessions nothing is remembered.
 */
export async function rememberTrustModel(place: StateRoot, text: string): Promise<boolean> {
  return writeVolatile(place, file, text);
}
