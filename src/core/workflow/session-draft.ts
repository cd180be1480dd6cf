import { taskDirectory, taskNameOf } from '../layout/state-layout.js';
import type { Plan, Step, Transition } from '../plans/plan.js';
import { complexityOfCount, isHigher, parseComplexity } from '../sessions/complexity.js';
import { parseSessionFile } from '../sessions/parse-session-file.js';
import { deriveTaskGraph } from '../tasks/derive-task-graph.js';
import { parseTaskFile } from '../tasks/parse-task-file.js';
import type { TaskFile } from '../tasks/task.js';
import { plainLine } from '../text/escape.js';
import type { JsonEdit } from '../text/json-edit.js';
import { planTodoSync } from '../todo/plan-todo-sync.js';
import { namesIn, planEdit, timestampOf, type EditedFile, type Found, type PlanContext } from './plan-context.js';
import type { SessionState } from './workflow-state.js';

/** What a plan says about itself; `list` is what happens to TODO_LIST.md where that is not what always happens. */
export interface PlanHead {
  readonly title: string;
  readonly transitions?: readonly Transition[];
  readonly warning?: string | undefined;
  readonly list?: readonly Step[];
}

/** A change of one session in the making: collects steps and knows the session as it will be after them. Made for one plan. */
export class SessionDraft {
  readonly before: SessionState;
  readonly #context: PlanContext;
  readonly #steps: Step[] = [];
  readonly #files: Map<string, TaskFile>;
  #title: string;

  constructor(before: SessionState, context: PlanContext) {
    this.before = before;
    this.#context = context;
    this.#title = before.title;
    this.#files = new Map(before.tasks.all.map(({ file }) => [file.path, file]));
  }

  /** The session after the steps so far. */
  get after(): SessionState {
    return { ...this.before, title: this.#title, tasks: deriveTaskGraph([...this.#files.values()]) };
  }

  add(step: Step): void {
    this.#steps.push(step);
  }

  /**
   * Ids that a new task cannot have: those of tasks, and the names of whatever lies in their folder, be it no readable task. Makes
   * the folder if it is not there.
   */
  async takenTaskIds(): Promise<readonly string[]> {
    const directory = taskDirectory(this.before.path);
    const names = await namesIn(this.#context, directory);
    if (names === null) this.add({ kind: 'make-directory', path: directory });
    return [...this.before.tasks.byId.keys(), ...Array.from(names ?? [], taskNameOf)];
  }

  /** Edits a task's file; once for each file. */
  async edit({ path }: TaskFile, edits: readonly JsonEdit[]): Promise<Found<EditedFile>> {
    const edited = await planEdit(this.#context, path, edits);
    if (edited.ok) this.addEdited(path, edited.value);
    return edited;
  }

  /** A planned edit of a task's file or of the session's own. */
  addEdited(path: string, { step, text }: EditedFile): void {
    this.#steps.push(step);
    this.see(path, text);
  }

  create(path: string, content: string): void {
    this.#steps.push({ kind: 'create-file', path, content });
    this.see(path, content);
  }

  /** What a file of the session will say. */
  see(path: string, text: string): void {
    const outcome = { kind: 'text', text } as const;
    if (path === this.before.file.path) this.#title = parseSessionFile(path, outcome).project ?? this.before.name;
    else this.#files.set(path, parseTaskFile(path, outcome));
  }

  /** The edits that give a task's file another status word, with their entries of history (decisions 3.8). */
  statusEdits(file: TaskFile, words: readonly string[], reason?: string): JsonEdit[] {
    const edits: JsonEdit[] = [{ kind: 'set', pointer: ['status'], value: words.at(-1) }];
    if (!file.hasHistory && !this.#context.recordHistory) return edits;
    const from = [file.rawStatus ?? 'pending', ...words];
    const changedAt = timestampOf(this.#context.now);
    const entries = words.map((to, index): JsonEdit => ({
      kind: 'append',
      pointer: ['status_history'],
      value: { from: from[index], to, changed_at: changedAt, ...(reason !== undefined && { reason }) },
    }));
    return [...edits, ...entries];
  }

  /** The plan: the steps, then what follows from them for the session's complexity and for its list. */
  async plan({ title, transitions = [], warning, list }: PlanHead): Promise<Plan> {
    const { after } = this;
    const rise = await this.#rise(after);
    const steps = [...this.#steps, ...rise, ...(list ?? this.#list(after))];
    return { kind: 'plan', title: plainLine(title), steps, transitions, ...(warning !== undefined && { warning: plainLine(warning) }) };
  }

  #list(after: SessionState): readonly Step[] {
    const step = planTodoSync({ before: this.before, after }, this.#context.sha256);
    return step === null ? [] : [step];
  }

  /** More leaves may ask for a higher complexity (decisions 3.12). A word of somebody else's in `type` is left alone. */
  async #rise(after: SessionState): Promise<readonly Step[]> {
    const { file, tasks } = this.before;
    const asked = complexityOfCount(after.tasks.counts.leaf);
    const named = parseComplexity(file.rawType);
    const isOurs = file.exists && !file.broken && (named !== null || file.rawType === null);
    if (!isOurs || !isHigher(asked, complexityOfCount(tasks.counts.leaf)) || !isHigher(asked, named ?? 'simple')) return [];
    const edited = await planEdit(this.#context, file.path, [{ kind: 'set', pointer: ['type'], value: asked }]);
    return edited.ok ? [edited.value.step] : [];
  }
}
