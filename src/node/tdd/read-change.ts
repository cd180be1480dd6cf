import { WorkflowError } from '../../base/workflow-error.js';
import { refusal, type Refusal } from '../../core/plans/plan.js';
import type { Git, GitOptions, GitOutcome } from '../../core/ports.js';
import { excerpt } from '../../core/text/escape.js';
import type { TreeChange } from '../../core/tdd/check-change.js';
import { isUnstored, parseRawDiff, type RawEntry } from '../../core/tdd/raw-diff.js';
import type { FileChange } from '../../core/tdd/test-losses.js';
import type { TddRules } from '../../core/tdd/tdd-rules.js';

/**
 * Which change is meant: what is staged, what is in the working tree (staged or not, new files included), a commit against its
 * first parent, or a range `from..to` (`from...to`: since both parted).
 */
export type ChangeName = { readonly kind: 'staged' } | { readonly kind: 'working-tree' } | { readonly kind: 'commit'; readonly commit: string };

/** What reading a change takes. `options` go to every call of git: another index, a signal. */
export interface ChangePorts {
  readonly git: Git;
  readonly options?: Pick<GitOptions, 'cwd' | 'indexFile' | 'signal' | 'timeoutMs'>;
  /** The text of a file of the working tree; `null`: there is none to read. */
  readonly readText: (path: string) => string | null;
}

/** Two trees that are compared: arguments of git, and how the files of both are listed. */
interface Comparison {
  readonly diff: readonly string[];
  readonly before: readonly string[] | null;
  readonly after: readonly (readonly string[])[];
}

const compare = ['--raw', '-z', '--no-abbrev', '-M', '-r'] as const;
const noFiles: readonly string[] = [];

/** Reads a change with git; texts only of files whose language is known. Refuses a name that is no commit; a git that fails is a WorkflowError. */
export async function readChange(name: ChangeName, ports: ChangePorts, rules: Pick<TddRules, 'roleOf'>): Promise<TreeChange | Refusal> {
  const comparison = await comparisonOf(name, ports);
  if ('kind' in comparison) return comparison;
  const run = (args: readonly string[]): Promise<string> => gitText(ports, args);
  const [diff, before, ...after] = await Promise.all([
    run(comparison.diff), comparison.before === null ? '' : run(comparison.before), ...comparison.after.map(run),
  ]);
  const changed = parseRawDiff(diff).filter(({ path, from }) => isOfLanguage(path, rules) || (from !== null && isOfLanguage(from, rules)));
  const listed = new Set(after.flatMap(namesIn));
  const untracked = name.kind === 'working-tree' ? namesIn(after[1] ?? '').filter((path) => isOfLanguage(path, rules)) : noFiles;
  const texts = await textsOf(changed, ports);
  const textIn = (path: string, id: string | null): string | null => (id === null ? null : isUnstored(id) ? ports.readText(path) : texts.get(id) ?? '');
  // What is there and cannot be read as text is not deleted; nothing is known of what it lost.
  const newText = ({ path, from, before: old, after: now }: RawEntry): string | null => textIn(path, now) ?? (now === null ? null : textIn(from ?? path, old) ?? '');
  const files: readonly FileChange[] = [
    ...changed.map((entry) => ({ path: entry.path, from: entry.from, before: textIn(entry.from ?? entry.path, entry.before), after: newText(entry) })),
    ...untracked.map((path) => ({ path, from: null, before: null, after: ports.readText(path) })),
  ].filter(({ from, before: old, after: now }) => old !== now || from !== null);
  for (const { path, after: now } of files) if (now === null) listed.delete(path);
  return { files, before: namesIn(before), after: listed };
}

function isOfLanguage(path: string, { roleOf }: Pick<TddRules, 'roleOf'>): boolean {
  return roleOf(path).language !== null;
}

const namesIn = (text: string): readonly string[] => text.split('\0').filter((path) => path !== '');
const listTree = (tree: string): readonly string[] => ['ls-tree', '-r', '-z', '--name-only', '--full-tree', tree];
const listIndex: readonly string[] = ['ls-files', '-z', '--cached', '--full-name', ':/'];
const listUntracked: readonly string[] = ['ls-files', '-z', '--others', '--exclude-standard', '--full-name', ':/'];

