import { escapeTodoTitle } from '../text/escape.js';
import { nodeAt, resolved, valueOf, type YamlNode } from '../text/yaml-tree.js';
import { isRecord } from './feature-spec.js';

/** A task of a spec with all that it says. Whatever is wrongly typed counts as absent. */
export interface SpecTask {
  readonly role: string;
  readonly id: string;
  readonly title: string;
  readonly type: string | null;
  readonly reference: string | null;
  readonly methodology: string | null;
  readonly maxIterations: number | null;
  readonly acceptanceCriteria: readonly string[];
  readonly doneWhen: string | null;
}

/** The tasks of a spec in the order of the file; entries that are no tasks are left out. */
export function tasksOf(root: YamlNode): readonly SpecTask[] {
  const node = nodeAt(root, ['tasks']);
  const roles = node === undefined ? undefined : resolved(node);
  if (roles?.kind !== 'map') return [];
  return roles.pairs.flatMap(({ name: role, value }) => {
    const entries = valueOf(value);
    return Array.isArray(entries) ? entries.flatMap((entry: unknown, index) => (isRecord(entry) ? [taskFrom(role, entry, index)] : [])) : [];
  });
}

function taskFrom(role: string, fields: Readonly<Record<string, unknown>>, index: number): SpecTask {
  const text = (name: string): string | null => (typeof fields[name] === 'string' ? fields[name] : null);
  const criteria = fields['acceptance_criteria'];
  const iterations = fields['max_iterations'];
  const id = text('id') ?? `${role} ${index + 1}`;
  return {
    role, id, title: text('title') ?? id, type: text('type'), reference: text('reference'), methodology: text('methodology'), doneWhen: text('done_when'),
    maxIterations: typeof iterations === 'number' ? iterations : null,
    acceptanceCriteria: Array.isArray(criteria) ? criteria.filter((each): each is string => typeof each === 'string') : [],
  };
}

/** What the list of tasks says about the feature. */
export interface TaskListHead {
  readonly id: string | null;
  readonly name: string | null;
}

/** The tasks as Markdown, in the manner of the task lists of document 002: a section for each role, boxes for criteria. */
export function renderSpecTasks({ id, name }: TaskListHead, tasks: readonly SpecTask[]): string {
  const head = [`# Tasks: ${escapeTodoTitle(name ?? id ?? 'Feature')}`, ...(id === null ? [] : ['', `> **Feature ID**: ${escapeTodoTitle(id)}`])];
  const roles = [...new Set(tasks.map(({ role }) => role))];
  const sections = roles.flatMap((role) => [`## ${escapeTodoTitle(role)}`, '', ...tasks.filter((task) => task.role === role).flatMap(renderTask)]);
  return `${[...head, '', ...(tasks.length === 0 ? ['The spec has no tasks.'] : sections)].join('\n').trimEnd()}\n`;
}

function renderTask(task: SpecTask): string[] {
  const facts: readonly (readonly [string, string | null])[] = [
    ['Type', task.type], ['Reference', task.reference], ['Methodology', task.methodology], ['Max Iterations', task.maxIterations === null ? null : String(task.maxIterations)],
  ];
  const criteria = task.acceptanceCriteria.map((each) => `- [ ] ${escapeTodoTitle(each)}`);
  return [
    `### ${plainId(task.id)}: ${escapeTodoTitle(task.title)}`, '',
    ...spaced(facts.flatMap(([name, value]) => (value === null ? [] : [`**${name}**: ${escapeTodoTitle(value)}  `]))),
    ...spaced(criteria.length === 0 ? [] : ['**Acceptance Criteria**:', ...criteria]),
    ...spaced(task.doneWhen === null ? [] : [`**Done When**: ${escapeTodoTitle(task.doneWhen)}`]),
  ];
}

/** An id as it is where it is one, so that it is found by searching for it. */
function plainId(id: string): string {
  return /^[A-Za-z0-9.-]+$/.test(id) ? id : escapeTodoTitle(id);
}

function spaced(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [...lines, ''];
}
