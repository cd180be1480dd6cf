import { sameValue } from '../../../../src/base/same-value.js';
import type { AppliedStep, ApplyOutcome, StepEffect, WriteAlone } from '../../../../src/core/plans/applied.js';
import type { Plan, Refusal, Step } from '../../../../src/core/plans/plan.js';
import type { Request } from '../../../../src/core/plans/request.js';
import type { DirectoryOutcome, Files, ReadOutcome, ReadRequest, UnreadableReason } from '../../../../src/core/ports.js';
import { editJson, jsonValueAt } from '../../../../src/core/text/json-text.js';
import type { PlanContext } from '../../../../src/core/workflow/plan-context.js';
import { planRequest } from '../../../../src/core/workflow/plan-request.js';
import { WorkflowStore } from '../../../../src/core/workflow/workflow-store.js';
import type { SessionState, WorkflowState } from '../../../../src/core/workflow/workflow-state.js';
import { sha256 } from '../../../../src/node/sha256.js';

const now = Date.UTC(2026, 1, 3, 4, 5, 6, 789);
const quiet = { info: () => undefined, warn: () => undefined, error: (message: string, cause?: unknown) => { throw new Error(message, { cause }); } };

interface Entry {
  readonly text: string;
  readonly version: number;
  readonly reason?: UnreadableReason;
}

/**
 * A state root in memory for planning by the thousand: the Files port, the meaning of a plan's steps, and the real store over them.
 * The real disk and the real writer are tested elsewhere; here the plans are.
 */
export class MemoryRoot implements Files {
  readonly #entries = new Map<string, Entry>();
  readonly #directories = new Set<string>();
  readonly store = new WorkflowStore({ files: this, time: { now: () => now, schedule: () => () => undefined }, sha256, log: quiet });
  recordHistory = false;
  #version = 1;

  constructor(texts: Readonly<Record<string, string>> = {}) {
    this.write(texts);
  }

  get context(): PlanContext {
    return { files: this, sha256, now, recordHistory: this.recordHistory };
  }

  /** Every file and its text, in the order of paths. */
  get texts(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#entries].map(([path, { text }]): [string, string] => [path, text]).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  write(texts: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(texts)) this.#put(path, { text, version: this.#version++ });
  }

  writeUnreadable(path: string, reason: UnreadableReason): void {
    this.#put(path, { text: '', version: this.#version++, reason });
  }

  remove(path: string): void {
    this.#entries.delete(path);
  }

  text(path: string): string {
    const entry = this.#entries.get(path);
    if (entry === undefined) throw new Error(`There is no ${path}.`);
    return entry.text;
  }

  has(path: string): boolean {
    return this.#entries.has(path);
  }

  async state(): Promise<WorkflowState> {
    return this.store.refresh('everything');
  }

  async session(path = '.workflow/WFS-a'): Promise<SessionState> {
    const found = (await this.state()).sessions.find((session) => session.path === path);
    if (found === undefined) throw new Error(`There is no session ${path}.`);
    return found;
  }

  async plan(request: Request): Promise<Plan | Refusal> {
    return planRequest(await this.state(), request, this.context);
  }

  /** Plans and applies; throws on a refusal or a conflict. */
  async do(request: Request): Promise<Plan> {
    const plan = await this.plan(request);
    if (plan.kind === 'refusal') throw new Error(`${plan.code}: ${plan.message}`);
    const outcome = await this.apply(plan);
    if (outcome.kind === 'conflict') throw new Error(outcome.message);
    return plan;
  }

  /** The message with which a request is refused; throws when it is not. */
  async refusal(request: Request): Promise<string> {
    const plan = await this.plan(request);
    if (plan.kind === 'plan') throw new Error(`Not refused: ${plan.title}`);
    return `${plan.code}: ${plan.message}`;
  }

  readonly alone: WriteAlone = (_, work) => work(this.apply);

