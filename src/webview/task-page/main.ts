import type { TaskPageFromHost, TaskPageModel, TaskPageToHost } from '../../protocol/task-page.js';
import { renderTaskPage } from './render-task-page.js';

interface VsCodeApi {
  postMessage(message: TaskPageToHost): void;
  setState(state: TaskPageModel['key']): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const vscode = acquireVsCodeApi();
const page = document.querySelector('main');
const announcer = document.querySelector('#announcer');
let shown: TaskPageModel | undefined;

/** Redraws everything and puts the keyboard back where it was, so that a change from outside does not disturb reading. */
function show(model: TaskPageModel): void {
  const focused = document.activeElement?.getAttribute('data-key');
  page?.replaceChildren(...renderTaskPage(model, (intent) => { vscode.postMessage(intent); }));
  if (focused) restoreFocus(focused);
  announce(model);
  vscode.setState(model.key);
  shown = model;
}

function restoreFocus(key: string): void {
  const again = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? document.querySelector<HTMLElement>('h1');
  again?.focus({ preventScroll: true });
}

/** Says a new status aloud, but only of the task that was already on the page. */
function announce(model: TaskPageModel): void {
  const same = shown?.key.file === model.key.file;
  if (!announcer || !same || shown?.status.label === model.status.label) return;
  announcer.textContent = `${model.id} ${model.words.nowIs} ${model.status.label}`;
}

window.addEventListener('message', (event: MessageEvent<TaskPageFromHost>) => { show(event.data.model); });
vscode.postMessage({ type: 'ready' });
