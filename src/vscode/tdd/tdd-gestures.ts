import { ProgressLocation, Uri, WorkspaceEdit, commands, l10n, window, workspace } from 'vscode';
import { isWorkflowError } from '../../base/workflow-error.js';
import type { TddFinding } from '../../core/tdd/check-change.js';
import { checkSource } from '../../core/tdd/check-source.js';
import { HistoryReader } from '../../node/tdd/history.js';
import { askOne, tellDone, tellRefusal, type Choice } from '../ask.js';
import { checkChanges, type TddProblems } from './tdd-problems.js';
import type { TddProject } from './tdd-project.js';
import type { FileInProject, TddProjects } from './tdd-projects.js';

/** What gestures about tests work with. */
export interface TddDesk {
  readonly projects: TddProjects;
  readonly problems: TddProblems;
}

/** So long a check of many files keeps everything else waiting at once. Milliseconds. */
const sliceMs = 8;

/** The file that a command was given, or that is in front; `null`, and the person knows: it is in no root. */
function fileMeant({ projects }: TddDesk, given: unknown): FileInProject | null {
  const uri = given instanceof Uri ? given : window.activeTextEditor?.document.uri;
  const file = uri === undefined ? null : projects.of(uri);
  if (file === null) tellRefusal(l10n.t('No file of the folder is in front; open a source or a test first.'));
  return file;
}

/** Says why nothing is done. */
function refuse(why: string): Promise<void> {
  tellRefusal(why);
  return Promise.resolve();
}

async function show({ project }: FileInProject, path: string): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument(project.uriOf(path)));
}

/** From a source to its test, from a test to its source; several are asked about, a missing test is offered to be created. */
export async function goToTest(desk: TddDesk, given: unknown): Promise<void> {
  const file = fileMeant(desk, given);
  if (file === null) return;
  const verdict = await file.project.verdict(file.path, file.project.readText(file.path));
  if (verdict.kind === 'none') return refuse(l10n.t('{0} needs no test: {1}.', file.path, verdict.why));
  const others = (verdict.kind === 'source' ? verdict.tests : verdict.sources).filter((path) => path !== file.path);
  const [only] = others;
  if (only === undefined) return tellNone(desk, file, verdict.kind);
  const chosen = others.length === 1 ? only : await askOne(verdict.kind === 'source' ? l10n.t('Tests of {0}', file.path) : l10n.t('Sources that {0} tests', file.path), others.map((path) => ({ label: path, value: path })));
  if (chosen !== null) await show(file, chosen);
}

async function tellNone(desk: TddDesk, { project, path }: FileInProject, kind: 'source' | 'test'): Promise<void> {
  if (kind === 'test') return refuse(l10n.t('No source that {0} tests is found; the setting "workflow.tdd.locations" names more places.', path));
  await tellDone(l10n.t('{0} has no test.', path), { title: l10n.t('Create Test File'), run: () => createTestFile(desk, project.uriOf(path)) });
}

/** Creates a failing test for a source, in the framework of the project and where the project has its tests, and opens it. */
export async function createTestFile(desk: TddDesk, given: unknown): Promise<void> {
  const file = fileMeant(desk, given);
  if (file === null) return;
  const { project, path } = file;
  const verdict = await project.verdict(path, project.readText(path));
  if (verdict.kind === 'none') return refuse(l10n.t('{0} needs no test: {1}.', path, verdict.why));
  if (verdict.kind === 'test') return refuse(l10n.t('{0} is a test itself.', path));
  const [test] = verdict.tests;
  if (test !== undefined) return show(file, test);
  const made = await project.newTestOf(path);
  if (made === null) return refuse(l10n.t('No test is known for this kind of file.'));
  const edit = new WorkspaceEdit();
  edit.createFile(project.uriOf(made.path), { ignoreIfExists: false, overwrite: false, contents: new TextEncoder().encode(made.text) });
  if (!await workspace.applyEdit(edit)) return refuse(l10n.t('{0} could not be created; is something of that name there already?', made.path));
  project.forgetFiles();
  await show(file, made.path);
}

type Scope = 'file' | 'changes' | 'workspace';

