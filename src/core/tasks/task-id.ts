/**
 * What an id says by its form (document 004, decisions 3.4).
 * - `main`: IMPL-N · `sub`: IMPL-N.M, under the container `parent` · both with zero padding as wished
 * - `deep`: three levels or more (IMPL-1.2.3), which is an error
 * - `foreign`: another scheme (TASK-001, T-001, IMPL-A1), which is fine but gets a hint
 */
export type TaskIdForm =
  | { readonly form: 'main'; readonly digits: string }
  | { readonly form: 'sub'; readonly parent: string; readonly digits: string }
  | { readonly form: 'deep'; readonly parent: string }
  | { readonly form: 'foreign'; readonly parent: string | null };

const usualForm = /^IMPL-(\d+)((?:\.\d+)*)$/;
const foreignSub = /^(.+)\.(\d+)$/;

/** Reads the form of an id. Any text has one. */
export function parseTaskId(id: string): TaskIdForm {
  const match = usualForm.exec(id);
  if (!match) return { form: 'foreign', parent: foreignSub.exec(id)?.[1] ?? null };
  const [, digits = '', levels = ''] = match;
  if (levels === '') return { form: 'main', digits };
  const dot = levels.lastIndexOf('.');
  const parent = id.slice(0, id.length - (levels.length - dot));
  return dot === 0 ? { form: 'sub', parent, digits: levels.slice(1) } : { form: 'deep', parent };
}

/** More subtasks than any container has. */
const mostSubtasks = 2 ** 20;
const [zero, nine, dot] = [48, 57, 46];

/**
 * A number that orders ids of document 004's form (IMPL-N, IMPL-N.M) as `compareNatural` does, only much faster; ids that differ
 * in nothing but zero padding have the same. NaN for other ids, and for numbers that are too large.
 */
export function orderOf(id: string): number {
  if (!id.startsWith('IMPL-')) return Number.NaN;
  const end = endOfDigits(id, 'IMPL-'.length);
  const main = numberIn(id, 'IMPL-'.length, end) * mostSubtasks;
  if (end === id.length) return main;
  const isSub = id.charCodeAt(end) === dot && endOfDigits(id, end + 1) === id.length;
  return isSub ? main + numberIn(id, end + 1, id.length) + 1 : Number.NaN;
}

function endOfDigits(id: string, from: number): number {
  let at = from;
  while (id.charCodeAt(at) >= zero && id.charCodeAt(at) <= nine) at++;
  return at;
}

/** NaN where there is no digit, and where a sum with it could be wrong. */
function numberIn(id: string, from: number, end: number): number {
  let value = from === end ? Number.NaN : 0;
  for (let at = from; at < end; at++) value = value * 10 + id.charCodeAt(at) - zero;
  return value < mostSubtasks ? value : Number.NaN;
}

/** The id of the container that an id names as its own (IMPL-1.2 → IMPL-1), `null` when it names none. */
export function impliedParent(id: string): string | null {
  const parsed = parseTaskId(id);
  return parsed.form === 'main' ? null : parsed.parent;
}

/** The id without zero padding: two ids with the same plain form are the same number (IMPL-001.01 → IMPL-1.1). */
export function plainTaskId(id: string): string {
  return id.replace(/(^|[-.])0+(?=\d)/g, '$1');
}

/**
 * The next free id: after the highest number in use, with the padding of the others (IMPL-003 → IMPL-004).
 * With `parent` the next subtask of it (IMPL-1 → IMPL-1.1), padded like its siblings.
 */
export function nextTaskId(existing: Iterable<string>, parent?: string): string {
  const numbers: string[] = [];
  for (const id of existing) {
    const parsed = parseTaskId(id);
    if (parent === undefined && parsed.form === 'main') numbers.push(parsed.digits);
    if (parent !== undefined && parsed.form !== 'main') {
      if (parsed.parent !== null && plainTaskId(parsed.parent) === plainTaskId(parent)) numbers.push(id.slice(id.lastIndexOf('.') + 1));
    }
  }
  return (parent === undefined ? 'IMPL-' : `${parent}.`) + nextNumber(numbers);
}

function nextNumber(digits: readonly string[]): string {
  const highest = digits.reduce((most, each) => (BigInt(each) > most ? BigInt(each) : most), 0n);
  const width = digits.filter((each) => each.startsWith('0')).reduce((most, each) => Math.max(most, each.length), 0);
  return (highest + 1n).toString().padStart(width, '0');
}
