import { refusal, type Refusal } from '../core/plans/plan.js';
import { plainLine } from '../core/text/escape.js';
import { planTrustExport, trustTargetPaths, trustTargets, type TrustExport, type TrustExportPlan, type TrustTarget } from '../core/trust/export/plan-trust-export.js';
import { isRefusal } from './choose-session.js';
import { answer, type Answer, type Context } from './command.js';
import { askYesNo, canAsk, paint, writeDiagnostic } from './output.js';
import type { OpenTrust } from './open-trust.js';

async function planFor({ root, options }: Context, { state, ceiling }: OpenTrust): Promise<TrustExportPlan | Refusal> {
  const texts = new Map<string, string>();
  const unreadable: string[] = [];
  await root.files.read(trustTargetPaths.map((path) => ({ path })), (path, outcome) => {
    if (outcome.kind === 'text') texts.set(path, outcome.text);
    if (outcome.kind === 'unreadable') unreadable.push(`${path} cannot be read (${outcome.detail}); put a plain text file there.`);
  });
  if (unreadable[0] !== undefined) return refusal('trust/unreadable', unreadable[0]);
  const request = { state, ceiling, owners: options.owner ?? [], texts };
  const named = trustTargets.filter((target) => options[target] === true);
  if (named.length > 0) return planTrustExport({ ...request, targets: named });
  // Nobody may be known who owns anything: then there is nothing to tell code owners.
  const all = planTrustExport({ ...request, targets: trustTargets });
  return all.kind === 'refusal' && all.code === 'trust/export-codeowners' ? planTrustExport({ ...request, targets: ['vscode', 'claude'] }) : all;
}

function differenceText({ file, difference }: TrustExport): string {
  if (difference.length === 0) return `${plainLine(file)}: up to date\n`;
  const lines = difference.map(({ kind, text }) => (kind === 'added' ? paint(`+${plainLine(text)}`, 'good') : paint(`-${plainLine(text)}`, 'bad')));
  return `${plainLine(file)}:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

const names: Readonly<Record<TrustTarget, string>> = { vscode: 'VS Code', claude: 'Claude Code', codeowners: 'code owners' };

function report(exports: readonly TrustExport[], written: boolean): Answer {
  const action = ({ before, after }: TrustExport): string => (before === after ? 'unchanged' : written ? 'written' : 'would-write');
  const json = exports.map((each) => ({
    target: each.target, file: each.file, action: action(each), difference: each.difference.map(({ kind, text }) => `${kind === 'added' ? '+' : '-'}${text}`), advisory: each.advisories,
  }));
  const advice = (each: TrustExport): string => `Only advice for ${names[each.target]}:\n${each.advisories.map((line) => `  - ${plainLine(line)}\n`).join('')}`;
  return answer(() => ({ written, targets: json }), () => exports.map((each) => differenceText(each) + advice(each)).join('\n'));
}

/** Shows the difference and writes it; on a terminal it asks in between. */
export async function exportTrust(context: Context, trust: OpenTrust): Promise<Answer | Refusal> {
  const planned = await planFor(context, trust);
  if (isRefusal(planned)) return planned;
  const { plan, exports } = planned;
  if (context.options.dryRun === true || plan.steps.length === 0) return report(exports, false);
  if (context.options.yes !== true && canAsk()) {
    for (const line of exports.map(differenceText).join('').trimEnd().split('\n')) writeDiagnostic(line);
    if (!await askYesNo('Write this?')) return refusal('trust/declined', 'Nothing was written.');
  }
  const outcome = await context.root.apply(plan);
  return outcome.kind === 'conflict' ? refusal('trust/conflict', `${outcome.message} Look at it and try again.`) : report(exports, true);
}
