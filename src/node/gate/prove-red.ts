import { commandFor, proofOf, testRun, type RedProof, type TestRun } from '../../core/gate/red-proof.js';
import { refusal, type Refusal } from '../../core/plans/plan.js';
import type { TreeChange } from '../../core/tdd/check-change.js';
import type { TddRules } from '../../core/tdd/tdd-rules.js';
import { runProgram } from '../run-program.js';
import { readChange } from '../tdd/read-change.js';
import { commitMixed, gitOrFail, inScratchTree, type TriedRepository } from './scratch-tree.js';

/** How it is to be proved, by a command the person has agreed to. */
export interface RedRequest {
  readonly argv: readonly string[];
  /** Beyond the environment of the host, as it was agreed to. */
  readonly env: Readonly<Record<string, string>>;
  /** Told before each of the two runs. */
  readonly tell: (what: 'red' | 'green') => void;
}

/** What is to be proved. */
export interface RedPlan {
  readonly kind: 'red';
  readonly tests: readonly string[];
  readonly sources: readonly string[];
  readonly trees: Trees;
}

/** Programs that would wait for changes, or ask, do neither where this is set; part of what the person agrees to. */
export const testEnvironment: Readonly<Record<string, string>> = { CI: 'true' };

/** Each run ends after this long, in milliseconds. */
const patience = 15 * 60_000;

/** Reads what would be proved: the tests of a commit, or those that are staged (`null`). Refuses what brings no tests. */
export async function planRed(repository: TriedRepository, words: string | null, rules: TddRules): Promise<RedPlan | Refusal> {
  const change = await readChange(words === null ? { kind: 'staged' } : { kind: 'commit', commit: words }, { git: repository.git, readText: () => null }, rules);
  if ('kind' in change) return change;
  const { tests, sources } = partsOf(change, rules);
  if (tests.length === 0) return refusal('tdd/no-tests', `${words === null ? 'What is staged' : words} brings no tests, so there is nothing that could fail; stage tests, or name the commit that brought them.`);
  const trees = await treesOf(repository, words);
  return 'kind' in trees ? trees : { kind: 'red', tests, sources, trees };
}

/**
 * Runs the tests twice in a scratch worktree: with everything of the commit but its sources, where they must fail, and at the head (of what is
 * staged: with all of it), where they must pass. The person's working tree and index are not touched.
 */
export async function proveRed(repository: TriedRepository, { tests, sources, trees }: RedPlan, request: RedRequest): Promise<RedProof> {
  const argv = commandFor(request.argv, tests);
  const tryAt = (commit: string): Promise<TestRun> => inScratchTree(repository, commit, (folder) => runTests(folder, argv, { repository, request }));
  request.tell('red');
  const red = await tryAt(await commitMixed(repository, { tree: trees.tree, restored: sources, base: trees.base }));
  const isWaiting = trees.head === trees.commit && sources.length === 0;
  if (!isWaiting) request.tell('green');
  const green = isWaiting ? null : await tryAt(trees.head ?? await commitMixed(repository, { tree: trees.tree, restored: [], base: null }));
  return proofOf({ commit: trees.commit, tree: trees.commit === null ? trees.tree : null, head: isWaiting ? null : trees.head, tests, argv, red, green });
}

/** The tests that a change brings, and its sources. What helps tests, and everything else, belongs to the tests. */
function partsOf({ files }: TreeChange, rules: TddRules): { readonly tests: readonly string[]; readonly sources: readonly string[] } {
  const roles = files.map(({ path, from, after }) => ({ path, from, after, kind: rules.roleOf(path).kind }));
  return {
    tests: roles.filter(({ kind, after }) => kind === 'test' && after !== null).map(({ path }) => path),
    sources: roles.filter(({ kind }) => kind === 'source').flatMap(({ path, from }) => (from === null ? [path] : [path, from])),
  };
}

/** Ids: the tree that has it all, what was there before, the commit, and the head; of what is staged there is no commit and no head. */
interface Trees {
  readonly tree: string;
  readonly base: string | null;
  readonly commit: string | null;
  readonly head: string | null;
}

async function treesOf(repository: TriedRepository, words: string | null): Promise<Trees | Refusal> {
  const idOf = async (name: string): Promise<string | null> => {
    const { code, stdout } = await repository.git.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`], { cwd: repository.top });
    return code === 0 ? stdout.trim() : null;
  };
  const head = await idOf('HEAD');
  if (words === null) return { tree: (await gitOrFail(repository, ['write-tree'], { changes: true })).trim(), base: head, commit: null, head: null };
  const commit = await idOf(words);
  if (commit === null) return refusal('tdd/no-commit', `"${words}" is a range or no commit; name the one commit that brought the tests.`);
  return { tree: commit, base: await idOf(`${commit}^`), commit, head };
}

interface RunContext {
  readonly repository: TriedRepository;
  readonly request: RedRequest;
}

async function runTests(folder: string, argv: readonly string[], { repository: { signal }, request }: RunContext): Promise<TestRun> {
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('GIT_'));
  const env = { ...Object.fromEntries(own), ...request.env };
  const { code, stdout, stderr } = await runProgram(argv, { cwd: folder, env, timeoutMs: patience, ...(signal === undefined ? {} : { signal }) });
  return testRun(code, stdout, stderr);
}
