import { sameValue } from '../../base/same-value.js';
import type { Finding } from '../findings/finding.js';
import { isTaskFileName, sessionFilePath, summarisedTask, summaryDirectory, taskDirectory, todoPath } from '../layout/state-layout.js';
import type { TablePorts } from '../part-table.js';
import type { FileStamp, ReadOutcome } from '../ports.js';
import { parseSessionFile } from '../sessions/parse-session-file.js';
import type { SessionFile } from '../sessions/session.js';
import { deriveTaskGraph } from '../tasks/derive-task-graph.js';
import { parseTaskFile } from '../tasks/parse-task-file.js';
import type { TaskFile, TaskGraph } from '../tasks/task.js';
import { parseTodo } from '../todo/parse-todo.js';
import type { TodoFile } from '../todo/todo.js';
import { deriveSession } from './derive-session.js';
import type { SessionLook } from './look.js';
import { checkListing, notRegular } from './check-listing.js';
import type { SessionState } from './workflow-state.js';

/** A parsed file and the stamp of the content it came from; without a stamp it is read again at the next look. */
interface Kept<Value> {
  readonly stamp: FileStamp | undefined;
  readonly value: Value;
}

type Outcome = Exclude<ReadOutcome, { kind: 'unchanged' }>;

/** What was read of one session's directory, and the state that follows from it. Lives as long as the directory does. */
export class SessionTable {
  readonly path: string;
  readonly #ports: TablePorts;
  readonly #tasks = new Map<string, Kept<TaskFile>>();
  #file: Kept<SessionFile>;
  #todo: Kept<TodoFile>;
  #summaries: ReadonlyMap<string, string> = new Map();
  #odd: Readonly<Record<'tasks' | 'summaries', readonly Finding[]>> = { tasks: [], summaries: [] };
  #graph: TaskGraph | null = null;
  #state: SessionState | null = null;

  constructor(path: string, ports: TablePorts) {
    this.path = path;
    this.#ports = ports;
    this.#file = { stamp: undefined, value: parseSessionFile(sessionFilePath(path), { kind: 'missing' }) };
    this.#todo = { stamp: undefined, value: parseTodo(todoPath(path), { kind: 'missing' }, ports.sha256) };
  }

  /** The same object until a file of the session says something else. */
  get state(): SessionState {
    this.#state ??= this.#derive();
    return this.#state;
  }

  hasTask(path: string): boolean {
    return this.#tasks.has(path);
  }

