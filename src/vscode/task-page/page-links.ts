import type { PageLine } from '../../protocol/task-page.js';
import { parseTargetFile, type TargetFile } from '../../core/tasks/target-file.js';

/** What a link of the page opens. The page itself only ever knows the link's id. */
export type LinkTarget = { readonly kind: 'file'; readonly file: TargetFile } | { readonly kind: 'task'; readonly task: string };

/** Hands out link ids while a page is being made and keeps what they stand for. */
export class PageLinks {
  readonly #targets = new Map<string, LinkTarget>();

  target(id: string): LinkTarget | undefined {
    return this.#targets.get(id);
  }

  toTask(task: string, note?: string): PageLine {
    return { text: task, link: this.#add({ kind: 'task', task }), ...(note === undefined ? {} : { note }) };
  }

  /** A line for a path or `file:function:lines`; without a link when it names nothing inside the state root. */
  toFile(text: string): PageLine {
    const file = parseTargetFile(text);
    return file === null ? { text } : { text, link: this.#add({ kind: 'file', file }) };
  }

  #add(target: LinkTarget): string {
    const id = `link-${String(this.#targets.size + 1)}`;
    this.#targets.set(id, target);
    return id;
  }
}
