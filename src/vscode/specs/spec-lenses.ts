import { CodeLens, EventEmitter, Location, type Range, l10n, languages } from 'vscode';
import type { Disposable } from '../../base/lifetime.js';
import { requirementCoverage, type RequirementCoverage } from '../../core/specs/check-coverage.js';
import { featureIdOf } from '../../core/specs/feature-files.js';
import { pointerOfEntry, type SpecEntry } from '../../core/specs/feature-spec.js';
import { definitionOf } from '../../core/specs/spec-links.js';
import type { Task } from '../../core/tasks/task.js';
import { sessionsOfFeature } from '../../core/workflow/selectors.js';
import type { SessionState } from '../../core/workflow/workflow-state.js';
import type { CommandId } from '../commands/command-ids.js';
import type { Root } from '../roots/root.js';
import type { TaskTarget } from '../target.js';
import { rangeOfMark } from './mark-range.js';
import type { OpenSpec, OpenSpecs } from './open-specs.js';
import { specSelector } from './spec-files.js';
import type { SpecPorts } from './spec-ports.js';

/** Above requirements who covers them, above tasks what can be done with them. */
export function registerLenses(specs: OpenSpecs, { roots }: SpecPorts): Disposable {
  const changed = new EventEmitter<void>();
  const subscriptions = [roots.onDidChange(() => { changed.fire(); }), specs.onDidChange(() => { changed.fire(); })];
  const provider = languages.registerCodeLensProvider(specSelector, {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: (document) => {
      const open = specs.of(document);
      return open === null || open.spec.unreadable !== null ? [] : lensesOf(open, roots.holding(document.uri)?.root ?? null);
    },
  });
  return { dispose: () => { for (const each of [...subscriptions, provider, changed]) each.dispose(); } };
}

function lensesOf(open: OpenSpec, root: Root | null): CodeLens[] {
  const { entries } = open.spec.spec;
  const coverage = new Map(requirementCoverage(entries).map((each) => [each.index, each]));
  const sessions = root === null ? [] : sessionsOf(root, open);
  const ofEntries = entries.flatMap((entry) => {
    if (entry.id === null) return [];
    const covered = entry.kind === 'functional' ? coverage.get(entry.index) : undefined;
    if (covered !== undefined) return [coverageLens(open, entry, covered)];
    return entry.kind === 'task' && root !== null ? taskLenses(open, entry, { root, sessions }) : [];
  });
  const hasTasks = entries.some(({ kind }) => kind === 'task');
  return root !== null && hasTasks && sessions.length === 0 ? [sessionLens(open), ...ofEntries] : ofEntries;
}

function sessionsOf({ state }: Root, { file, spec }: OpenSpec): readonly SessionState[] {
  const specId = spec.head.id;
  return sessionsOfFeature(state, { id: featureIdOf(file) ?? specId ?? '', specId }).filter(({ location }) => location !== 'archives');
}

function rangeOfEntry({ document, spec }: OpenSpec, entry: SpecEntry): Range {
  return rangeOfMark(document, spec.markAt(pointerOfEntry(entry), 'value'));
}

function coverageLens(open: OpenSpec, entry: SpecEntry, { tasks, state }: RequirementCoverage): CodeLens {
  const t = l10n.t;
  const range = rangeOfEntry(open, entry);
  if (tasks.length === 0) return new CodeLens(range, { title: t('Covered by no task'), command: '' });
  const title = state === 'no-test' ? t('Covered by {0}, no test', tasks.join(', ')) : t('Covered by {0}', tasks.join(', '));
  const places = tasks.flatMap((id) => {
    const mark = definitionOf(open.spec, id);
    return mark === null ? [] : [new Location(open.document.uri, rangeOfMark(open.document, mark))];
  });
  return new CodeLens(range, { title, command: 'editor.action.showReferences', arguments: [open.document.uri, range.start, places] });
}

function sessionLens({ document, spec }: OpenSpec): CodeLens {
  const command: CommandId = 'workflow.createSessionFromSpec';
  return new CodeLens(rangeOfMark(document, spec.markAt(['tasks'], 'key')), { title: l10n.t('Make a session of these tasks'), command, arguments: [document.uri] });
}

interface Work {
  readonly root: Root;
  readonly sessions: readonly SessionState[];
}

function taskLenses(open: OpenSpec, entry: SpecEntry, { root, sessions }: Work): CodeLens[] {
  const t = l10n.t;
  const range = rangeOfEntry(open, entry);
  const lens = (title: string, command: CommandId, target: TaskTarget): CodeLens => new CodeLens(range, { title, command, arguments: [target] });
  return sessions.flatMap((session) => tasksFrom(session, entry).flatMap((task) => {
    const target: TaskTarget = { kind: 'task', root: root.root, session: session.path, task: task.id, file: task.file.path };
    const start = task.status === 'pending' ? [lens(t('Start {0}', task.id), 'workflow.startTask', target)] : [];
    return [...start, lens(t('Show {0} ({1})', task.id, task.status), 'workflow.showTask', target)];
  }));
}

/** Tasks made of a spec's begin with its id. */
function tasksFrom({ tasks }: SessionState, { id }: SpecEntry): readonly Task[] {
  return tasks.all.filter(({ title, kind }) => kind === 'leaf' && title.startsWith(`${id ?? ''}: `));
}
