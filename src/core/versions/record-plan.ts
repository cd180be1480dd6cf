import { failure, success, type Result } from '../../base/result.js';
import { sameValue } from '../../base/same-value.js';
import { advice, nextStep, type Advice } from '../plans/next-step.js';
import { refusal, type Plan, type Refusal, type Step, type Transition } from '../plans/plan.js';
import type { Files } from '../ports.js';
import { plainLine } from '../text/escape.js';
import { applyYamlEdits, type YamlEdit } from '../text/yaml-edit.js';
import { recordJson, renderRecord } from './record-codec.js';
import { deriveIndex, deriveSummary } from './summary.js';
import type { Versions, VersionState } from './versions.js';
import { indexPath, versionsDirectory } from './version-layout.js';

/** What planning looks at besides the versions. `now`: milliseconds since the epoch; `actor`: `person:<name>` or `agent:<role>`. */
export interface VersionContext {
  readonly files: Files;
  readonly now: number;
  readonly actor: string;
}

/** Either what was asked for or why it is refused. */
export type Found<Value> = Result<Value, Refusal>;

/** A refusal in one line as the answer to a question on the way, whatever words of files are in it. */
export function refused(code: string, message: string | Advice): { readonly ok: false; readonly problem: Refusal } {
  return failure(refusal(code, typeof message === 'string' ? plainLine(message) : message));
}

/** One change of the files of records. */
export type RecordChange =
  | { readonly kind: 'create'; readonly path: string; readonly text: string }
  | { readonly kind: 'edit'; readonly path: string; readonly edits: readonly YamlEdit[] }
  | { readonly kind: 'append'; readonly path: string; readonly text: string }
  | { readonly kind: 'move'; readonly from: string; readonly to: string };

/** An intended change of one version: `after` is the version as it will be, from which sums and the index follow. */
export interface VersionChange {
  readonly title: string;
  readonly after: VersionState;
  readonly changes: readonly RecordChange[];
  readonly transitions: readonly Transition[];
}

/**
 * The plan for a change of a version: what is asked, then the sums of the version, then the index, in this order, so that whoever
 * dies in between leaves records that can be read. Hand-written text around what changes stays byte for byte.
 */
export async function planRecords(versions: Versions, change: VersionChange, context: VersionContext): Promise<Plan | Refusal> {
  const { after, title, transitions } = change;
  const steps = new RecordSteps(context.files);
  const summary = deriveSummary(after.runs.filter(({ broken }) => !broken).map(({ record }) => record));
  const isNew = !versions.versions.some(({ name }) => name === after.name);
  const sums: RecordChange[] = isNew || sameValue(summary, after.record.summary) ? [] : [{ kind: 'edit', path: after.path, edits: [{ kind: 'put', pointer: ['summary'], value: recordJson(summary) }] }];
  for (const each of joined([...change.changes, ...sums])) {
    const problem = await steps.add(each);
    if (problem !== null) return problem;
  }
  const all = [...versions.versions.filter(({ name }) => name !== after.name), { ...after, record: { ...after.record, summary } }];
  await steps.addIndex(all);
  return { kind: 'plan', title, steps: steps.made, transitions };
}

/** Edits of one file are made together, where the first of them stands. */
function joined(changes: readonly RecordChange[]): readonly RecordChange[] {
  const edits = new Map<string, YamlEdit[]>();
  return changes.flatMap((change): RecordChange[] => {
    if (change.kind !== 'edit') return [change];
    const known = edits.get(change.path);
    if (known !== undefined) {
      known.push(...change.edits);
      return [];
    }
    const own = [...change.edits];
    edits.set(change.path, own);
    return [{ ...change, edits: own }];
  });
}

/** Makes steps of changes, from the texts as they are now. */
class RecordSteps {
  readonly made: Step[] = [];
  readonly #texts = new Map<string, string | null>();
  readonly #moved = new Set<string>();

  constructor(private readonly files: Files) {}

  async add(change: RecordChange): Promise<Refusal | null> {
    switch (change.kind) {
      case 'create':
        return this.#create(change.path, change.text);
      case 'move':
        return this.#move(change.from, change.to);
      case 'append':
        return this.#write(change.path, (text) => `${text ?? ''}${text === null || text === '' || text.endsWith('\n') ? '' : '\n'}${change.text}`);
      case 'edit':
        return this.#write(change.path, (text) => (text === null ? null : applyYamlEdits(text, change.edits)));
    }
  }

  /** What is there already was left by somebody who was killed before he made the record that tells of it. */
  async #create(path: string, text: string): Promise<null> {
    const from = this.#moved.has(path) ? null : await this.#read(path);
    this.#directory(path);
    this.made.push(from === null ? { kind: 'create-file', path, content: text } : { kind: 'write-text', path, from, to: text });
    return null;
  }

  /** What is not there need not be moved. */
  async #move(from: string, to: string): Promise<null> {
    const kinds: string[] = [];
    await this.files.read([{ path: from }], (_, { kind }) => { kinds.push(kind); });
    if (kinds.includes('missing')) return null;
    this.#directory(to);
    this.#moved.add(from);
    this.made.push({ kind: 'move', from, to });
    return null;
  }

  async addIndex(versions: readonly VersionState[]): Promise<void> {
    const index = deriveIndex(versions.filter(({ broken }) => !broken));
    const text = await this.#read(indexPath);
    const edits = Object.entries(recordJson(index) as Readonly<Record<string, unknown>>).map(([key, value]) => ({ kind: 'put' as const, pointer: [key], value }));
    const to = (text === null ? null : applyYamlEdits(text, edits)) ?? renderRecord(index);
    if (text === to) return;
    if (text === null) this.#directory(indexPath);
    this.made.push({ kind: 'write-text', path: indexPath, from: text, to });
  }

  async #write(path: string, change: (text: string | null) => string | null): Promise<Refusal | null> {
    const from = await this.#read(path);
    const to = change(from);
    if (to === null) return refusal('version/unreadable', advice`${path} cannot be changed as it is; repair it first, see: ${nextStep('check')}`);
    if (from !== to) this.made.push({ kind: 'write-text', path, from, to });
    return null;
  }

  #directory(path: string): void {
    const directory = path.slice(0, path.lastIndexOf('/'));
    if (!this.made.some((step) => step.kind === 'make-directory' && step.path === directory)) this.made.push({ kind: 'make-directory', path: directory });
  }

  async #read(path: string): Promise<string | null> {
    if (!this.#texts.has(path)) {
      await this.files.read([{ path }], (_, outcome) => { this.#texts.set(path, outcome.kind === 'text' ? outcome.text : null); });
    }
    return this.#texts.get(path) ?? null;
  }
}

/** The version that is meant: the named one, else the latest that is not over. */
export function chosenVersion({ versions }: Versions, named: string | undefined): Found<VersionState> {
  if (named !== undefined) {
    const version = versions.find(({ name }) => name === named);
    return version === undefined ? refused('version/unknown', advice`There is no version ${named}; see: ${nextStep('version list')}`) : sound(version);
  }
  const open = versions.findLast(({ record, broken }) => !broken && (record.status === 'pending' || record.status === 'in_progress'));
  if (open !== undefined) return success(open);
  return refused('version/none', advice`There is no version that work goes on in (${versionsDirectory}); make one with: ${nextStep('version create', '<feature>')}`);
}

function sound(version: VersionState): Found<VersionState> {
  return version.broken ? refused('version/unreadable', advice`${version.path} cannot be read; repair it first, see: ${nextStep('check')}`) : success(version);
}
