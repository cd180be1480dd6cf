import { l10n } from 'vscode';
import { tellDone } from '../ask.js';
import type { AgentsView } from './agents-tree.js';

/** Tells once that an agent needs the person: when it begins to, and not again while it goes on to. */
export class AgentNotices {
  /** Who needs input already; what was so when the window opened stands in the tree, the badge and the status bar, and is no news. */
  #known: ReadonlySet<string> | null = null;

  constructor(private readonly reveal: (id: string) => Promise<void>) {}

  follow(views: readonly AgentsView[]): void {
    const asking = views.flatMap(({ root, agents }) => agents.filter(({ state }) => state === 'needs_input').map(({ role, why }) => ({ id: `agent:${root}:${role}`, role, why })));
    const news = this.#known === null ? [] : asking.filter(({ id }) => this.#known?.has(id) === false);
    this.#known = new Set(asking.map(({ id }) => id));
    const [first, ...others] = news;
    if (first === undefined) return;
    const text = others.length === 0 ? l10n.t('{0} needs input: {1}', first.role, first.why) : l10n.t('{0} agents need input: {1}', news.length, news.map(({ role }) => role).join(', '));
    void tellDone(text, { title: l10n.t('Show'), run: () => this.reveal(first.id) });
  }
}
