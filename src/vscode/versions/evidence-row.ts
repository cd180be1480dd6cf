import { plainLine } from '../../core/text/escape.js';
import type { Evidence, EvidenceRun } from '../../core/versions/version.js';
import type { VersionTarget } from '../target.js';
import type { Translate } from '../translate.js';
import type { TreeNode } from '../trees/tree-node.js';

/** Where evidence stands under its run. */
export interface EvidenceSite {
  /** Unlike that of any other evidence. */
  readonly id: string;
  readonly target: VersionTarget;
}

/** So much of what tests printed is shown. Characters. */
const longestOutput = 300;

/** A proof that tests fail without what they test, or an attempt at one: which tests, of what; in the tooltip how it was made and what came out. */
export function evidenceRow(t: Translate, evidence: Evidence, { id, target }: EvidenceSite): TreeNode {
  const { proved, tests, commit, recordedAt, reason, command, red, green } = evidence;
  const label = t('Red proof');
  const [first = ''] = tests;
  const details = [
    proved ? t('proved') : t('not proved'),
    ...(tests.length === 0 ? [] : [tests.length === 1 ? plainLine(first) : t('{0} and {1} more', plainLine(first), tests.length - 1)]),
    commit === null ? t('staged') : plainLine(commit).slice(0, 10),
  ];
  const runs = [
    t('Without what is tested: exit code {0}', red.exitCode), endOf(red),
    ...(green === null ? [] : [t('With it: exit code {0}', green.exitCode), endOf(green)]),
  ].filter((line) => line !== '');
  return {
    id: `evidence:${id}`, target, label, description: details.join(' · '),
    tooltip: [label, ...details, plainLine(reason), plainLine(`$ ${command.join(' ')}`), ...tests.slice(1).map(plainLine), ...runs, recordedAt],
    spoken: [label, ...details].join(', '), icon: proved ? { id: 'beaker', color: 'testing.iconPassed' } : { id: 'beaker-stop', color: 'list.warningForeground' },
    context: 'line', children: [], shape: 'leaf', click: null,
  };
}

function endOf({ output }: EvidenceRun): string {
  return plainLine(output.trim()).slice(-longestOutput);
}