async function comparisonOf(name: ChangeName, ports: ChangePorts): Promise<Comparison | Refusal> {
  if (name.kind === 'commit') return commitComparison(name.commit, ports);
  const head = await idOf('HEAD', ports);
  const base = head ?? await emptyTree(ports);
  const isStaged = name.kind === 'staged';
  return {
    diff: ['diff-index', ...(isStaged ? ['--cached'] : []), ...compare, base, '--'],
    before: head === null ? null : listTree(head),
    after: isStaged ? [listIndex] : [listIndex, listUntracked],
  };
}

async function commitComparison(words: string, ports: ChangePorts): Promise<Comparison | Refusal> {
  const [, from, dots, to] = /^(.*?)(\.\.\.?)(.*)$/s.exec(words) ?? [];
  const commit = await idOf(to === undefined ? words : to === '' ? 'HEAD' : to, ports);
  if (commit === null) return noCommit(words);
  if (from === undefined) {
    const parent = await idOf(`${commit}^`, ports);
    return between(parent, commit, ports);
  }
  const start = await idOf(from === '' ? 'HEAD' : from, ports);
  if (start === null) return noCommit(words);
  const base = dots === '..' ? start : (await gitText(ports, ['merge-base', start, commit])).trim();
  return between(base, commit, ports);
}

async function between(before: string | null, after: string, ports: ChangePorts): Promise<Comparison> {
  return { diff: ['diff-tree', ...compare, before ?? await emptyTree(ports), after, '--'], before: before === null ? null : listTree(before), after: [listTree(after)] };
}

function noCommit(words: string): Refusal {
  return refusal('tdd/no-commit', `There is no commit "${excerpt(words)}" here; name a commit, or a range such as main..HEAD.`);
}

/** The full id of a commit; `null`: there is none of that name. */
async function idOf(name: string, { git, options }: ChangePorts): Promise<string | null> {
  if (name.startsWith('-') || name.includes('\0')) return null;
  const { code, stdout } = await git.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`], options);
  const id = stdout.trim();
  return code === 0 && /^[0-9a-f]{40,64}$/.test(id) ? id : null;
}

/** What there was before the first commit. */
async function emptyTree(ports: ChangePorts): Promise<string> {
  const { code, stdout, stderr } = await ports.git.run(['hash-object', '-t', 'tree', '--stdin'], { ...ports.options, input: '' });
  return code === 0 ? stdout.trim() : fail('hash-object', stderr);
}

async function gitText({ git, options }: ChangePorts, args: readonly string[]): Promise<string> {
  const outcome: GitOutcome = await git.run(args, options);
  return outcome.code === 0 ? outcome.stdout : fail(args[0] ?? '', outcome.stderr);
}

function fail(command: string, stderr: string): never {
  throw new WorkflowError('io', `git ${command} failed: ${excerpt(stderr.trim())}`);
}

/** The texts of all stored blobs of the entries, read by one process. */
async function textsOf(entries: readonly RawEntry[], { git, options }: ChangePorts): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(entries.flatMap(({ before, after }) => [before, after]).filter((id): id is string => id !== null && !isUnstored(id)))];
  if (ids.length === 0) return new Map();
  const { code, bytes, stderr } = await git.run(['cat-file', '--batch'], { ...options, input: `${ids.join('\n')}\n` });
  return code === 0 ? blobsIn(bytes) : fail('cat-file', stderr);
}

/** `<id> blob <size>\n<bytes>\n`, again and again. A blob that is missing has no text. */
function blobsIn(bytes: Uint8Array): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const decoder = new TextDecoder('utf-8');
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at);
    const [id = '', kind, size = '0'] = decoder.decode(bytes.subarray(at, end)).split(' ');
    at = end + 1;
    if (kind !== 'blob') continue;
    texts.set(id, decoder.decode(bytes.subarray(at, at + Number(size))));
    at += Number(size) + 1;
  }
  return texts;
}
