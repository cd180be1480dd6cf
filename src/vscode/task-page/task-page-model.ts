import type { PageAction, PageBlock, PageLine, PageSection, TaskPageKey, TaskPageModel } from '../../protocol/task-page.js';
import type { Task } from '../../core/tasks/task.js';
import type { SessionState } from '../../core/workflow/workflow-state.js';
import type { Translate } from '../translate.js';
import { taskStatusLabel } from '../trees/status-look.js';
import type { TaskChange } from './task-changes.js';
import { blocksOf, isRecord, linesOf } from './page-blocks.js';
import { PageLinks } from './page-links.js';

/** Everything a page is made from. `content` is the task's JSON value, `undefined` when it cannot be read. */
export interface TaskPageSource {
  readonly key: TaskPageKey;
  readonly session: SessionState;
  readonly task: Task;
  readonly content: unknown;
  readonly changes: readonly TaskChange[];
  /** The statuses the task may go to now, with the labels of their commands. */
  readonly actions: readonly PageAction[];
  readonly notice: string | null;
  readonly t: Translate;
}

export interface TaskPage {
  readonly model: TaskPageModel;
  readonly links: PageLinks;
}

/** The Task page of one task (ux: Task page): what to do, where, what it waits for, how, and what happened to it. */
export function deriveTaskPage(source: TaskPageSource): TaskPage {
  const { key, session, task, notice, actions, t } = source;
  const links = new PageLinks();
  const model: TaskPageModel = {
    key,
    id: task.id,
    title: task.title,
    status: { word: task.status, label: statusLabel(task, t) },
    facts: factsOf(source, links),
    notice,
    actions,
    sections: sectionsOf(source, links),
    words: { openJson: t('Open JSON'), actions: t('Task actions'), facts: t('Facts about {0}', `${task.id}, ${session.title}`), nowIs: t('is now') },
  };
  return { model, links };
}

function statusLabel(task: Task, t: Translate): string {
  return task.status === 'unknown' ? (task.file.rawStatus ?? t('unknown')) : taskStatusLabel(t, task.status);
}

function factsOf({ session, task, changes, t }: TaskPageSource, links: PageLinks): TaskPageModel['facts'] {
  const optional: readonly (readonly [string, PageLine | null])[] = [
    [t('Session'), { text: session.title, note: session.title === session.name ? '' : session.name }],
    [t('Because'), textOrNull(changes[0]?.reason ?? null)],
    [t('Part of'), task.parent === null ? null : links.toTask(task.parent, session.tasks.byId.get(task.parent)?.title)],
    [t('Type'), textOrNull(task.file.type)],
    [t('Agent'), textOrNull(task.file.agent)],
    [t('File'), { text: task.file.path }],
  ];
  return optional.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}

function textOrNull(text: string | null): PageLine | null {
  return text === null ? null : { text };
}

function sectionsOf(source: TaskPageSource, links: PageLinks): PageSection[] {
  const { t } = source;
  const content = recordOf(source.content);
  const context = recordOf(content['context']);
  const flow = recordOf(content['flow_control']);
  const sections: readonly PageSection[] = [
    { id: 'requirements', title: t('Requirements'), blocks: requirementBlocks(context) },
    { id: 'acceptance', title: t('Acceptance'), blocks: listOf([...linesOf(context['acceptance']), ...linesOf(context['acceptance_criteria'])]) },
    { id: 'subtasks', title: t('Subtasks'), blocks: listOf(source.task.children.map((id) => taskLine(source, links, id))) },
    { id: 'dependencies', title: t('Depends on'), blocks: listOf(source.task.dependsOn.map((id) => taskLine(source, links, id))) },
    { id: 'focus-paths', title: t('Focus paths'), blocks: listOf(fileLines(context['focus_paths'], links)) },
    { id: 'target-files', title: t('Target files'), blocks: listOf(fileLines(flow['target_files'], links)) },
    { id: 'context', title: t('Context'), blocks: blocksOf(without(context, shownOfContext)) },
    { id: 'flow-control', title: t('Flow control'), blocks: blocksOf(without(flow, ['target_files'])) },
    { id: 'history', title: t('History'), blocks: listOf(source.changes.map((change) => changeLine(change, t))) },
    { id: 'more', title: t('More in the file'), blocks: blocksOf(restOf(content)) },
  ];
  return sections.filter((section) => section.blocks.length > 0);
}

const shownOfContext = ['objective', 'background', 'requirements', 'deliverables', 'acceptance', 'acceptance_criteria', 'focus_paths', 'depends_on', 'parent'];
const shownOfTask = ['id', 'title', 'status', 'context', 'flow_control', 'status_history', 'depends_on'];

/** What no heading of its own shows; `meta` without what stands under the title. */
function restOf(content: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const rest = without(content, shownOfTask);
  return 'meta' in rest && isRecord(rest['meta']) ? { ...rest, meta: without(rest['meta'], ['type', 'agent']) } : rest;
}

function requirementBlocks(context: Readonly<Record<string, unknown>>): PageBlock[] {
  return [...blocksOf(context['objective']), ...blocksOf(context['background']), ...listOf(linesOf(context['requirements'])), ...listOf(linesOf(context['deliverables']))];
}

function taskLine({ session, t }: TaskPageSource, links: PageLinks, id: string): PageLine {
  const other = session.tasks.byId.get(id);
  return other === undefined ? { text: id, note: t('no such task') } : links.toTask(id, `${other.title} (${statusLabel(other, t)})`);
}

/** Paths are strings as a rule; some files hold objects with a `path` or `file`, whose other fields become the note. */
function fileLines(value: unknown, links: PageLinks): PageLine[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.flatMap((item) => {
    if (typeof item === 'string') return [links.toFile(item)];
    if (!isRecord(item)) return linesOf(item);
    const path = item['path'] ?? item['file'];
    return typeof path === 'string' ? [{ ...links.toFile(path), note: linesOf(without(item, ['path', 'file']))[0]?.text ?? '' }] : linesOf(item);
  });
}

function changeLine(change: TaskChange, t: Translate): PageLine {
  const who = change.actor === null ? '' : ` · ${change.actor}`;
  const why = change.reason === null ? '' : ` · ${change.reason}`;
  return { text: t('{0} → {1}', change.from, change.to), note: `${change.at}${who}${why}` };
}

function listOf(items: readonly PageLine[]): PageBlock[] {
  return items.length === 0 ? [] : [{ kind: 'list', ordered: false, items }];
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function without(value: Readonly<Record<string, unknown>>, keys: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}
