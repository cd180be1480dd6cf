import { join } from 'node:path';
import { commands, l10n, Uri, workspace } from 'vscode';
import type { VersionState } from '../../core/versions/versions.js';
import { RollbackDesk, type RollbackPreview, type RollbackRequest, type RolledBack } from '../../node/versions/rollback-desk.js';
import { askModalChoice, askOne, tellDone, tellRefusal } from '../ask.js';
import { personHere } from '../person-here.js';
import type { VersionTarget } from '../target.js';
import { tellRefused } from '../tell-refused.js';
import { contentUri } from './content-documents.js';
import { changesOf, isHindered, rollbackDetail } from './rollback-words.js';
import { operationSubject, rollbackLabel } from './version-look.js';
import { inView, versionMeant, type VersionWork } from './version-work.js';

/** What is to be undone, and how a person calls it. */
interface Meant {
  readonly request: RollbackRequest;
  readonly name: string;
}

/** Undoes a version, a run, a rollback or an operation, after a dry run whose outcome the person agrees to. */
export async function rollBack(work: VersionWork, target: VersionTarget | null): Promise<void> {
  const meant = await rollbackMeant(work, target);
  if (meant !== null) await askAndRollBack(work, meant);
}

async function askAndRollBack(work: VersionWork, meant: Meant): Promise<void> {
  const { t } = l10n;
  const desk = new RollbackDesk(work.root.open, personHere());
  const preview = await inView(t('Looking at what undoing {0} would do', meant.name), () => desk.preview(meant.request));
  if (preview.kind === 'refusal') {
    tellRefused(preview);
    return;
  }
  if (changesOf(preview).length === 0 && !isHindered(preview) && meant.request.run !== null) {
    tellRefusal(t('There is nothing to undo of {0}: no file would be changed.', meant.name));
    return;
  }
  if (!isSaved(preview)) return;
  const answer = await askAbout(meant, preview);
  if (answer === 'show') await showDryRun(work, meant, preview);
  else if (answer !== null) await perform(work, { desk, meant: { ...meant, request: { ...meant.request, partial: answer === 'rest' } } });
}

/** A file that the person is writing in is not changed under their hands. */
function isSaved({ trees }: RollbackPreview): boolean {
  const touched = new Set(trees.flatMap(({ files, rollback }) => rollback.changes.map(({ path }) => Uri.file(join(files.top, path)).fsPath)));
  const unsaved = workspace.textDocuments.find((document) => document.isDirty && document.uri.scheme === 'file' && touched.has(document.uri.fsPath));
  if (unsaved !== undefined) tellRefusal(l10n.t('{0} has changes that are not saved; save or revert them first.', workspace.asRelativePath(unsaved.uri)));
  return unsaved === undefined;
}

/** `rest`: what can be undone, though not all of it can. */
async function askAbout({ name }: Meant, preview: RollbackPreview): Promise<'all' | 'rest' | 'show' | null> {
  const { t } = l10n;
  const hindered = isHindered(preview);
  const [doIt, show] = [hindered ? t('Undo the Rest') : t('Roll Back'), t('Show Differences')];
  const hasChanges = changesOf(preview).length > 0;
  const actions = [...(hasChanges || !hindered ? [doIt] : []), ...(hasChanges || hasOtherContents(preview) ? [show] : [])];
  const question = hindered ? t('{0} cannot be undone completely.', name) : t('Roll back {0}?', name);
  const answer = await askModalChoice(question, rollbackDetail(t, preview), actions);
  if (answer === show) return 'show';
  return answer === null ? null : hindered ? 'rest' : 'all';
}

function hasOtherContents({ trees }: RollbackPreview): boolean {
  return trees.some(({ rollback }) => rollback.obstacles.some(({ path, expected }) => path !== null && expected !== null));
}

