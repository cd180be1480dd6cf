import { resolve } from 'node:path';
import { refusal, type Refusal } from '../core/plans/plan.js';
import type { Git } from '../core/ports.js';
import { skipMarker } from '../core/gate/skip-marker.js';
import { verdictOf, type Verdict } from '../core/gate/verdict.js';
import { checkChange, type TddFinding } from '../core/tdd/check-change.js';
import { plainLine } from '../core/text/escape.js';
import { gitOfHook } from '../node/gate/hook-git.js';
import { readCommentMark, readCommits, readDifferent, readMergeHeads, type MadeCommit } from '../node/gate/read-commits.js';
import { openGit } from '../node/git/git.js';
import { readChange, type ChangeName } from '../node/tdd/read-change.js';
import { readTextFile } from '../node/text-file.js';
import { isRefusal } from './choose-session.js';
import { answer, type Answer, type Context, type Run } from './command.js';
import { openTdd, repositoryOf, type OpenTdd } from './open-tdd.js';
import { exitCodes, paint, type Style } from './output.js';

/** What a commit is judged in. */
interface Bench extends OpenTdd {
  readonly git: Git;
}

/** One commit, judged. `commit`: `null` while it is not made. */
interface Judged {
  readonly commit: MadeCommit | null;
  readonly verdict: Verdict;
}

/** What is wrong with a change. Of a merge only what it did itself, which is what differs from all that it merged. */
async function findingsOf({ git, readText, rules }: Bench, name: ChangeName, merged: readonly string[]): Promise<readonly TddFinding[] | Refusal> {
  const change = await readChange(name, { git, readText }, rules);
  if (isRefusal(change)) return change;
  const findings = checkChange(change, rules);
  const tree = name.kind === 'commit' ? name.commit : null;
  const different = findings.length === 0 ? [] : await Promise.all(merged.map((each) => readDifferent(git, each, tree)));
  return findings.filter(({ file }) => different.every((paths) => paths.has(file)));
}

async function judgeStaged(bench: Bench, message: string | null): Promise<readonly Judged[] | Refusal> {
  const findings = await findingsOf(bench, { kind: 'staged' }, await readMergeHeads(bench.git));
  if (isRefusal(findings)) return findings;
  return [{ commit: null, verdict: verdictOf(findings, message, message === null ? undefined : await readCommentMark(bench.git)) }];
}

async function judgeCommits(bench: Bench, words: string): Promise<readonly Judged[] | Refusal> {
  const commits = await readCommits(bench.git, words);
  if (isRefusal(commits)) return commits;
  const judged: Judged[] = [];
  for (const commit of commits) {
    const findings = await findingsOf(bench, { kind: 'commit', commit: commit.id }, commit.merged);
    if (isRefusal(findings)) return findings;
    judged.push({ commit, verdict: verdictOf(findings, commit.message) });
  }
  return judged;
}

const styles: Readonly<Record<string, Style>> = { error: 'bad', warning: 'warn' };

function findingText({ file, severity, message, expected }: TddFinding): string {
  const places = expected.length === 0 ? '' : `    looked for: ${expected.map(plainLine).join(', ')}\n`;
  return `${paint(severity, styles[severity] ?? 'plain')} ${plainLine(file)}: ${plainLine(message)}\n${places}`;
}

/** What happens to the commit, and how it would be let through. */
function outcomeText({ commit, verdict: { isSkipped, isRefused } }: Judged, hasMessage: boolean): string {
  const what = commit === null ? 'This commit' : `Commit ${commit.id.slice(0, 10)}`;
  if (isSkipped) return `${what} is let through, because its message says ${skipMarker}.\n`;
  if (!isRefused) return '';
  if (commit === null && !hasMessage) return `${what} is refused, unless its message says ${skipMarker} or TDD_SKIP=true is set.\n`;
  return `${what} is refused: there are no tests for what it does, or it takes tests away, and its message does not say ${skipMarker}.\n`;
}

function judgedText(judged: Judged, hasMessage: boolean): string {
  const { commit, verdict: { findings } } = judged;
  // The hook before has explained it.
  if (commit === null && hasMessage) return outcomeText(judged, true);
  const title = commit === null || findings.length === 0 ? '' : `${commit.id.slice(0, 10)} ${plainLine(commit.message.split('\n')[0] ?? '')}\n`;
  return `${title}${findings.map(findingText).join('')}${outcomeText(judged, hasMessage)}`;
}

function verdictJson({ commit, verdict: { findings, isSkipped } }: Judged): readonly unknown[] {
  return findings.map(({ code, severity, message, file, expected }) => (
    { ...(commit === null ? {} : { commit: commit.id }), code, severity, message, file, expected, skipped: isSkipped }));
}

/** Opens the rules on what is about to be committed: inside of a hook git says where that is. */
async function openBench(context: Context): Promise<Bench | Refusal> {
  const tdd = await openTdd(context);
  const told = process.env['GIT_DIR'] ?? '';
  const git = tdd.git === null && told !== '' ? openGit(process.cwd()) : repositoryOf(tdd);
  return isRefusal(git) ? git : { ...tdd, git: gitOfHook(git, process.env) };
}

/** The message of the commit that is being made, from the file that git gives to its hook. */
function messageAt(file: string): string | Refusal {
  const read = readTextFile(resolve(file));
  return read.ok ? read.value : refusal('tdd/no-message', `${file} cannot be read (${read.problem}), so nobody knows what the commit says; name the file of its message.`);
}

/** Judges what is staged, or commits that were made. */
export const preCommit: Run = async (context, words) => {
  if (process.env['TDD_SKIP'] === 'true') return answer(() => ({ allowed: true, skipped: 'TDD_SKIP', violations: [] }), () => 'Not judged, because TDD_SKIP=true.\n');
  const bench = await openBench(context);
  if (isRefusal(bench)) return bench;
  const { message: file } = context.options;
  const message = file === undefined ? null : messageAt(file);
  if (typeof message === 'object' && message !== null) return message;
  const [range] = words;
  const judged = range === undefined ? await judgeStaged(bench, message) : await judgeCommits(bench, range);
  return isRefusal(judged) ? judged : verdictAnswer(judged, file !== undefined);
};

function verdictAnswer(judged: readonly Judged[], hasMessage: boolean): Answer {
  const allowed = judged.every(({ verdict }) => !verdict.isRefused);
  const skipped = judged.some(({ verdict }) => verdict.isSkipped) ? 'message' : null;
  return answer(
    () => ({ allowed, skipped, violations: judged.flatMap(verdictJson) }),
    () => judged.map((each) => judgedText(each, hasMessage)).join(''),
    allowed ? exitCodes.fine : exitCodes.no,
  );
}
