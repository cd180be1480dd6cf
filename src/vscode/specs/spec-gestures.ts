import { l10n, workspace } from 'vscode';
import { sessionOfPath } from '../../core/layout/state-layout.js';
import { refusal, type Plan, type Refusal } from '../../core/plans/plan.js';
import { asFeatureId, specPathOf } from '../../core/specs/feature-files.js';
import { loadConfig } from '../../core/specs/load-config.js';
import { planFromTemplate, specTemplateName, type SpecTemplate } from '../../core/specs/plan-from-template.js';
import { interviewQuestions, parseAnswers, planInterview } from '../../core/specs/plan-interview.js';
import { tasksOf } from '../../core/specs/spec-tasks.js';
import { planSpecSession } from '../../core/workflow/plan-spec-session.js';
import { clock } from '../../node/clock.js';
import { sha256 } from '../../node/sha256.js';
import { askOne, tellDone, tellRefusal, type Choice } from '../ask.js';
import { openFile } from '../commands/open-file.js';
import type { Root } from '../roots/root.js';
import { tellRefused } from '../tell-refused.js';
import { askSteps, type Step } from './ask-steps.js';
import { readSpec } from './open-spec.js';

/** Carries out a plan that was made here; `false` when nothing was done, and the person knows why. */
async function carryOut({ open }: Root, plan: Plan | Refusal): Promise<boolean> {
  if (!workspace.isTrusted) {
    tellRefusal(l10n.t('This folder is in Restricted Mode: nothing is written until you trust it.'));
    return false;
  }
  const outcome = plan.kind === 'refusal' ? plan : await open.apply(plan);
  await open.store.refresh();
  if (outcome.kind === 'applied') return true;
  tellRefused(outcome);
  return false;
}

/** Asks for a feature's id and the seven answers, or only for its id where there is a template; writes the spec and opens it. */
export async function createSpec(root: Root): Promise<void> {
  const template = await readTemplate(root);
  const isAsked = template === null || (await askOne(l10n.t('Create Feature Spec'), waysWith(template)));
  if (isAsked === null) return;
  const plan = template === null || isAsked ? await askInterview(root) : await askTemplate(root, template);
  if (plan === null || !(await carryOut(root, plan)) || plan.kind === 'refusal') return;
  const created = plan.steps.find(({ kind }) => kind === 'create-file');
  if (created?.kind === 'create-file') await openFile(root, created.path);
}

function waysWith({ path }: SpecTemplate): Choice<boolean>[] {
  const t = l10n.t;
  return [{ label: t('Answer Seven Questions'), icon: 'question', value: true }, { label: t('Start from the Template'), description: path, icon: 'file', value: false }];
}

/** The person's own template, where the configuration says that templates are. */
async function readTemplate({ open }: Root): Promise<SpecTemplate | null> {
  const { specs } = await loadConfig(open.files);
  const path = `${specs.templates_path.replace(/\/+$/, '')}/${specTemplateName}`;
  let template: SpecTemplate | null = null;
  await open.files.read([{ path }], (_, outcome) => { if (outcome.kind === 'text') template = { path, text: outcome.text }; });
  return template;
}

async function askTemplate(root: Root, template: SpecTemplate): Promise<Plan | Refusal | null> {
  const given = await askSteps(l10n.t('Create Feature Spec'), [idStep()]);
  const id = asFeatureId(given?.[0]?.[0] ?? '');
  return given === null || !id.ok ? null : planFromTemplate(id.value, template, await isThere(root, specPathOf(id.value)));
}

async function askInterview(root: Root): Promise<Plan | Refusal | null> {
  const given = await askSteps(l10n.t('Create Feature Spec'), stepsFor());
  if (given === null) return null;
  const [[feature = ''] = [], ...rest] = given;
  const answers = parseAnswers(Object.fromEntries(interviewQuestions.map(({ key, many }, index) => [key, many ? rest[index] ?? [] : rest[index]?.[0] ?? ''])));
  const id = asFeatureId(feature);
  if (!answers.ok || !id.ok) return refusal('spec/answers', answers.ok ? (id.ok ? '' : id.problem) : answers.problem);
  return planInterview(id.value, answers.value, { today: new Date(clock.now()).toISOString().slice(0, 10), exists: await isThere(root, specPathOf(id.value)) });
}

async function isThere({ open }: Root, path: string): Promise<boolean> {
  let found = false;
  await open.files.read([{ path }], (_, { kind }) => { found = kind !== 'missing'; });
  return found;
}

function idStep(): Step {
  const check = (text: string): string | null => {
    const id = asFeatureId(text);
    return id.ok ? null : id.problem;
  };
  return { prompt: l10n.t('Id of the feature: small letters, digits and hyphens'), placeholder: 'user-login', many: false, check };
}

function stepsFor(): readonly Step[] {
  const t = l10n.t;
  return [
    idStep(),
    ...interviewQuestions.map(({ key, question, example, many }): Step => (
      { prompt: question, placeholder: example, many, check: (text) => (key === 'goal' && text === '' ? t('The goal is needed; the other answers may be empty.') : null) })),
  ];
}

/** Makes a session of the tasks in a spec, as it is typed now. */
export async function createSessionFromSpec(root: Root, path: string): Promise<void> {
  const spec = await readSpec(root, path);
  if (spec?.root === null || spec?.root === undefined) return;
  const plan = planSpecSession(await root.open.store.refresh(), { head: spec.head, tasks: tasksOf(spec.root) }, { now: clock.now(), sha256 });
  const made = plan.kind === 'plan' ? plan.steps.find(({ kind }) => kind === 'make-directory') : undefined;
  if (await carryOut(root, plan)) void tellDone(l10n.t('Made {0}.', (made?.kind === 'make-directory' ? sessionOfPath(made.path) : null) ?? ''));
}
