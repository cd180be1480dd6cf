import type { TaskStatus } from '../core/tasks/task-status.js';

/**
 * Messages between the extension and the Task page. The page is a dumb window: it says `ready`, gets the whole model and
 * sends back intents by name. Targets never travel: the page names a link by the id the model gave it.
 */

/** One line of text; `link` is the id to send back when it is clicked, `note` a quiet remark behind it. */
export interface PageLine {
  readonly text: string;
  readonly link?: string;
  readonly note?: string;
}

/** What a section is made of. Texts are plain text, shown as they are. */
export type PageBlock =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly PageLine[] }
  | { readonly kind: 'group'; readonly title: string; readonly blocks: readonly PageBlock[] };

/** A headed part of the page; `id` is unique on it. */
export interface PageSection {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly PageBlock[];
}

/** A status the task may go to next, with the verb on its button. */
export interface PageAction {
  readonly status: TaskStatus;
  readonly label: string;
  readonly primary: boolean;
}

/** Everything the page shows of one task. `notice` says why there is no content or no action, if so. */
export interface TaskPageModel {
  /** Names the task across reloads of the window; the page hands it back as its saved state. */
  readonly key: TaskPageKey;
  readonly id: string;
  readonly title: string;
  readonly status: { readonly word: TaskStatus | 'unknown'; readonly label: string };
  /** Short facts under the title, each a name and a value. */
  readonly facts: readonly { readonly name: string; readonly value: PageLine }[];
  readonly notice: string | null;
  readonly actions: readonly PageAction[];
  readonly sections: readonly PageSection[];
  /** Words of the page itself, in the person's language. */
  readonly words: { readonly openJson: string; readonly actions: string; readonly facts: string; readonly nowIs: string };
}

/**
 * Which task a page shows: state root (absolute path), session path, task id, and the task's file, which tells two files
 * apart that claim the same id.
 */
export interface TaskPageKey {
  readonly root: string;
  readonly session: string;
  readonly task: string;
  readonly file: string;
}

/** What the extension sends: always the whole model. */
export type TaskPageFromHost = { readonly type: 'model'; readonly model: TaskPageModel };

/** What the page sends. Checked by the extension before it believes a word of it. */
export type TaskPageToHost =
  | { readonly type: 'ready' }
  | { readonly type: 'set-status'; readonly status: string }
  | { readonly type: 'open-link'; readonly link: string }
  | { readonly type: 'open-json' };
