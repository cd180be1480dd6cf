import { l10n } from 'vscode';
import { describePlan } from '../../core/plans/describe-plan.js';
import { planScaffold } from '../../core/scaffold/plan-scaffold.js';
import { scaffoldKit, scaffoldNames, type ScaffoldName } from '../../core/scaffold/scaffold-kits.js';
import { scaffoldPlaces } from '../../core/scaffold/scaffold-places.js';
import { loadConfig } from '../../core/specs/load-config.js';
import { applyScaffold, lookAtScaffold } from '../../node/scaffold.js';
import { askModal, askOne, tellDone } from '../ask.js';
import type { Root } from '../roots/root.js';
import { tellRefused } from '../tell-refused.js';

/** Writes what `workflow init` writes, after saying which files: scripts, hooks and commands of agents, templates for CI. */
export async function setUp(root: Root, cli: string, kit: ScaffoldName | null): Promise<void> {
  const { t } = l10n;
  const name = kit ?? await askKit();
  if (name === null) return;
  const places = scaffoldPlaces(await loadConfig(root.open.files));
  const kits = 'code' in places ? [] : [scaffoldKit(name, places)];
  const scaffold = 'code' in places ? places : planScaffold(kits, await lookAtScaffold(root.open, kits));
  if (scaffold.kind === 'refusal') {
    tellRefused(scaffold);
    return;
  }
  const kept = scaffold.changed.length === 0 ? [] : ['', t('Left alone, because somebody changed them: {0}', scaffold.changed.join(', '))];
  if (scaffold.plan.steps.length === 0) {
    void tellDone([t('Everything is there already.'), ...kept].join(' '));
    return;
  }
  if (!await askModal(t('Write these files?'), [...describePlan(scaffold.plan), ...kept].join('\n'), t('Write'))) return;
  const refused = await applyScaffold(root.open, scaffold, cli);
  if (refused === null) void tellDone([t('{0} files were written.', scaffold.written.length), ...kits.flatMap(({ next }) => next ?? [])].join(' '));
  else tellRefused(refused);
}

function askKit(): Promise<ScaffoldName | null> {
  const { t } = l10n;
  const details: Readonly<Record<ScaffoldName, readonly [label: string, detail: string]>> = {
    scripts: [t('Scripts'), t('.ai/workflow/**.sh: thin wrappers over the command line')],
    specs: [t('Schemas and templates'), t('.ai/workflow/specs: schemas of specs, templates to begin with; the trust model')],
    claude: [t('Hooks and commands for Claude Code'), t('.claude: file trust before each edit, hand-over at start and stop, slash commands')],
    actions: [t('GitHub Actions'), t('Review, spec validation and TDD for pull requests')],
  };
  return askOne(t('Set Up Scripts, Agent Hooks and CI'), scaffoldNames.map((value) => ({ label: details[value][0], detail: details[value][1], value })));
}
