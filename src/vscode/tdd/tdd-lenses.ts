import { CodeLens, EventEmitter, Range, type TextDocument, l10n, languages, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { CommandId } from '../commands/command-ids.js';
import type { TddProjects } from './tdd-projects.js';
import { sourcePattern } from './tdd-selector.js';

/** Above a source that has no test: that, and a click that creates one. What has a test says so in the language status. */
export class TddLenses implements Disposable {
  readonly #lifetime = new Lifetime();

  constructor(private readonly projects: TddProjects) {
    const changed = this.#lifetime.own(new EventEmitter<void>());
    this.#lifetime.own(projects.onDidChange(() => { changed.fire(); }));
    this.#lifetime.own(languages.registerCodeLensProvider(sourcePattern, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: (document) => this.lensesOf(document),
    }));
  }

  async lensesOf(document: TextDocument): Promise<CodeLens[]> {
    const file = this.projects.of(document.uri);
    if (file === null || !workspace.getConfiguration('workflow.tdd', document.uri).get<boolean>('codeLens', true)) return [];
    const { rules } = await file.project.config();
    if (!rules.enabled) return [];
    const verdict = await file.project.verdict(file.path, document.getText());
    if (verdict.kind !== 'source' || verdict.tests.length > 0) return [];
    const command: CommandId = 'workflow.createTestFile';
    return [new CodeLens(new Range(0, 0, 0, 0), { title: l10n.t('No test · Create'), tooltip: l10n.t('Creates a test that fails, at {0}', verdict.expected[0] ?? ''), command, arguments: [document.uri] })];
  }

  dispose(): void {
    this.#lifetime.dispose();
  }
}
