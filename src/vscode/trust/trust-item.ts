import { MarkdownString, StatusBarAlignment, type StatusBarItem, l10n, window } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { escapeMarkdown } from '../../core/text/escape.js';
import type { JudgedFile, TrustModels } from './trust-models.js';
import { subjectInFront } from './trust-subject.js';
import { termsTexts, troubleText } from './trust-words.js';

/** The status bar item with the trust level of the file in front, and why. It never warns by its colour: a level is no fault. */
export class TrustItem implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #item: StatusBarItem;

  constructor(private readonly models: TrustModels) {
    this.#item = this.#lifetime.own(window.createStatusBarItem('trust', StatusBarAlignment.Right, 90));
    this.#item.name = l10n.t('Workflow: File Trust');
    this.#item.command = 'workflow.explainTrust';
    const update = (): void => { this.#update(); };
    this.#lifetime.own(window.tabGroups.onDidChangeTabs(update));
    this.#lifetime.own(window.tabGroups.onDidChangeTabGroups(update));
    this.#lifetime.own(models.onDidChange(update));
    update();
  }

  /** What it says now, `null` while it says nothing. */
  get text(): string | null {
    return subjectInFront() === null ? null : this.#item.text;
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #update(): void {
    const subject = subjectInFront();
    if (subject === null) {
      this.#item.hide();
      return;
    }
    const file = subject.kind === 'file' ? this.models.judge(subject.uri) : null;
    if (file === null) this.#sayNothing(subject.kind === 'none' && subject.why === 'untitled' ? l10n.t('A file has a trust level once it is saved in the folder.') : l10n.t('Only files in the folder have a trust level.'));
    else this.#say(file);
    this.#item.show();
  }

  #sayNothing(why: string): void {
    this.#item.text = `$(shield) ${l10n.t('File trust: n/a')}`;
    this.#item.tooltip = why;
    this.#item.accessibilityInformation = { label: l10n.t('File trust: not applicable. {0}', why), role: 'button' };
  }

  #say({ answer, trust }: JudgedFile): void {
    const trouble = troubleText(l10n.t, trust.state);
    const terms = termsTexts(l10n.t, answer);
    this.#item.text = `$(shield) ${l10n.t('File trust: {0}', answer.level)}`;
    this.#item.tooltip = new MarkdownString([
      `**${escapeMarkdown(l10n.t('File trust: {0}', answer.level))}**`,
      escapeMarkdown(answer.reason),
      terms.map(escapeMarkdown).join('  \n'),
      ...(trouble === null ? [] : [`**${escapeMarkdown(trouble)}**`]),
      escapeMarkdown(l10n.t('Click for the rule and more.')),
    ].join('\n\n'));
    this.#item.accessibilityInformation = { label: [l10n.t('File trust: {0}.', answer.level), answer.reason, ...terms, ...(trouble === null ? [] : [trouble])].join(' '), role: 'button' };
  }
}
