import { compareNatural } from '../text/natural-order.js';
import type { FeatureSpec, SpecEntry } from './feature-spec.js';

/** What is known of one file of the implementation: which ids it names, and whether it is a test. */
export interface TracedFile {
  readonly path: string;
  readonly kind: 'code' | 'test';
  readonly ids: readonly string[];
}

/** Where one requirement was found. */
export interface Trace {
  readonly id: string;
  readonly state: 'missing' | 'incomplete' | 'complete';
  /** Tasks of the spec that name it. */
  readonly tasks: readonly string[];
  readonly tests: readonly string[];
  readonly code: readonly string[];
}

/** How far a spec is built. `compliant`: every functional requirement is complete. */
export interface Compliance {
  readonly compliant: boolean;
  readonly traces: readonly Trace[];
}

/**
 * Follows each functional requirement through the tasks that name it, the tests and the code (contracts 1). A file counts for a
 * requirement when it names its id, or the id of a task that names it. Missing: nothing names it. Complete: code names it, and
 * where a test is required a test does too. Else incomplete. Ids in natural order.
 */
export function deriveCompliance({ entries }: FeatureSpec, files: readonly TracedFile[]): Compliance {
  const [tasks, found] = [tasksNaming(entries), filesNaming(files)];
  const wanted = new Map(entries.flatMap((entry) => (entry.kind === 'functional' && entry.id !== null ? [[entry.id, entry] as const] : [])));
  const traces = [...wanted.values()].map((entry) => traceOf(entry, tasks, found)).toSorted((a, b) => compareNatural(a.id, b.id));
  return { compliant: traces.every(({ state }) => state === 'complete'), traces };
}

/** Who names an id, by id. */
type Naming<Who> = ReadonlyMap<string, readonly Who[]>;

function tasksNaming(entries: readonly SpecEntry[]): Naming<string> {
  return namingOf(entries.flatMap(({ kind, id, mentions }) => (kind === 'task' && id !== null ? [[id, mentions] as const] : [])));
}

function filesNaming(files: readonly TracedFile[]): Naming<TracedFile> {
  return namingOf(files.map((file) => [file, file.ids] as const));
}

function namingOf<Who>(all: readonly (readonly [Who, readonly string[]])[]): Naming<Who> {
  const naming = new Map<string, Who[]>();
  for (const [who, named] of all) {
    for (const id of named) {
      const known = naming.get(id);
      if (known === undefined) naming.set(id, [who]);
      else known.push(who);
    }
  }
  return naming;
}

function traceOf(entry: SpecEntry, tasks: Naming<string>, files: Naming<TracedFile>): Trace {
  const id = entry.id ?? '';
  const named = tasks.get(id) ?? [];
  const found = [...new Set([id, ...named].flatMap((each) => files.get(each) ?? []))].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const tests = found.filter(({ kind }) => kind === 'test').map(({ path }) => path);
  const code = found.filter(({ kind }) => kind === 'code').map(({ path }) => path);
  const isTested = tests.length > 0 || entry.testCoverage !== 'required';
  const state = found.length === 0 ? 'missing' : code.length > 0 && isTested ? 'complete' : 'incomplete';
  return { id, state, tasks: named, tests, code };
}

const ids = /\b[A-Z][A-Z0-9]*-\d+(?:\.\d+)*\b/g;
const testPath = /(?:^|\/)(?:tests?|__tests__|specs?|e2e|testing)\/|(?:^|\/)(?:test_|tests?\.)|[._-](?:tests?|specs?)\.[^/.]+$|(?:Tests?|Spec|IT)\.[^/.]+$/;
const notCode = /\.(?:md|mdx|txt|rst|adoc|ya?ml|json|jsonc|toml|lock|csv|svg|log|af|html?)$/i;
const skippedFolder = /^(?:node_modules|vendor|dist|out|build|target|coverage|__pycache__|\..+)$/;

/** Whether a folder is looked through for code. */
export function mayHoldCode(folderName: string): boolean {
  return !skippedFolder.test(folderName);
}

/** What a file is to tracing by its path: code, a test, or neither. */
export function traceKindOf(path: string): TracedFile['kind'] | null {
  if (notCode.test(path)) return null;
  return testPath.test(path) ? 'test' : 'code';
}

/** The ids that a text names. A test may write them as its language wants names to be: `test_FR_101_restores`. */
export function idsIn(text: string): readonly string[] {
  const spelled = text.match(/\b\w*?(?:N?FR)_\d+/gi)?.map((each) => /N?FR_\d+$/i.exec(each)?.[0].toUpperCase().replace('_', '-') ?? '') ?? [];
  return [...new Set([...text.match(ids) ?? [], ...spelled])];
}
