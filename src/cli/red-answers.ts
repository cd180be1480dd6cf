import type { AskedCommand } from '../core/consent/consent.js';
import type { RedProof, TestRun } from '../core/gate/red-proof.js';
import { refusal, type Refusal } from '../core/plans/plan.js';
import { loadConfig } from '../core/specs/load-config.js';
import { plainLine } from '../core/text/escape.js';
import { splitWords } from '../core/text/shell-words.js';
import { cancelOnInterrupt } from '../node/cancel.js';
import type { RunState } from '../core/versions/versions.js';
import { keepProof, runForProof } from '../node/gate/keep-proof.js';
import { planRed, proveRed as prove, testEnvironment as env } from '../node/gate/prove-red.js';
import type { VersionDesk } from '../node/versions/version-desk.js';
import { askConsent } from './ask-consent.js';
import { isRefusal } from './choose-session.js';
import { answer, type Answer, type Context, type Run } from './command.js';
import { openTdd, repositoryOf } from './open-tdd.js';
import { exitCodes, paint, writeDiagnostic } from './output.js';
import { deskOf } from './versions/desk-answer.js';

/** The command that runs tests: as said, else as configured. */
async function commandOf({ root, options }: Context): Promise<readonly string[] | Refusal> {
  if (options.command === undefined) {
    const configured = (await loadConfig(root.files)).enforcement.tdd.test_command;
    return configured.length > 0 ? configured : refusal('tdd/no-command', 'How tests are run is not configured; say it with --command, or as a list in enforcement.tdd.test_command of .ai/project/config.yaml. {files} stands for the tests.');
  }
  // Braces mean something to a shell, so they are read as quoted.
  const words = splitWords(options.command.replace(/(?<=^|\s)\{files\}(?=\s|$)/g, "'{files}'"));
  if (!words.ok) return refusal('tdd/command', `The command ${plainLine(options.command)} cannot be run. ${words.problem}`);
  return words.value.length > 0 ? words.value : refusal('tdd/command', 'An empty command runs no tests; name one, for example --command "npx vitest run {files}".');
}

const runJson = (run: TestRun | null): unknown => (run === null ? null : { exit_code: run.code, output: run.output });

/** The proof, and the id of the run that keeps it. */
interface KeptProof {
  readonly proof: RedProof;
  readonly run: string | null;
}

function proofJson({ proof: { commit, tree, head, tests, argv, red, green, proved, reason }, run }: KeptProof): unknown {
  return { proved, reason, commit, tree, head, tests, command: argv, red: runJson(red), green: runJson(green), run };
}

function proofText({ tests, red, green, proved, reason }: RedProof): string {
  const outputs = proved ? '' : [red, ...(green === null ? [] : [green])].map(({ output }) => output.split('\n').slice(-20).map((line) => `  ${plainLine(line)}`).join('\n')).join('\n  ---\n');
  return `${tests.map((test) => `${plainLine(test)}\n`).join('')}${outputs === '' ? '' : `${outputs}\n`}${paint(reason, proved ? 'good' : 'bad')}\n`;
}

/** Keeps a proof with a run, if there is one, and says so. `id`: of the run that has it. */
async function keptIn(desk: VersionDesk, run: RunState | Refusal, proof: RedProof): Promise<{ readonly id: string | null; readonly notice: string }> {
  const problem = isRefusal(run) ? run : await keepProof(desk, run, proof);
  if (isRefusal(run) || problem !== null) return { id: null, notice: `It is not kept as evidence. ${problem?.message ?? ''}` };
  return { id: run.record.sessionId, notice: `Kept as evidence; see: workflow run show ${run.task}` };
}

/** Proves that the tests of a commit, or those that are staged, fail without what they test. */
export const proveRed: Run = async (context, [commit = null]): Promise<Answer | Refusal> => {
  const tdd = await openTdd(context);
  const git = repositoryOf(tdd);
  if (isRefusal(git)) return git;
  const argv = await commandOf(context);
  if ('kind' in argv) return argv;
  const repository = { git, top: tdd.top, signal: cancelOnInterrupt() };
  const plan = await planRed(repository, commit, tdd.rules);
  if (plan.kind === 'refusal') return plan;
  const desk = deskOf(context);
  const { task } = context.options;
  const run = await runForProof(desk, { task, folder: tdd.top });
  // Who names a task wants it kept there, so nothing is run for nothing.
  if (task !== undefined && isRefusal(run)) return run;
  const asked: AskedCommand = { purpose: 'tdd.runner', argv, cwd: tdd.top, env };
  const declined = await askConsent(asked, context.options);
  if (declined !== null) return declined;
  const tell = (what: 'red' | 'green'): void => { writeDiagnostic(what === 'red' ? 'Running the tests without what they test …' : 'Running them with it …'); };
  const proof = await prove(repository, plan, { argv, env, tell });
  const { id, notice } = await keptIn(desk, run, proof);
  return { ...answer(() => proofJson({ proof, run: id }), () => proofText(proof), proof.proved ? exitCodes.fine : exitCodes.no), notice };
};
