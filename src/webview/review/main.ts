import type { ReviewFromHost, ReviewModel, ReviewToHost } from '../../protocol/review.js';
import { renderReview } from './render-review.js';

interface VsCodeApi {
  postMessage(message: ReviewToHost): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const vscode = acquireVsCodeApi();
const page = document.querySelector('main');
const announcer = document.querySelector('#announcer');

/** Redraws everything and puts the keyboard, and what is selected in a text, back where it was. */
function show(model: ReviewModel): void {
  const focused = document.activeElement;
  const key = focused?.getAttribute('data-key');
  const selection = focused instanceof HTMLTextAreaElement && document.hasFocus() ? { text: focused.value, start: focused.selectionStart, end: focused.selectionEnd } : null;
  page?.replaceChildren(...renderReview(model, (intent) => { vscode.postMessage(intent); }));
  if (!key) return;
  const again = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  again?.focus({ preventScroll: true });
  if (!(again instanceof HTMLTextAreaElement) || selection === null) return;
  // What is being typed is newer than any model that was made before it.
  again.value = selection.text;
  again.setSelectionRange(selection.start, selection.end);
}

window.addEventListener('message', ({ data }: MessageEvent<ReviewFromHost>) => {
  if (data.type === 'model') show(data.model);
  else if (announcer) announcer.textContent = data.text;
});
vscode.postMessage({ type: 'ready' });
