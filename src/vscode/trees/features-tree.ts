import type { RequirementCoverage } from '../../core/specs/check-coverage.js';
import { asFeatureStatus, nextFeatureStatuses, type FeatureStatus } from '../../core/specs/feature-status.js';
import type { FeatureState } from '../../core/specs/features.js';
import { plainLine } from '../../core/text/escape.js';
import { sessionsOfFeature } from '../../core/workflow/selectors.js';
import type { SessionState, WorkflowState } from '../../core/workflow/workflow-state.js';
import type { Translate } from '../translate.js';
import { brokenIcon } from './status-look.js';
import type { Icon, RootView, TreeNode } from './tree-node.js';

/** What rows of features are made with. `sessionRow`: a session as the tree shows it elsewhere. */
export interface FeaturePlace {
  readonly t: Translate;
  readonly view: RootView<WorkflowState>;
  readonly sessionRow: (session: SessionState) => TreeNode;
}

/** The group of all features of a root, with what works on them and what nobody covers; none where there are no features. */
export function featureRows(place: FeaturePlace): TreeNode[] {
  const { t, view } = place;
  const { features } = view.state.parts.features;
  if (features.length === 0) return [];
  return [{
    id: `features:${view.root}`,
    target: { kind: 'features', root: view.root },
    label: t('Features'),
    description: String(features.length),
    tooltip: [],
    spoken: t('Features: {0}', features.length),
    icon: { id: 'lightbulb' },
    context: 'features',
    children: features.map((feature) => featureRow(place, feature)),
    shape: 'expanded',
    click: null,
  }];
}

function featureRow(place: FeaturePlace, feature: FeatureState): TreeNode {
  const { t, view } = place;
  const children = [...sessionsOfFeature(view.state, feature).map((session) => rowBelow(place, feature, session)), ...uncovered(feature).map((each) => requirementRow(place, feature, each))];
  const label = plainLine(feature.name);
  const details = detailsOf(t, feature);
  return {
    id: `feature:${view.root}:${feature.path}`,
    target: { kind: 'feature', root: view.root, spec: feature.path },
    label,
    description: details.join(' · '),
    tooltip: tooltipOf(t, feature),
    spoken: [t('Feature {0}', label), ...details].join(', '),
    icon: feature.broken ? brokenIcon : featureIcon(feature),
    context: contextOf(feature),
    children,
    shape: children.length === 0 ? 'leaf' : 'collapsed',
    click: 'workflow.openSpec',
  };
}

/** The same session stands in its own place too, so its row here has an id of its own. */
function rowBelow({ sessionRow, view }: FeaturePlace, { path }: FeatureState, session: SessionState): TreeNode {
  return { ...sessionRow(session), id: `feature-session:${view.root}:${path}:${session.path}` };
}

function requirementRow({ t, view }: FeaturePlace, { path }: FeatureState, { id, title, index, state }: RequirementCoverage): TreeNode {
  const label = plainLine(`${id} ${title}`.trim());
  const description = state === 'no-task' ? t('no task') : t('no test');
  return {
    id: `requirement:${view.root}:${path}:${index}`,
    target: { kind: 'feature', root: view.root, spec: path, requirement: id },
    label,
    description,
    tooltip: [label, state === 'no-task' ? t('No task of the spec refers to it, so nobody builds it.') : t('It asks for a test, and no test or test-first task refers to it.')],
    spoken: [t('Requirement {0}', label), description].join(', '),
    icon: { id: 'circle-slash', color: 'list.warningForeground' },
    context: 'requirement',
    children: [],
    shape: 'leaf',
    click: 'workflow.openSpec',
  };
}

function uncovered({ requirements }: FeatureState): readonly RequirementCoverage[] {
  return requirements.filter(({ state }) => state !== 'covered');
}

function detailsOf(t: Translate, feature: FeatureState): string[] {
  const [problem] = feature.findings;
  if (feature.broken) return [plainLine(problem?.message ?? t('cannot be read'))];
  const errors = feature.findings.filter(({ severity }) => severity === 'error').length;
  return [coverageText(t, feature), plainLine(featureStatusLabel(t, feature.status)), ...(errors === 0 ? [] : [errors === 1 ? t('1 error') : t('{0} errors', errors)])];
}

/** How many of a feature's requirements are covered, in words. */
export function coverageText(t: Translate, { requirements }: FeatureState): string {
  if (requirements.length === 0) return t('no requirements');
  return t('{0}/{1} covered', requirements.length - requirements.filter(({ state }) => state !== 'covered').length, requirements.length);
}

function tooltipOf(t: Translate, feature: FeatureState): string[] {
  const { requirements, tasks, findings } = feature;
  const errors = findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  if (feature.broken) return [feature.name, feature.path, ...errors];
  return [
    feature.name,
    feature.path,
    t('Status: {0}', featureStatusLabel(t, feature.status)),
    t('{0} of {1} requirements are covered by tasks, and by tests where they ask for one', requirements.length - uncovered(feature).length, requirements.length),
    t('{0} tasks in the spec', tasks),
    ...errors,
  ];
}

/** The words that menus look for: `step` when its status can change, `tasks` when a session can be made of it. */
function contextOf({ broken, status, blockedFrom, tasks }: FeatureState): string {
  if (broken) return 'feature';
  const from = asFeatureStatus(status);
  const canStep = from !== null && nextFeatureStatuses(from, asFeatureStatus(blockedFrom)).length > 0;
  return ['feature', 'readable', ...(canStep ? ['step'] : []), ...(tasks === 0 ? [] : ['tasks'])].join(' ');
}

const icons: Readonly<Record<FeatureStatus, Icon>> = {
  planning: { id: 'circle-large-outline' },
  in_progress: { id: 'play-circle', color: 'charts.blue' },
  review: { id: 'eye' },
  completed: { id: 'pass-filled', color: 'testing.iconPassed' },
  blocked: { id: 'circle-slash', color: 'list.warningForeground' },
};

/** The icon of a feature that can be read. */
export function featureIcon({ status }: Pick<FeatureState, 'status'>): Icon {
  const known = asFeatureStatus(status);
  return known === null ? { id: 'question' } : icons[known];
}

/** The status of a feature as people read it; a word that is none of ours as it stands. */
export function featureStatusLabel(t: Translate, status: string | null): string {
  const labels: Readonly<Record<FeatureStatus, string>> = { planning: t('planning'), in_progress: t('in progress'), review: t('in review'), completed: t('completed'), blocked: t('blocked') };
  const known = asFeatureStatus(status);
  return known === null ? status ?? t('no status') : labels[known];
}