/** Side by side, for each file: what it is now and what it would become; where somebody changed it since, what the run left and what it is now. */
async function showDryRun(work: VersionWork, meant: Meant, preview: RollbackPreview): Promise<void> {
  const { t } = l10n;
  const { root } = work.root;
  const rows = preview.trees.flatMap(({ files, rollback }) => {
    const at = (path: string): Uri => Uri.file(join(files.top, path));
    return [
      ...rollback.obstacles.flatMap(({ path, expected }) => (path === null || expected === null ? [] : [[at(path), contentUri(root, at(path).path, expected), files.look(path) === null ? undefined : at(path)]])),
      ...rollback.changes.map(({ path, from, to }) => [at(path), from === null ? undefined : at(path), to === null ? undefined : contentUri(root, at(path).path, to.hash)]),
    ];
  });
  await commands.executeCommand('vscode.changes', t('Undoing {0} (nothing is done yet)', meant.name), rows);
  void tellDone(t('These are the differences that undoing {0} makes.', meant.name), { title: t('Roll Back…'), run: () => askAndRollBack(work, meant) });
}

async function perform(work: VersionWork, { desk, meant }: { readonly desk: RollbackDesk; readonly meant: Meant }): Promise<void> {
  const { t } = l10n;
  const done = await inView(t('Undoing {0}', meant.name), () => desk.perform(meant.request));
  if (done.kind === 'refusal') {
    tellRefused(done);
    return;
  }
  const [record] = done.records;
  const text = [done.records.length === 0 ? t('Nothing had to be changed.') : saidOf(meant), ...done.notes].join(' ');
  if (record === undefined || done.records.length > 1) void tellDone(text);
  else void tellDone(text, { title: t('Undo'), run: () => askAndRollBack(work, undoing(meant, record)) });
}

function saidOf({ request, name }: Meant): string {
  return request.partial ? l10n.t('{0} is rolled back as far as it could be.', name) : l10n.t('{0} is rolled back.', name);
}

function undoing({ request, name }: Meant, record: RolledBack['records'][number]): Meant {
  return { request: { version: request.version, run: record.task, operation: null, partial: false }, name: l10n.t('the rollback of {0}', name) };
}

async function rollbackMeant(work: VersionWork, target: VersionTarget | null): Promise<Meant | null> {
  const { t } = l10n;
  const version = await versionMeant(work, target, {
    title: t('Roll back in which version?'), none: t('Nothing was recorded that could be rolled back.'), fits: ({ runs, rollbacks }) => runs.length + rollbacks.length > 0 });
  if (version === null) return null;
  return target === null ? askPart(version) : partOf(version, target);
}

function meantPart({ name }: VersionState, { run, operation, said }: { readonly run: string | null; readonly operation: string | null; readonly said: string }): Meant {
  return { request: { version: name, run, operation, partial: false }, name: said };
}

/** What was clicked: an operation, a run, a rollback, else the version as a whole. */
function partOf(version: VersionState, target: VersionTarget): Meant | null {
  const { t } = l10n;
  if (target.run === undefined) return meantPart(version, { run: null, operation: null, said: version.name });
  const run = [...version.runs, ...version.rollbacks].find(({ directory }) => directory === target.run);
  if (run === undefined) {
    tellRefusal(t('This run is not there any more, or another attempt followed it.'));
    return null;
  }
  if (target.operation === undefined) return meantPart(version, { run: run.task, operation: null, said: t('{0} in {1}', run.task, version.name) });
  const operation = run.record.operations.find(({ id }) => id === target.operation);
  return meantPart(version, { run: run.task, operation: target.operation, said: t('{0} in {1} of {2}', operation === undefined ? target.operation : operationSubject(operation), run.task, version.name) });
}

/** From the keyboard: the whole version, or one of its runs or rollbacks. */
async function askPart(version: VersionState): Promise<Meant | null> {
  const { t } = l10n;
  const parts = [...version.runs, ...version.rollbacks].filter(({ record, broken }) => !broken && record.operations.length > 0).toReversed();
  return askOne<Meant>(t('Roll back what?'), [
    { label: t('All of {0}', version.name), icon: 'versions', value: meantPart(version, { run: null, operation: null, said: version.name }) },
    ...parts.map((run) => ({
      label: run.record.rollback === undefined ? run.task : rollbackLabel(t, run), description: t('{0} changes', run.record.operations.length), icon: 'discard',
      value: meantPart(version, { run: run.task, operation: null, said: t('{0} in {1}', run.task, version.name) }),
    })),
  ]);
}
