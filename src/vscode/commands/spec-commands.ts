import { Uri, l10n, window } from 'vscode';
import { featureIdOf } from '../../core/specs/feature-files.js';
import { asFeatureStatus, nextFeatureStatuses } from '../../core/specs/feature-status.js';
import type { FeatureState } from '../../core/specs/features.js';
import { featureByPath } from '../../core/workflow/selectors.js';
import { askOne, tellRefusal } from '../ask.js';
import type { Root } from '../roots/root.js';
import { targetOf } from '../target.js';
import { coverageText, featureIcon, featureStatusLabel } from '../trees/features-tree.js';
import { askRoot, type Desk } from './desk.js';
import type { CommandTable } from './register-commands.js';

type SpecCommands = Pick<CommandTable, `workflow.${'createSpec' | 'createSessionFromSpec' | 'openSpec' | 'showCompliance' | 'setFeatureStatus'}`>;

/** A spec that a command is about, and the requirement in it, if it is about one. */
interface FoundSpec {
  readonly root: Root;
  readonly path: string;
  readonly requirement: string | null;
}

/** Commands about the specs of features. */
export function specCommands(desk: Desk): SpecCommands {
  const t = l10n.t;
  return {
    'workflow.createSpec': () => createSpec(desk),
    'workflow.createSessionFromSpec': async (given) => {
      const spec = await specMeant(desk, given, t('Create a session from the spec of which feature?'));
      if (spec !== null) await (await gestures()).createSessionFromSpec(spec.root, spec.path);
    },
    'workflow.openSpec': async (given) => {
      const spec = await specMeant(desk, given, t('Open the spec of which feature?'));
      if (spec !== null) await (await gestures()).openSpec(spec.root, spec.path, spec.requirement);
    },
    'workflow.showCompliance': async (given) => {
      const spec = await specMeant(desk, given, t('Show how far which feature is built?'));
      if (spec !== null) await (await gestures()).showCompliance(spec.root, spec.path);
    },
    'workflow.setFeatureStatus': async (given) => {
      const spec = await specMeant(desk, given, t('Change the status of which feature?'));
      if (spec !== null) await setStatus(desk, spec);
    },
  };
}

async function gestures(): Promise<typeof import('../specs/spec-editor.js').specGestures> {
  return (await import('../specs/spec-editor.js')).specGestures;
}

async function createSpec(desk: Desk): Promise<void> {
  const root = await askRoot(desk, l10n.t('Create Feature Spec'));
  if (root !== null) await (await gestures()).createSpec(root);
}

/** The spec that is given as a row or a file, else the one in the editor, else the one that the person picks. */
async function specMeant(desk: Desk, [given]: readonly unknown[], title: string): Promise<FoundSpec | null> {
  const target = targetOf(given);
  if (target?.kind === 'feature') {
    const root = desk.roots.at(target.root);
    return root === null ? null : { root, path: target.spec, requirement: target.requirement ?? null };
  }
  return specOfFile(desk, given instanceof Uri ? given : window.activeTextEditor?.document.uri) ?? askFeature(desk, title);
}

function specOfFile({ roots }: Desk, uri: Uri | undefined): FoundSpec | null {
  const holder = uri === undefined ? null : roots.holding(uri);
  return holder === null || featureIdOf(holder.path) === null ? null : { ...holder, requirement: null };
}

async function askFeature({ roots }: Desk, title: string): Promise<FoundSpec | null> {
  const found = roots.all.flatMap((root) => root.state.parts.features.features.map((feature) => ({ root, feature })));
  if (found.length === 0) {
    tellRefusal(l10n.t('There is no feature yet; create a feature spec first.'));
    return null;
  }
  const picked = await askOne(title, found.map(({ root, feature }) => ({
    label: feature.name, description: describe(feature), detail: roots.all.length > 1 ? `${root.name}: ${feature.path}` : feature.path, icon: featureIcon(feature).id,
    value: { root, path: feature.path, requirement: null },
  })));
  return picked;
}

function describe(feature: FeatureState): string {
  return feature.broken ? l10n.t('cannot be read') : `${coverageText(l10n.t, feature)} · ${featureStatusLabel(l10n.t, feature.status)}`;
}

/** Offers the statuses that the feature may go to. Where there is none, the refusal says why. */
async function setStatus(desk: Desk, { root, path }: FoundSpec): Promise<void> {
  const feature = featureByPath(root.state, path);
  if (feature === null) return;
  const from = asFeatureStatus(feature.status);
  const next = from === null ? [] : nextFeatureStatuses(from, asFeatureStatus(feature.blockedFrom));
  const title = l10n.t('{0} is {1}. Set it to', feature.name, featureStatusLabel(l10n.t, feature.status));
  const choices = next.map((status) => ({ label: featureStatusLabel(l10n.t, status), description: status, icon: featureIcon({ status }).id, value: status }));
  const status = next.length === 0 ? 'planning' : await askOne(title, choices);
  if (status !== null) await desk.gestures.perform(root, { do: 'set-feature-status', feature: feature.id, status });
}
