import { basename, dirname, relative, resolve, sep } from 'node:path';
import type { Finding } from '../core/findings/finding.js';
import { refusal, type Plan, type Refusal } from '../core/plans/plan.js';
import { checkFile } from '../core/specs/check-file.js';
import { deriveCompliance, type Compliance, type Trace } from '../core/specs/compliance.js';
import { asFeatureId, configPath, specPathOf } from '../core/specs/feature-files.js';
import { loadConfig } from '../core/specs/load-config.js';
import { interviewQuestions, parseAnswers, planInterview } from '../core/specs/plan-interview.js';
import { findingsUnder } from '../core/specs/spec-validation.js';
import { SpecDocument } from '../core/specs/spec-document.js';
import { renderSpecTasks, tasksOf } from '../core/specs/spec-tasks.js';
import { traceFiles } from '../core/specs/trace-files.js';
import { plainLine } from '../core/text/escape.js';
import { parseJson, rangeOf } from '../core/text/json-text.js';
import { sessionOfPath } from '../core/layout/state-layout.js';
import { planSpecSession } from '../core/workflow/plan-spec-session.js';
import { sessionByPath } from '../core/workflow/selectors.js';
import { clock } from '../node/clock.js';
import { DiskFiles } from '../node/disk-files.js';
import { sha256 } from '../node/sha256.js';
import { readTextFile } from '../node/text-file.js';
import { preview } from './change.js';
import { isRefusal } from './choose-session.js';
import { cell, renderColumns } from './columns.js';
import { answer, type Answer, type Context, type Run } from './command.js';
import { renderFindings, summaryOf, type FindingJson } from './finding-answer.js';
import { askLine, canAsk, exitCodes, type Style } from './output.js';
import { renderSessions, sessionJson } from './session-answer.js';

/** A spec that was named on the command line. `file`: relative to the state root where it lies there. */
interface NamedSpec {
  readonly file: string;
  readonly text: string;
}

function namedSpec({ root }: Context, word: string): NamedSpec | Refusal {
  const path = resolve(word);
  const inRoot = relative(root.place.root, path).replaceAll(sep, '/');
  const read = readTextFile(path);
  if (!read.ok) return refusal('spec/unreadable', `${word} cannot be read: ${read.problem}; name the spec.yaml of a feature.`);
  return { file: inRoot.startsWith('..') ? path.replaceAll(sep, '/') : inRoot, text: read.value };
}

/** A spec that can be read as YAML; what its schema says is another question. */
function readableSpec(context: Context, word: string): (NamedSpec & { readonly document: SpecDocument }) | Refusal {
  const spec = namedSpec(context, word);
  if (isRefusal(spec)) return spec;
  const document = new SpecDocument(spec.text);
  if (document.unreadable === null) return { ...spec, document };
  const { line, column } = rangeOf(spec.text, { kind: 'offset', offset: document.unreadable.offset, length: 0 });
  return refusal('spec/unreadable', `${word}:${line}:${column} ${document.unreadable.message} Mend that first; see: workflow spec validate ${word}`);
}

function findingJson({ code, severity, message, file, place, fixes }: Finding, text: string): FindingJson {
  return { code, severity, message, file, ...rangeOf(text, place), fixable: fixes.length > 0 };
}

/** `workflow spec validate <file>`: what breaks the schema is an error, unless the project is lenient; rules beyond it warn or hint. */
export const validateSpec: Run = async (context, [word = '']) => {
  const spec = namedSpec(context, word);
  if (isRefusal(spec)) return spec;
  const { validation } = (await loadConfig(context.root.files)).specs;
  const findings = findingsUnder(checkFile(spec.file, spec.text), validation).map((finding) => findingJson(finding, spec.text));
  const of = (...severities: readonly string[]): readonly FindingJson[] => findings.filter(({ severity }) => severities.includes(severity));
  const errors = of('error');
  const valid = errors.length === 0;
  const json = { valid, errors, warnings: of('warning'), hints: of('information', 'hint') };
  const leniency = validation === 'strict' ? '' : ` (${configPath} says: specs.validation ${validation})`;
  return { ...answer(() => json, () => renderFindings(findings), valid ? exitCodes.fine : exitCodes.no), notice: `${summaryOf(findings)}${leniency}` };
};

const styles: Readonly<Record<Trace['state'], Style>> = { missing: 'bad', incomplete: 'warn', complete: 'good' };

function renderTraces({ traces }: Compliance): string {
  return renderColumns(traces.map(({ id, state, tasks, tests, code }) => [
    cell(plainLine(id)), cell(state, styles[state]), cell(plainLine(`tasks ${tasks.length}  tests ${tests.length}  code ${code.length}  ${[...code, ...tests].slice(0, 3).join(', ')}`)),
  ]));
}

