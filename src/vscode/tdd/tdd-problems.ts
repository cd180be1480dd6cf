import { CodeAction, CodeActionKind, type Diagnostic, type Uri, l10n, languages, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { isWorkflowError } from '../../base/workflow-error.js';
import type { Log, Time } from '../../core/ports.js';
import { checkChange, checkCoverage, type TddFinding } from '../../core/tdd/check-change.js';
import { readChange } from '../../node/tdd/read-change.js';
import type { CommandId } from '../commands/command-ids.js';
import { diagnosticOf } from '../problems/diagnostic-of.js';
import { rangeIn } from '../problems/editor-range.js';
import type { TddProject } from './tdd-project.js';
import type { TddProjects } from './tdd-projects.js';
import { sourcePattern } from './tdd-selector.js';

/** So long nothing more has to change before the tests of what is changed are looked at. Milliseconds. */
const quietMs = 600;

export interface ProblemPorts {
  readonly log: Log;
  readonly time: Time;
}

/**
 * What is wrong with tests, in Problems: of what is changed and not committed, as `workflow check` says it, where the project's
 * configuration speaks of tests; and what a person asked for, until it is asked for again.
 */
export class TddProblems implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #changes = this.#lifetime.own(languages.createDiagnosticCollection('workflow.tdd'));
  readonly #asked = this.#lifetime.own(languages.createDiagnosticCollection('workflow.tdd.asked'));
  #cancelTimer: () => void = () => undefined;
  #running: AbortController | null = null;

  constructor(private readonly projects: TddProjects, private readonly ports: ProblemPorts) {
    this.#lifetime.own(projects.onDidChange(() => { this.#soon(); }));
    this.#lifetime.onEnd(() => {
      this.#cancelTimer();
      this.#running?.abort();
    });
    this.#lifetime.own(languages.registerCodeActionsProvider(sourcePattern, { provideCodeActions: (document, _, { diagnostics }) => actionsFor(document.uri, diagnostics) }, { providedCodeActionKinds: [CodeActionKind.QuickFix] }));
    void this.look();
  }

  /** Looks at what is changed, now. A look that is overtaken by another shows nothing. */
  async look(): Promise<void> {
    if (!workspace.isTrusted) return;
    this.#cancelTimer();
    this.#running?.abort();
    const running = this.#running = new AbortController();
    try {
      const found = await Promise.all(this.projects.all.map(async (project) => [project, await findingsOfChanges(project, running.signal)] as const));
      if (running.signal.aborted) return;
      this.#changes.clear();
      for (const [project, findings] of found) showIn(this.#changes, project, findings);
    } catch (error) {
      // A git that is busy or missing, or a call that was overtaken: the next change looks again.
      if (!isWorkflowError(error)) throw error;
      if (error.code !== 'cancelled') this.ports.log.warn(`Tests of what is changed could not be checked: ${error.message}`);
    }
  }

  /** Shows what a person asked for, in place of what was asked before. */
  showAsked(found: readonly (readonly [TddProject, readonly TddFinding[]])[]): void {
    this.#asked.clear();
    for (const [project, findings] of found) {
      const known = (uri: Uri, finding: TddFinding): boolean => (this.#changes.get(uri) ?? []).some(({ code }) => code === finding.code);
      showIn(this.#asked, project, findings.filter((finding) => !known(project.uriOf(finding.file), finding)));
    }
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #soon(): void {
    this.#cancelTimer();
    this.#cancelTimer = this.ports.time.schedule(quietMs, () => void this.look());
  }
}

/** The findings about what is changed in a tree, whatever its configuration says about telling them unasked. */
export async function checkChanges(project: TddProject, signal: AbortSignal): Promise<readonly TddFinding[]> {
  const { rules } = await project.config();
  if (project.git === null) return [];
  const change = await readChange({ kind: 'working-tree' }, { git: project.git, readText: project.readText, options: { signal } }, rules);
  const reports = project.coverage();
  return 'kind' in change ? [] : [...checkChange(change, rules), ...checkCoverage(change, rules, (path) => reports.percentOf(path))];
}

async function findingsOfChanges(project: TddProject, signal: AbortSignal): Promise<readonly TddFinding[]> {
  const { isConfigured, rules } = await project.config();
  return isConfigured && rules.enabled ? checkChanges(project, signal) : [];
}

type Collection = ReturnType<typeof languages.createDiagnosticCollection>;

function showIn(collection: Collection, project: TddProject, findings: readonly TddFinding[]): void {
  for (const file of new Set(findings.map((finding) => finding.file))) {
    const text = project.readText(file) ?? '';
    collection.set(project.uriOf(file), findings.filter((finding) => finding.file === file).map((finding) => diagnosticOf(finding, rangeIn(text, finding.place))));
  }
}

function actionsFor(uri: Uri, diagnostics: readonly Diagnostic[]): CodeAction[] {
  const missing = diagnostics.filter(({ code }) => code === 'tdd/no-test');
  if (missing.length === 0) return [];
  const action = new CodeAction(l10n.t('Create a test file'), CodeActionKind.QuickFix);
  const command: CommandId = 'workflow.createTestFile';
  action.command = { title: action.title, command, arguments: [uri] };
  action.diagnostics = missing;
  action.isPreferred = true;
  return [action];
}