  readonly apply = async (plan: Plan): Promise<ApplyOutcome> => {
    const before = new Map(this.#entries);
    const steps: AppliedStep[] = [];
    for (const step of plan.steps) {
      const effect = this.#carryOut(step);
      if (typeof effect !== 'string') {
        steps.push({ step, effect });
        continue;
      }
      this.#entries.clear();
      for (const [path, entry] of before) this.#entries.set(path, entry);
      return Promise.resolve({ kind: 'conflict', step, message: effect });
    }
    return Promise.resolve({ kind: 'applied', done: { kind: 'applied', plan, steps } });
  };

  async list(directory: string): Promise<DirectoryOutcome> {
    const names = new Map<string, 'file' | 'directory'>();
    for (const path of [...this.#entries.keys(), ...this.#directories]) {
      if (!path.startsWith(`${directory}/`)) continue;
      const [name = '', ...rest] = path.slice(directory.length + 1).split('/');
      if (!names.has(name) || rest.length > 0) names.set(name, rest.length > 0 || this.#directories.has(path) ? 'directory' : 'file');
    }
    if (names.size === 0 && !this.#directories.has(directory)) return Promise.resolve({ kind: 'missing' });
    return Promise.resolve({ kind: 'entries', entries: [...names].map(([name, kind]) => ({ name, kind })) });
  }

  async read(requests: readonly ReadRequest[], visit: (path: string, outcome: ReadOutcome) => void): Promise<void> {
    for (const request of requests) visit(request.path, this.#readOne(request));
    return Promise.resolve();
  }

  #readOne({ path, known }: ReadRequest): ReadOutcome {
    const entry = this.#entries.get(path);
    if (entry === undefined) return { kind: 'missing' };
    const stamp = { size: entry.text.length, mtimeMs: entry.version, ctimeMs: entry.version, ino: 1, racy: false };
    if (entry.reason !== undefined) return { kind: 'unreadable', reason: entry.reason, detail: 'made so', stamp };
    return known?.mtimeMs === entry.version ? { kind: 'unchanged' } : { kind: 'text', text: entry.text, stamp };
  }

  #put(path: string, entry: Entry): void {
    this.#entries.set(path, entry);
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) this.#directories.add(path.slice(0, end));
  }

  /** What a step did, or why it does not fit. */
  #carryOut(step: Step): StepEffect | string {
    switch (step.kind) {
      case 'edit-json': return this.#edit(step);
      case 'write-text': return this.#replace(step);
      case 'create-file': return this.#create(step.path, step.content);
      case 'copy-file': return this.#create(step.to, this.text(step.from));
      case 'make-directory': return this.#makeDirectory(step.path);
      case 'move': return this.#move(step.from, step.to);
      case 'remove-file': return this.#remove(step);
    }
  }

  #replace({ path, from, to }: Step & { kind: 'write-text' }): StepEffect | string {
    const text = this.#entries.get(path)?.text ?? null;
    return text === from ? this.#change(path, to) : `${path} was changed.`;
  }

  #remove({ path, from }: Step & { kind: 'remove-file' }): StepEffect | string {
    const text = this.#entries.get(path)?.text;
    return text === undefined || (from !== undefined && text !== from) ? `${path} was changed.` : this.#change(path, null);
  }

  #edit({ path, edits, expect }: Step & { kind: 'edit-json' }): StepEffect | string {
    const text = this.#entries.get(path)?.text;
    if (text === undefined) return `${path} is gone.`;
    if (expect.some(({ pointer, value }) => !sameValue(jsonValueAt(text, pointer), value))) return `${path} was changed.`;
    const edited = editJson(text, edits);
    return edited.ok ? this.#change(path, edited.value) : edited.problem;
  }

  #create(path: string, content: string): StepEffect | string {
    if (this.#entries.has(path)) return `${path} is there already.`;
    const parent = path.slice(0, path.lastIndexOf('/'));
    return this.#directories.has(parent) ? this.#change(path, content) : `There is no folder ${parent}.`;
  }

  #change(path: string, after: string | null): StepEffect {
    const before = this.#entries.get(path)?.text ?? null;
    if (after === null) this.#entries.delete(path);
    else this.write({ [path]: after });
    return { kind: 'text', path, before, after };
  }

  #makeDirectory(path: string): StepEffect {
    const existed = this.#directories.has(path);
    this.#put(`${path}/x`, { text: '', version: 0 });
    this.#entries.delete(`${path}/x`);
    return { kind: 'directory', path, existed };
  }

  #move(from: string, to: string): StepEffect | string {
    const isThere = this.#entries.has(to) || this.#directories.has(to);
    const moved = [...this.#entries].filter(([path]) => path === from || path.startsWith(`${from}/`));
    if (isThere || (moved.length === 0 && !this.#directories.has(from))) return `${from} cannot be moved to ${to}.`;
    for (const [path, entry] of moved) {
      this.#entries.delete(path);
      this.#put(to + path.slice(from.length), entry);
    }
    for (const path of [...this.#directories]) {
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      this.#directories.delete(path);
      this.#directories.add(to + path.slice(from.length));
    }
    return { kind: 'moved', from, to };
  }
}