  /** Looks, and says whether the session itself is in doubt because something that every session has is missing. */
  async look(look: SessionLook): Promise<'there' | 'doubtful'> {
    const named = [...look.files].filter((path) => !look.tasks || !this.#tasks.has(path));
    const listed = look.tasks ? await this.#listTasks() : [];
    if (look.summaries) await this.#listSummaries();
    const known = this.#tasks.size;
    await this.#read([...named, ...(listed ?? [])]);
    this.#settle();
    // What is gone may stand beside its old place under another name.
    if (this.#tasks.size < known && !look.tasks) return this.look({ tasks: true, summaries: false, files: new Set() });
    const isFileMissing = !this.#file.value.exists && look.files.has(this.#file.value.path);
    return listed === null || isFileMissing ? 'doubtful' : 'there';
  }

  /** The task files there are; forgets the others. `null` when the directory is missing. */
  async #listTasks(): Promise<readonly string[] | null> {
    const directory = taskDirectory(this.path);
    const outcome = await this.#ports.files.list(directory);
    const { files, directories, findings } = checkListing(directory, outcome, isTaskFileName);
    const gone = new Set(this.#tasks.keys());
    if (gone.size > 0) for (const path of files) gone.delete(path);
    for (const path of gone) this.#forget(path);
    this.#setOdd('tasks', [...findings, ...directories.map(notRegular)]);
    return outcome.kind === 'missing' ? null : files;
  }

  async #listSummaries(): Promise<void> {
    const directory = summaryDirectory(this.path);
    const isSummary = (name: string): boolean => summarisedTask(name) !== null;
    const { files, findings } = checkListing(directory, await this.#ports.files.list(directory), isSummary);
    const summaries = deriveSummaries(this.path, files);
    this.#setOdd('summaries', findings);
    if (sameValue(this.#summaries, summaries)) return;
    this.#summaries = summaries;
    this.#state = null;
  }

  #setOdd(where: 'tasks' | 'summaries', findings: readonly Finding[]): void {
    if (sameValue(this.#odd[where], findings)) return;
    this.#odd = { ...this.#odd, [where]: findings };
    this.#state = null;
  }

  async #read(paths: readonly string[]): Promise<void> {
    const requests = paths.map((path) => ({ path, known: this.#keptAt(path)?.stamp }));
    await this.#ports.files.read(requests, (path, outcome) => {
      if (outcome.kind !== 'unchanged') this.#keep(path, outcome);
    });
  }

  #keptAt(path: string): Kept<unknown> | undefined {
    if (path === this.#file.value.path) return this.#file;
    return path === this.#todo.value.path ? this.#todo : this.#tasks.get(path);
  }

  #keep(path: string, outcome: Outcome): void {
    if (path === this.#file.value.path) this.#file = this.#kept(this.#file, outcome, parseSessionFile(path, outcome));
    else if (path === this.#todo.value.path) this.#todo = this.#kept(this.#todo, outcome, parseTodo(path, outcome, this.#ports.sha256));
    else if (outcome.kind === 'missing' || (outcome.kind === 'unreadable' && outcome.reason === 'not-a-file')) this.#forget(path);
    else this.#keepTask(path, outcome);
  }

  #keepTask(path: string, outcome: Outcome & { kind: 'text' | 'unreadable' }): void {
    const before = this.#tasks.get(path);
    const after = this.#kept(before, outcome, parseTaskFile(path, outcome));
    this.#tasks.set(path, after);
    if (after.value !== before?.value) this.#graph = null;
  }

  /** An equal value stays the object it was, so that nothing that follows from it is made again. */
  #kept<Value>(before: Kept<Value> | undefined, outcome: Outcome, value: Value): Kept<Value> {
    const stamp = outcome.kind === 'missing' ? undefined : outcome.stamp;
    if (before !== undefined && sameValue(before.value, value)) return { stamp, value: before.value };
    this.#state = null;
    return { stamp, value };
  }

  #forget(path: string): void {
    if (!this.#tasks.delete(path)) return;
    this.#graph = null;
    this.#state = null;
  }

  /** Makes the state now, while the event loop is shared fairly. A file that was only touched changes nothing but the time. */
  #settle(): void {
    const changedAt = this.#changedAt();
    if (this.state.changedAt !== changedAt) this.#state = Object.freeze({ ...this.state, changedAt });
  }

  #changedAt(): number {
    let newest = this.#file.stamp?.mtimeMs ?? 0;
    for (const { stamp } of this.#tasks.values()) newest = Math.max(newest, stamp?.mtimeMs ?? 0);
    return newest;
  }

  #derive(): SessionState {
    this.#graph ??= this.#deriveGraph();
    return deriveSession({
      path: this.path,
      file: this.#file.value,
      tasks: this.#graph,
      todo: this.#todo.value,
      summaries: this.#summaries,
      changedAt: this.#changedAt(),
      odd: [...this.#odd.tasks, ...this.#odd.summaries],
    });
  }

  #deriveGraph(): TaskGraph {
    const graph = deriveTaskGraph(Array.from(this.#tasks.values(), ({ value }) => value));
    this.#sortLike(graph);
    return graph;
  }

  /** Leaves the files in the graph's order, so that the next graph has nothing to sort. */
  #sortLike({ all }: TaskGraph): void {
    const paths = this.#tasks.keys();
    if (all.every(({ file }) => file.path === paths.next().value)) return;
    for (const { file } of all) {
      const kept = this.#tasks.get(file.path);
      this.#tasks.delete(file.path);
      if (kept !== undefined) this.#tasks.set(file.path, kept);
    }
  }
}

/** Which task has a summary and where. `<id>-summary.md` is ours and goes before `<id>.md` (decisions 3.13). */
function deriveSummaries(session: string, files: readonly string[]): ReadonlyMap<string, string> {
  const summaries = new Map<string, string>();
  for (const path of files.toSorted()) {
    const id = summarisedTask(path.slice(path.lastIndexOf('/') + 1));
    const isOurs = path.endsWith('-summary.md');
    if (id !== null && (isOurs || !summaries.has(id))) summaries.set(id, path.slice(session.length + 1));
  }
  return summaries;
}
