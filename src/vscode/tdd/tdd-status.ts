import { type Command, LanguageStatusSeverity, type TextEditor, l10n, languages, window } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { plainLine } from '../../core/text/escape.js';
import type { FileVerdict } from '../../core/tdd/file-verdict.js';
import type { CommandId } from '../commands/command-ids.js';
import type { FileInProject, TddProjects } from './tdd-projects.js';
import { sourcePattern } from './tdd-selector.js';

interface Shown {
  readonly text: string;
  readonly detail: string;
  readonly command: Command | undefined;
}

/** In the language status of the file in front: its test, or what it tests, with the way there; and how much of it tests run. */
export class TddStatus implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #item = this.#lifetime.own(languages.createLanguageStatusItem('workflow.tdd', sourcePattern));
  #turn = 0;

  constructor(private readonly projects: TddProjects) {
    this.#item.name = l10n.t('Workflow: Tests');
    const look = (): void => void this.#look(window.activeTextEditor);
    this.#lifetime.own(window.onDidChangeActiveTextEditor(look));
    this.#lifetime.own(projects.onDidChange(look));
    look();
  }

  /** What it says now. */
  get text(): string {
    return this.#item.text;
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  /** What was looked up for a file that is in front no more is not shown. */
  async #look(editor: TextEditor | undefined): Promise<void> {
    const turn = ++this.#turn;
    const file = editor === undefined ? null : this.projects.of(editor.document.uri);
    if (editor === undefined || file === null) return;
    const verdict = await file.project.verdict(file.path, editor.document.getText());
    if (turn !== this.#turn) return;
    const { text, detail, command } = shownOf(file, verdict);
    this.#item.text = plainLine(text);
    this.#item.detail = plainLine(detail);
    this.#item.command = command;
    this.#item.severity = LanguageStatusSeverity.Information;
  }
}

function shownOf({ project, path }: FileInProject, verdict: FileVerdict): Shown {
  const go: CommandId = 'workflow.goToTest';
  const create: CommandId = 'workflow.createTestFile';
  const uri = project.uriOf(path);
  const command = (id: CommandId, title: string): Command => ({ command: id, title, arguments: [uri] });
  if (verdict.kind === 'none') return { text: l10n.t('Needs no test'), detail: verdict.why, command: undefined };
  if (verdict.kind === 'test') {
    const [source] = verdict.sources;
    return source === undefined ? { text: l10n.t('A test'), detail: '', command: undefined } : { text: l10n.t('Tests {0}', source), detail: '', command: command(go, l10n.t('Go to Source')) };
  }
  const [test] = verdict.tests;
  if (test === undefined) return { text: l10n.t('No test'), detail: '', command: command(create, l10n.t('Create')) };
  const coverage = project.coverage().percentOf(path);
  return { text: l10n.t('Tested by {0}', test), detail: coverage === null ? '' : l10n.t('{0} % of the lines are run', coverage), command: command(go, l10n.t('Go to Test')) };
}
