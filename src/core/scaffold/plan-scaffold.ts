import type { DocumentOutcome } from '../findings/read-document.js';
import { refusal, type Plan, type Refusal, type Step } from '../plans/plan.js';
import type { Sha256 } from '../ports.js';
import type { ScaffoldFile, ScaffoldKit, ScaffoldMerge } from './scaffold-file.js';
import type { ScaffoldRecord } from './scaffold-record.js';

/** What planning a scaffold looks at. */
export interface ScaffoldContext {
  /** What is at each path of `scaffoldPaths`; a path that is not in it is absent. */
  readonly found: ReadonlyMap<string, DocumentOutcome>;
  readonly record: ScaffoldRecord;
  readonly sha256: Sha256;
}

/** A plan, and what becomes of each file. */
export interface ScaffoldPlan {
  readonly kind: 'scaffold';
  readonly plan: Plan;
  /** Files that are created, replaced by a newer version, changed, or (when removing) removed. */
  readonly written: readonly string[];
  /** Files that stay as they are. */
  readonly leftAlone: readonly string[];
  /** Those of `leftAlone` that are not what we would write, because somebody changed them. */
  readonly changed: readonly string[];
  /** The record after the plan was applied. */
  readonly record: ScaffoldRecord;
}

/** Every path that a plan for these kits looks at. */
export function scaffoldPaths(kits: readonly ScaffoldKit[]): readonly string[] {
  return kits.flatMap(({ files, merges }) => [...files, ...merges].map(({ path }) => path));
}

/** What becomes of one file: a step, or why it stays. */
type Fate =
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'same' | 'changed' }
  | { readonly kind: 'refused'; readonly message: string };

/** Plans to write the files of kits. A file that somebody changed is never overwritten; doing it twice changes nothing. */
export function planScaffold(kits: readonly ScaffoldKit[], context: ScaffoldContext): ScaffoldPlan | Refusal {
  const fates = kits.flatMap(({ files, merges }) => [
    ...files.map((file) => [file.path, fateOfFile(file, context)] as const),
    ...merges.map((merge) => [merge.path, fateOfMerge(merge, context)] as const),
  ]);
  const texts = new Map(kits.flatMap(({ files }) => files.map(({ path, text }) => [path, text] as const)));
  const ours = fates.flatMap(([path, fate]) => {
    const text = fate.kind === 'changed' ? undefined : texts.get(path);
    return text === undefined ? [] : [[path, context.sha256(text)] as const];
  });
  return assembled('Write files of the workflow', fates, { ...context.record, ...Object.fromEntries(ours) });
}

/** Plans to take the files of kits away again: those that are still as they were written, and our entries in files of others. */
export function planScaffoldRemoval(kits: readonly ScaffoldKit[], context: ScaffoldContext): ScaffoldPlan | Refusal {
  const fates = kits.flatMap(({ files, merges }) => [
    ...files.map((file) => [file.path, fateOfRemoval(file, context)] as const),
    ...merges.map((merge) => [merge.path, fateOfUnmerging(merge, context)] as const),
  ]);
  const gone = new Set(fates.flatMap(([path, { kind }]) => (kind === 'changed' ? [] : [path])));
  return assembled('Remove files of the workflow', fates, Object.fromEntries(Object.entries(context.record).filter(([path]) => !gone.has(path))));
}

function assembled(title: string, fates: readonly (readonly [string, Fate])[], record: ScaffoldRecord): ScaffoldPlan | Refusal {
  const steps: Step[] = [];
  const written: string[] = [];
  const leftAlone: string[] = [];
  const changed: string[] = [];
  for (const [path, fate] of fates) {
    if (fate.kind === 'refused') return refusal('scaffold/refused', fate.message);
    if (fate.kind === 'step') {
      written.push(path);
      steps.push(...withFolder(fate.step, path, steps));
    } else leftAlone.push(path);
    if (fate.kind === 'changed') changed.push(path);
  }
  return { kind: 'scaffold', plan: { kind: 'plan', title, steps, transitions: [] }, written, leftAlone, changed, record };
}

/** A file that is made needs its folder, once. */
function withFolder(step: Step, path: string, before: readonly Step[]): readonly Step[] {
  const end = path.lastIndexOf('/');
  if (end < 0 || !isCreation(step)) return [step];
  const folder = path.slice(0, end);
  const isMade = before.some((each) => each.kind === 'make-directory' && each.path === folder);
  return isMade ? [step] : [{ kind: 'make-directory', path: folder }, step];
}

function isCreation(step: Step): boolean {
  return step.kind === 'create-file' || (step.kind === 'write-text' && step.from === null);
}

function fateOfFile({ path, text, executable = false }: ScaffoldFile, { found, record, sha256 }: ScaffoldContext): Fate {
  const outcome = found.get(path);
  if (outcome === undefined) return { kind: 'step', step: { kind: 'create-file', path, content: text, executable } };
  if (outcome.kind === 'unreadable') return { kind: 'changed' };
  if (outcome.text === text) return { kind: 'same' };
  const isOurs = record[path] === sha256(outcome.text);
  return isOurs ? { kind: 'step', step: { kind: 'write-text', path, from: outcome.text, to: text } } : { kind: 'changed' };
}

function fateOfMerge({ path, add }: ScaffoldMerge, { found }: ScaffoldContext): Fate {
  const before = textAt(path, found);
  if (typeof before === 'object' && before !== null) return before;
  const after = add(before);
  if (!after.ok) return { kind: 'refused', message: after.problem };
  return after.value === null ? { kind: 'same' } : { kind: 'step', step: { kind: 'write-text', path, from: before, to: after.value } };
}

function fateOfRemoval({ path, text }: ScaffoldFile, { found, record, sha256 }: ScaffoldContext): Fate {
  const outcome = found.get(path);
  if (outcome === undefined) return { kind: 'same' };
  const isOurs = outcome.kind === 'text' && (outcome.text === text || record[path] === sha256(outcome.text));
  return isOurs ? { kind: 'step', step: { kind: 'remove-file', path, from: outcome.text } } : { kind: 'changed' };
}

function fateOfUnmerging({ path, remove }: ScaffoldMerge, { found }: ScaffoldContext): Fate {
  const before = textAt(path, found);
  if (before === null) return { kind: 'same' };
  if (typeof before === 'object') return before;
  const after = remove(before);
  if (!after.ok) return { kind: 'refused', message: after.problem };
  return after.value === null ? { kind: 'same' } : { kind: 'step', step: { kind: 'write-text', path, from: before, to: after.value } };
}

function textAt(path: string, found: ScaffoldContext['found']): string | null | Fate {
  const outcome = found.get(path);
  if (outcome?.kind === 'unreadable') return { kind: 'refused', message: `${path} cannot be read (${outcome.detail}), so nothing was written; put a plain text file there.` };
  return outcome?.text ?? null;
}
