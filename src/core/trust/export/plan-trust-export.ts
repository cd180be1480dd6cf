import type { Result } from '../../../base/result.js';
import { refusal, type Plan, type Refusal, type Step } from '../../plans/plan.js';
import { lineDifference, type ChangedLine } from '../../text/line-difference.js';
import type { TrustState } from '../load-trust.js';
import { trustModelPath, type TrustLevel } from '../trust-model.js';
import { claudeAdvisories, claudeSettingsPath, exportToClaude } from './claude-export.js';
import { codeownersAdvisories, codeownersPaths, exportToCodeowners } from './codeowners-export.js';
import { grantsOf } from './trust-grants.js';
import { exportToVscode, vscodeAdvisories, vscodeSettingsPath } from './vscode-export.js';

/** Who is told the model: VS Code's agents, Claude Code, the owners of a repository's files. */
export type TrustTarget = 'vscode' | 'claude' | 'codeowners';

/** All of them. */
export const trustTargets: readonly TrustTarget[] = ['vscode', 'claude', 'codeowners'];

/** The files that targets keep their rules in; all are to be read for a plan. */
export const trustTargetPaths: readonly string[] = [vscodeSettingsPath, claudeSettingsPath, ...codeownersPaths];

/** What is to be exported, from what and to where. */
export interface TrustExportRequest {
  readonly state: TrustState;
  readonly ceiling: TrustLevel;
  readonly targets: readonly TrustTarget[];
  /** For `codeowners`: who owns files of low trust; none: whoever the file names. */
  readonly owners: readonly string[];
  /** The texts of `trustTargetPaths` that are there. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What one target is told. */
export interface TrustExport {
  readonly target: TrustTarget;
  readonly file: string;
  /** `null`: the file is absent. */
  readonly before: string | null;
  /** The same as before when it says everything already. */
  readonly after: string;
  readonly difference: readonly ChangedLine[];
  /** Where the model is only advice for it. Sentences. */
  readonly advisories: readonly string[];
}

/** What is to be written, and for whom. */
export interface TrustExportPlan {
  readonly kind: 'trust-export';
  readonly plan: Plan;
  readonly exports: readonly TrustExport[];
}

/** Plans to tell targets the model. Refuses a model that cannot be read: what it does not say would be granted. */
export function planTrustExport(request: TrustExportRequest): TrustExportPlan | Refusal {
  const { source } = request.state;
  if (source === 'last-good' || source === 'careful') return refusal('trust/broken-model', `The trust model cannot be exported while ${trustModelPath} is broken or gone; repair it first.`);
  const exports = request.targets.map((target) => exportTo(target, request));
  const refused = exports.find((each): each is Refusal => 'kind' in each);
  if (refused !== undefined) return refused;
  const done = exports.filter((each): each is TrustExport => 'file' in each);
  const steps = done.filter(({ before, after }) => before !== after).flatMap(stepsOf);
  return { kind: 'trust-export', exports: done, plan: { kind: 'plan', title: `Export the trust model to ${done.map(({ file }) => file).join(', ')}`, steps, transitions: [] } };
}

function stepsOf({ file, before, after }: TrustExport): readonly Step[] {
  const end = file.lastIndexOf('/');
  const write: Step = { kind: 'write-text', path: file, from: before, to: after };
  return before !== null || end < 0 ? [write] : [{ kind: 'make-directory', path: file.slice(0, end) }, write];
}

function exportTo(target: TrustTarget, { state, ceiling, owners, texts }: TrustExportRequest): TrustExport | Refusal {
  const [model] = state.models;
  const grants = grantsOf(model, ceiling);
  const file = fileOf(target, texts);
  const before = texts.get(file) ?? null;
  const written: Readonly<Record<TrustTarget, () => Result<string | null, string>>> = {
    vscode: () => exportToVscode(before, grants),
    claude: () => exportToClaude(before, grants),
    codeowners: () => exportToCodeowners(before, model, owners),
  };
  const result = written[target]();
  if (!result.ok) return refusal(`trust/export-${target}`, result.problem);
  const after = result.value ?? before ?? '';
  const general = { vscode: vscodeAdvisories, claude: claudeAdvisories, codeowners: codeownersAdvisories }[target];
  const advisories = target === 'codeowners' ? general : [...grants.advisories, ...general];
  return { target, file, before, after, difference: lineDifference(before ?? '', after), advisories };
}

function fileOf(target: TrustTarget, texts: ReadonlyMap<string, string>): string {
  if (target !== 'codeowners') return target === 'vscode' ? vscodeSettingsPath : claudeSettingsPath;
  return codeownersPaths.find((path) => texts.has(path)) ?? '.github/CODEOWNERS';
}
