import { l10n, StatusBarAlignment, type StatusBarItem, window } from 'vscode';
import { Lifetime, type Disposable } from '../base/lifetime.js';
import { plainLine } from '../core/text/escape.js';
import type { Roots } from './roots/roots.js';
import { needsPerson, openSessions, waitingText } from './trees/needs-person.js';
import { shownSessions } from './trees/shown-sessions.js';
import type { ViewChoices } from './view-choices.js';

/** The status bar item that says what waits for the person. It is there only while something does. */
export class WaitingItem implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #item: StatusBarItem;

  constructor(private readonly roots: Roots, private readonly choices: ViewChoices) {
    this.#item = this.#lifetime.own(window.createStatusBarItem('waiting', StatusBarAlignment.Left, 10));
    this.#item.name = l10n.t('Workflow: What Needs You');
    this.#lifetime.own(roots.onDidChange(() => { this.#update(); }));
    this.#lifetime.own(choices.onDidChange(() => { this.#update(); }));
    this.#update();
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #update(): void {
    const shown = shownSessions(this.roots.all, this.choices.current.session).map(({ session }) => session);
    const sessions = [...new Set([...shown, ...openSessions(this.roots.all)])].filter((session) => needsPerson([session]).total > 0);
    const waiting = needsPerson(sessions);
    if (waiting.total === 0) {
      this.#item.hide();
      return;
    }
    const text = waitingText(l10n.t, waiting);
    this.#item.text = `$(warning) ${text}`;
    this.#item.tooltip = [l10n.t('Tasks that need you. Click to see them.'), ...sessions.map((session) => `${plainLine(session.title)}: ${waitingText(l10n.t, needsPerson([session]))}`)].join('\n');
    this.#item.command = sessions.some((session) => shown.includes(session)) ? 'workflow.tasks.focus' : 'workflow.sessions.focus';
    this.#item.accessibilityInformation = { label: l10n.t('Tasks that need you: {0}', text), role: 'button' };
    this.#item.show();
  }
}
