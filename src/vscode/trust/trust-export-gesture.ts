import { Uri, commands, l10n, window, workspace } from 'vscode';
import { describePlan } from '../../core/plans/describe-plan.js';
import { planTrustExport, trustTargetPaths, trustTargets, type TrustExport, type TrustExportPlan, type TrustTarget } from '../../core/trust/export/plan-trust-export.js';
import { askModal, askOne, askText, tellDone, tellRefusal } from '../ask.js';
import { tellRefused } from '../tell-refused.js';
import { mayWrite, type TrustDesk } from './trust-desk.js';
import type { RootTrust } from './trust-models.js';

const names = (): Readonly<Record<TrustTarget, string>> => ({ vscode: 'VS Code', claude: 'Claude Code', codeowners: l10n.t('Code owners') });

/** Tells others the model: shows the difference, asks, writes, and says where the model is only advice for them. */
export async function exportTrust({ models }: TrustDesk): Promise<void> {
  if (!mayWrite()) return;
  const trust = await askTrust(models.all);
  const target = trust === null ? null : await askTarget();
  if (trust === null || target === null) return;
  const planned = await planFor(trust, target);
  if (planned === null) return;
  const { plan, exports: [first] } = planned;
  if (first === undefined) return;
  if (plan.steps.length === 0) {
    await tellDone(l10n.t('{0} says everything already.', first.file), adviceAction(first));
    return;
  }
  await showDifference(first);
  const detail = [...describePlan(plan), '', ...first.advisories.map((line) => `• ${line}`)].join('\n');
  if (!(await askModal(l10n.t('Write {0} as shown?', first.file), detail, l10n.t('Write')))) return;
  const outcome = await trust.root.open.apply(plan);
  if (outcome.kind === 'conflict') tellRefused(outcome);
  else await tellDone(l10n.t('The trust model was exported to {0}.', first.file), adviceAction(first));
}

async function askTrust(all: readonly RootTrust[]): Promise<RootTrust | null> {
  const [first, ...others] = all;
  if (first === undefined || others.length === 0) return first ?? null;
  return askOne(l10n.t('Export Trust Model'), all.map((trust) => ({ label: trust.root.name, description: trust.root.root, value: trust })));
}

function askTarget(): Promise<TrustTarget | null> {
  const details: Readonly<Record<TrustTarget, string>> = {
    vscode: l10n.t('Globs of chat.tools.edits.autoApprove in .vscode/settings.json'),
    claude: l10n.t('Permissions in .claude/settings.json'),
    codeowners: l10n.t('A marked block in CODEOWNERS: who reviews files of low trust'),
  };
  return askOne(l10n.t('Export Trust Model'), trustTargets.map((target) => ({ label: names()[target], detail: details[target], value: target })));
}

async function planFor({ root, state, judge: { ceiling } }: RootTrust, target: TrustTarget): Promise<TrustExportPlan | null> {
  const texts = new Map<string, string>();
  const unreadable: string[] = [];
  await root.open.files.read(trustTargetPaths.map((path) => ({ path })), (path, outcome) => {
    if (outcome.kind === 'text') texts.set(path, outcome.text);
    if (outcome.kind === 'unreadable') unreadable.push(path);
  });
  if (unreadable[0] !== undefined) {
    tellRefusal(l10n.t('{0} is no text file that can be read, so nothing was written.', unreadable[0]));
    return null;
  }
  const request = { state, ceiling, targets: [target], texts };
  const planned = planTrustExport({ ...request, owners: [] });
  if (planned.kind === 'trust-export') return planned;
  const owners = planned.code === 'trust/export-codeowners' ? await askOwners() : null;
  const again = owners === null ? planned : planTrustExport({ ...request, owners });
  if (again.kind === 'trust-export') return again;
  if (owners !== null || planned.code !== 'trust/export-codeowners') tellRefused(again);
  return null;
}

async function askOwners(): Promise<readonly string[] | null> {
  const answer = await askText({ title: l10n.t('Export Trust Model'), prompt: l10n.t('Who owns files of low trust?'), placeholder: '@org/security' });
  const owners = answer?.split(/[\s,]+/).filter((owner) => owner !== '') ?? [];
  return owners.length === 0 ? null : owners;
}

const scheme = 'workflow-trust';

/** Opens what is there beside what would be. */
async function showDifference({ file, before, after }: TrustExport): Promise<void> {
  const texts = new Map([['before', before ?? ''], ['after', after]]);
  const provider = workspace.registerTextDocumentContentProvider(scheme, { provideTextDocumentContent: ({ query }) => texts.get(query) });
  const uri = (side: string): Uri => Uri.from({ scheme, path: `/${file}`, query: side });
  try {
    // Opened here, so that their texts outlive the provider.
    await Promise.all(['before', 'after'].map((side) => workspace.openTextDocument(uri(side))));
    await commands.executeCommand('vscode.diff', uri('before'), uri('after'), l10n.t('{0} (export of the trust model)', file), { preview: true });
  } finally {
    provider.dispose();
  }
}

function adviceAction({ target, advisories }: TrustExport): { readonly title: string; readonly run: () => Promise<void> } {
  return {
    title: l10n.t('Where It Is Only Advice'),
    run: async () => {
      const content = [`# ${l10n.t('Where the trust model is only advice for {0}', names()[target])}`, '', ...advisories.map((line) => `- ${line}`), ''].join('\n');
      await window.showTextDocument(await workspace.openTextDocument({ language: 'markdown', content }));
    },
  };
}
