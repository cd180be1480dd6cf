import { parseJson } from '../text/json-text.js';
import { taskTypes, type TaskSnapshot, type TaskType } from './version.js';

/** A task that a run is about, as far as it is known: `text` is its file, `null` when no session has it. */
export interface SnapshotSource {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly path: string;
  readonly text: string | null;
}

/** What somebody said about the run when it began; wins over what the task says. */
export interface SnapshotWishes {
  readonly agent?: string | undefined;
  readonly type?: TaskType | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** What `task.yml` says of a task of document 004, in the words of document 001. */
export function snapshotOfTask({ id, title, status, path, text }: SnapshotSource, { agent, type }: SnapshotWishes): Omit<TaskSnapshot, 'snapshottedAt'> {
  const parsed = text === null ? null : parseJson(text);
  const fields = fieldsOf(parsed?.ok === true ? parsed.value : null);
  const meta = fieldsOf(fields['meta']);
  const context = fieldsOf(fields['context']);
  return {
    id, title, statusAtSnapshot: status, sourcePath: path,
    type: type ?? typeFrom(textOf(meta['type'])),
    agent: agent ?? textOf(meta['agent']).replace(/^@/, ''),
    entityIds: textsOf(context['entity_ids']),
    filePaths: filesOf(context, fieldsOf(fields['flow_control'])),
    dependencies: textsOf(context['depends_on'] ?? fields['depends_on'] ?? meta['depends_on']),
    description: textsOf(context['requirements']).join('\n'),
    acceptanceCriteria: textsOf(context['acceptance']),
  };
}

/** Files that a task is about; where it names functions or lines, those are left out. */
function filesOf(context: Fields, flow: Fields): readonly string[] {
  const paths = [...textsOf(context['focus_paths']), ...textsOf(flow['target_files']).map((each) => each.replace(/:.*$/, ''))];
  return [...new Set(paths.filter((path) => path !== ''))];
}

const typeWords: readonly (readonly [RegExp, TaskType])[] = [[/test/i, 'test'], [/refactor/i, 'refactor'], [/delet|remov/i, 'delete'], [/feature|creat|new/i, 'create']];

function typeFrom(word: string): TaskType {
  return taskTypes.find((each) => each === word) ?? typeWords.find(([pattern]) => pattern.test(word))?.[1] ?? 'update';
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Fields : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A list of texts; one text counts as a list. */
function textsOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((each): each is string => typeof each === 'string' && each !== '');
}