/** `workflow spec compliance <spec> [impl-dir]`: ids of requirements through tasks, tests and code. */
export const specCompliance: Run = async (context, [word = '', folder]) => {
  const spec = readableSpec(context, word);
  if (isRefusal(spec)) return spec;
  const place = folder === undefined ? context.root.place.root : resolve(folder);
  const files = new DiskFiles(dirname(place));
  const found = await files.list(basename(place));
  if (found.kind !== 'entries') return refusal('spec/no-folder', `${folder ?? place} is no folder that can be read; name the folder of the implementation.`);
  const compliance = deriveCompliance(spec.document.spec, await traceFiles(new DiskFiles(place)));
  const idsOf = (state: Trace['state']): readonly string[] => compliance.traces.filter((trace) => trace.state === state).map(({ id }) => id);
  const { compliant } = compliance;
  const json = { compliant, missing: idsOf('missing'), incomplete: idsOf('incomplete'), complete: idsOf('complete') };
  const notice = `${json.complete.length} of ${compliance.traces.length} requirements are complete.`;
  return { ...answer(() => json, () => renderTraces(compliance), compliant ? exitCodes.fine : exitCodes.no), notice };
};

/** Carries out a plan that was made here, or only shows it. */
async function carryOut({ root, options }: Context, plan: Plan | Refusal, done: () => Promise<Answer | Refusal>): Promise<Answer | Refusal> {
  if (plan.kind === 'refusal') return plan;
  if (options.dryRun === true) return preview([plan]);
  const outcome = await root.apply(plan);
  return outcome.kind === 'conflict' ? refusal('conflict', `${outcome.message} Nothing was changed; look at it and try again.`) : done();
}

/** `workflow spec tasks <spec> [--into-session]`. */
export const specTasks: Run = async (context, [word = '']) => {
  const spec = readableSpec(context, word);
  if (isRefusal(spec)) return spec;
  const { head, root: tree } = spec.document;
  const tasks = tree === null ? [] : tasksOf(tree);
  if (context.options.intoSession !== true) return answer(() => ({ feature: head.id, tasks }), () => renderSpecTasks(head, tasks));
  const { root } = context;
  const plan = planSpecSession(await root.store.refresh(), { head, tasks }, { now: clock.now(), sha256 });
  const made = plan.kind === 'plan' ? plan.steps.find(({ kind }) => kind === 'make-directory') : undefined;
  const path = made?.kind === 'make-directory' ? sessionOfPath(made.path) : null;
  return carryOut(context, plan, async () => {
    const state = await root.store.refresh();
    const session = sessionByPath(state, path ?? '');
    return session === null
      ? refusal('session/gone', 'it was made, but somebody took the session away meanwhile; see: workflow session list')
      : answer(() => sessionJson(state, session), () => renderSessions(state, [session]));
  });
};

/** Asks the seven questions, each answer a line, lists until an empty line. */
async function askAnswers(): Promise<Readonly<Record<string, unknown>>> {
  const answers: Record<string, unknown> = {};
  for (const { key, question, example, many } of interviewQuestions) {
    const first = await askLine(`${question} (${many ? 'one a line, an empty line ends; ' : ''}for example: ${example})`);
    const lines = [first];
    while (many && lines.at(-1) !== '') lines.push(await askLine('and'));
    answers[key] = many ? lines.filter((line) => line !== '') : first;
  }
  return answers;
}

async function answersFrom({ options }: Context): Promise<unknown> {
  if (options.answers === undefined) {
    return canAsk() ? askAnswers() : refusal('spec/no-answers', 'nobody is there to be asked; give the answers with --answers <file.json>.');
  }
  const read = readTextFile(resolve(options.answers));
  if (!read.ok) return refusal('spec/answers', `${options.answers} cannot be read: ${read.problem}; name a JSON file with the answers.`);
  const parsed = parseJson(read.value);
  return parsed.ok ? parsed.value : refusal('spec/answers', `${options.answers} is no JSON: ${parsed.problem.message}`);
}

/** `workflow spec interview <feature> [--answers file.json]`. */
export const specInterview: Run = async (context, [feature = '']) => {
  const id = asFeatureId(feature);
  if (!id.ok) return refusal('spec/feature-id', id.problem);
  const path = specPathOf(id.value);
  const { root } = context;
  const exists = readTextFile(resolve(root.place.root, path));
  if (exists.ok) return refusal('spec/exists', `${path} is there already and is not overwritten; edit it, or choose another feature id.`);
  const given = await answersFrom(context);
  if (typeof given === 'object' && given !== null && isRefusal(given)) return given;
  const answers = parseAnswers(given);
  if (!answers.ok) return refusal('spec/answers', answers.problem);
  const plan = planInterview(id.value, answers.value, { today: new Date(clock.now()).toISOString().slice(0, 10), exists: false });
  return carryOut(context, plan, () => Promise.resolve(answer(() => ({ path }), () => `${path}\n`)));
};
