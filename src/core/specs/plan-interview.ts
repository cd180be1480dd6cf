import { failure, success, type Result } from '../../base/result.js';
import type { Plan, Refusal } from '../plans/plan.js';
import { refusal } from '../plans/plan.js';
import { renderYaml } from '../text/yaml-text.js';
import { asFeatureId, featuresDirectory, specPathOf, type FeatureId } from './feature-files.js';
import { isRecord } from './feature-spec.js';

/** What somebody answered about a new feature; every answer may be empty but the goal. */
export interface InterviewAnswers {
  readonly goal: string;
  readonly users: string;
  readonly acceptanceCriteria: readonly string[];
  readonly apis: readonly string[];
  readonly constraints: readonly string[];
  readonly similar: readonly string[];
  readonly risks: readonly string[];
}

/** One question of the interview. `key` is its name in a file of answers; `many`: one answer a line. */
export interface InterviewQuestion {
  readonly key: 'goal' | 'users' | 'acceptance_criteria' | 'apis' | 'constraints' | 'similar' | 'risks';
  readonly question: string;
  readonly example: string;
  readonly many: boolean;
}

/** The seven questions, in the order in which they are asked (document 002, BE-016). */
export const interviewQuestions: readonly InterviewQuestion[] = [
  { key: 'goal', question: 'What is the goal of the feature?', example: 'People can log in with their e-mail address', many: false },
  { key: 'users', question: 'Who uses it?', example: 'Customers of the shop', many: false },
  { key: 'acceptance_criteria', question: 'How does one see that it works?', example: 'A wrong password is refused', many: true },
  { key: 'apis', question: 'Which interfaces does it need?', example: 'POST /login', many: true },
  { key: 'constraints', question: 'Which limits must it keep?', example: 'An answer within 200 ms', many: true },
  { key: 'similar', question: 'What is it like?', example: 'user-registration', many: true },
  { key: 'risks', question: 'What may go wrong?', example: 'Passwords leak', many: true },
];

const longestAnswer = 10_000;
const mostAnswers = 200;

/** Reads answers (`{goal, users, acceptance_criteria[], apis[], constraints[], similar[], risks[]}`), or says what is wrong with them. */
export function parseAnswers(value: unknown): Result<InterviewAnswers, string> {
  if (!isRecord(value)) return failure('The answers must be one JSON object, { "goal": "…", … }.');
  const unknown = Object.keys(value).find((key) => !interviewQuestions.some((question) => question.key === key));
  if (unknown !== undefined) return failure(`The answers hold "${unknown}"; known are ${interviewQuestions.map(({ key }) => key).join(', ')}.`);
  const wrong = interviewQuestions.flatMap(({ key, many }) => troubleWith(key, many, value[key]))[0];
  if (wrong !== undefined) return failure(wrong);
  const answers: InterviewAnswers = {
    goal: textOf(value['goal']), users: textOf(value['users']), acceptanceCriteria: listOf(value['acceptance_criteria']), apis: listOf(value['apis']),
    constraints: listOf(value['constraints']), similar: listOf(value['similar']), risks: listOf(value['risks']),
  };
  return answers.goal === '' ? failure('The answers need a goal: what is the feature for?') : success(answers);
}

/** A list may be one text; absent and null are no answer. */
function troubleWith(key: string, many: boolean, value: unknown): string[] {
  if (value === undefined || value === null || isGoodText(value)) return [];
  const isList = Array.isArray(value) && value.length <= mostAnswers && value.every(isGoodText);
  if (isList) return [];
  return [`"${key}" must be ${many ? 'a list of texts' : 'a text'} (of at most ${longestAnswer} characters${many ? ` each, ${mostAnswers} at most` : ''}).`];
}

function isGoodText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= longestAnswer;
}

/** Without what no text file may hold; blanks at the ends say nothing. */
function cleaned(text: string): string {
  return text.replaceAll(/\p{Cs}/gu, '').replaceAll(/\r\n?/g, '\n').replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '').trim();
}

function textOf(value: unknown): string {
  return listOf(value).join('; ');
}

function listOf(value: unknown): readonly string[] {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return texts.flatMap((each) => (typeof each === 'string' && cleaned(each) !== '' ? [cleaned(each)] : []));
}

/** What planning an interview's spec looks at. `today`: yyyy-mm-dd. `exists`: the feature has a spec already. */
export interface InterviewContext {
  readonly today: string;
  readonly exists: boolean;
}