/** Checks the tests of the file in front, of what is changed, or of everything, and shows what is wrong in Problems. */
export async function checkTdd(desk: TddDesk, given: unknown): Promise<void> {
  const scope = await scopeAsked(given);
  if (scope === null) return;
  const file = scope === 'file' ? fileMeant(desk, given) : null;
  if (scope === 'file' && file === null) return;
  const options = { location: ProgressLocation.Notification, title: l10n.t('Checking tests'), cancellable: true };
  const found = await window.withProgress(options, async (progress, token) => {
    const running = new AbortController();
    token.onCancellationRequested(() => { running.abort(); });
    const tell = (message: string): void => progress.report({ message });
    const projects = file === null ? desk.projects.all : [file.project];
    const work = projects.map(async (project) => [project, await findingsIn(project, { scope, path: file?.path ?? null, signal: running.signal, tell })] as const);
    return unlessCancelled(Promise.all(work));
  });
  if (found === null) return;
  desk.problems.showAsked(found);
  await tellFound(found.flatMap(([, findings]) => findings));
}

async function scopeAsked(given: unknown): Promise<Scope | null> {
  if (given === 'file' || given === 'changes' || given === 'workspace') return given;
  const choices: readonly Choice<Scope>[] = [
    ...(window.activeTextEditor === undefined && !(given instanceof Uri) ? [] : [{ label: l10n.t('This File'), icon: 'file', value: 'file' as const }]),
    { label: l10n.t('Changes'), description: l10n.t('what is not committed'), icon: 'diff', value: 'changes' },
    { label: l10n.t('Workspace'), description: l10n.t('every source, with the order of commits'), icon: 'folder', value: 'workspace' },
  ];
  return askOne(l10n.t('Check the tests of'), choices);
}

interface Asked {
  readonly scope: Scope;
  readonly path: string | null;
  readonly signal: AbortSignal;
  readonly tell: (message: string) => void;
}

async function findingsIn(project: TddProject, { scope, path, signal, tell }: Asked): Promise<readonly TddFinding[]> {
  if (scope === 'changes') return checkChanges(project, signal);
  const [{ rules }, index] = [await project.config(), await project.index()];
  tell(l10n.t('Reading the history'));
  const outcome = project.git === null ? null : await new HistoryReader({ git: project.git, place: project.root.open.place, top: project.top, signal }).read();
  const history = outcome?.kind === 'history' ? outcome.history : null;
  const reports = project.coverage();
  const context = { rules, index, history, readText: project.readText, coverageOf: (each: string) => reports.percentOf(each) };
  const found: TddFinding[] = [];
  let sliceEnds = performance.now() + sliceMs;
  const files = path === null ? [...index.files] : [path];
  for (const [number, each] of files.entries()) {
    if (signal.aborted) return [];
    found.push(...checkSource(each, context));
    if (performance.now() < sliceEnds) continue;
    tell(l10n.t('{0} of {1} files', number + 1, files.length));
    await new Promise((done) => setImmediate(done));
    sliceEnds = performance.now() + sliceMs;
  }
  return found;
}

/** `null`: the person called it off. */
async function unlessCancelled<Found>(work: Promise<Found>): Promise<Found | null> {
  try {
    return await work;
  } catch (error) {
    if (isWorkflowError(error) && error.code === 'cancelled') return null;
    throw error;
  }
}

async function tellFound(findings: readonly TddFinding[]): Promise<void> {
  if (findings.length === 0) return tellDone(l10n.t('Nothing is wrong with the tests.'));
  const count = (codes: RegExp): number => findings.filter(({ code }) => codes.test(code)).length;
  const parts = [
    [count(/no-test$/), l10n.t('without a test')], [count(/implementation-first$/), l10n.t('committed before their test')],
    [count(/deleted$|emptied$|renamed-away$|skipped$|focused$|fewer-tests$/), l10n.t('with lost tests')], [count(/low-coverage$/), l10n.t('with low coverage')],
  ] as const;
  const words = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`).join(', ');
  await tellDone(l10n.t('Files: {0}.', words), { title: l10n.t('Show Problems'), run: async () => { await commands.executeCommand('workbench.actions.view.problems'); } });
}