/** Plans the workspace of a new feature with the spec that follows from the answers. Never overwrites one. */
export function planInterview(feature: string, answers: InterviewAnswers, { today, exists }: InterviewContext): Plan | Refusal {
  const id = asFeatureId(feature);
  if (!id.ok) return refusal('spec/feature-id', id.problem);
  const path = specPathOf(id.value);
  if (exists) return refusal('spec/exists', `${path} is there already and is not overwritten; edit it, or choose another feature id.`);
  return {
    kind: 'plan', title: `Create the spec of ${id.value}`, transitions: [],
    steps: [
      { kind: 'make-directory', path: `${featuresDirectory}/${id.value}` },
      { kind: 'create-file', path, content: renderInterview(id.value, answers, today) },
    ],
  };
}

/** The text of the spec; valid whatever the answers are, with every answer in it. */
function renderInterview(id: FeatureId, answers: InterviewAnswers, today: string): string {
  const { goal, users, similar } = answers;
  const criteria = answers.acceptanceCriteria.length > 0 ? answers.acceptanceCriteria : [`The goal is reached: ${goal}`];
  const spec = {
    version: '1.0',
    feature: { id, name: nameFor(id), priority: 'medium', status: 'planning' },
    metadata: { created: today, ...(similar.length > 0 ? { similar } : {}) },
    objective: { summary: goal, ...(users === '' ? {} : { users }) },
    requirements: {
      functional: [{
        id: 'FR-001', title: titleFrom(goal), description: users === '' ? goal : `${goal}\nUsed by: ${users}`, priority: 'medium',
        acceptance_criteria: criteria, test_coverage: 'required',
      }],
      ...(answers.constraints.length > 0 ? { non_functional: answers.constraints.map((text, index) => ({ id: `NFR-${number(index)}`, type: qualityOf(text), requirement: text })) } : {}),
    },
    ...contractsFrom(answers.apis),
    tasks: {
      backend: [{ id: 'BE-001', title: titleFrom(goal), reference: 'FR-001', methodology: 'TDD', max_iterations: 10, acceptance_criteria: criteria, done_when: 'All acceptance criteria hold and the tests pass' }],
      qa: [{ id: 'QA-001', title: `Test: ${titleFrom(goal)}`, type: 'acceptance', reference: 'FR-001', acceptance_criteria: criteria, done_when: 'Each acceptance criterion has a test that passes' }],
    },
    ...(answers.risks.length > 0 ? { risks: answers.risks.map((description) => ({ description, probability: 'medium', impact: 'medium', mitigation: 'To be decided' })) } : {}),
  };
  return renderYaml(spec).replaceAll(/\n(?=[a-z]+:)/g, '\n\n');
}

function number(index: number): string {
  return String(index + 1).padStart(3, '0');
}

/** The name of a feature until it has one: its id as words; the schema wants at least three letters. */
export function nameFor(id: FeatureId): string {
  const words = id.split('-').filter((word) => word !== '').join(' ');
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  return name.length >= 3 ? name : `Feature ${name}`.trim();
}

function titleFrom(goal: string): string {
  const line = goal.replaceAll(/\s+/g, ' ');
  const letters = Array.from(line);
  return letters.length <= 100 ? line : `${letters.slice(0, 99).join('').trimEnd()}…`;
}

const qualities: readonly (readonly [RegExp, string])[] = [
  [/\b(?:ms|seconds?|fast|slow|latency|throughput|memory|performance|speed|requests?|users at once)\b|[<≤]/i, 'performance'],
  [/\b(?:secure|security|password|token|encrypt\w*|auth\w*|gdpr|privacy|secrets?|permissions?)\b/i, 'security'],
  [/\b(?:accessib\w*|usab\w*|keyboard|screen reader|wcag|mobile|easy|language)\b/i, 'usability'],
];

function qualityOf(constraint: string): string {
  return qualities.find(([words]) => words.test(constraint))?.[1] ?? 'reliability';
}

const httpApi = /^(GET|POST|PUT|PATCH|DELETE)\s+(\/\S*)\s*(?:[-–—:]\s*)?(.*)$/is;

/** `POST /login` is an endpoint; anything else an interface inside the project. An endpoint named twice stands once. */
function contractsFrom(apis: readonly string[]): object {
  const http = [...new Map(apis.flatMap((api) => { const match = httpApi.exec(api); return match === null ? [] : [[`${match[1]?.toUpperCase() ?? ''} ${match[2] ?? ''}`, match] as const]; })).values()];
  const others = apis.filter((api) => !httpApi.test(api));
  if (apis.length === 0) return {};
  const api = http.map(([, method = '', endpoint = '', note = '']) => ({ endpoint, method: method.toUpperCase(), request: {}, responses: { 200: { description: note === '' ? 'To be described' : note } } }));
  const internal = others.map((text) => ({ name: titleFrom(text), type: 'node', interface: text }));
  return { contracts: { ...(internal.length > 0 ? { internal } : {}), ...(api.length > 0 ? { api } : {}) } };
}
