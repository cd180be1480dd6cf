import { refusal, type Plan, type Refusal } from '../plans/plan.js';
import { excerpt, plainLine } from '../text/escape.js';
import { applyYamlEdits, type YamlEdit } from '../text/yaml-edit.js';
import { requirementCoverage } from './check-coverage.js';
import type { FeatureState } from './features.js';
import type { FeatureSpec } from './feature-spec.js';
import { asFeatureStatus, featureStatuses, nextFeatureStatuses, type FeatureStatus } from './feature-status.js';
import { SpecDocument } from './spec-document.js';

/** A spec as it was just read. */
export interface SpecText {
  readonly feature: Pick<FeatureState, 'id' | 'path'>;
  readonly text: string;
}

/**
 * Plans the step of a feature from its status to another one (decisions 2): only the value in the spec changes, and who is blocked
 * remembers where it came from. A refusal names where the feature may go.
 */
export function planFeatureStep({ feature, text }: SpecText, wanted: string): Plan | Refusal {
  const { id, path } = feature;
  const document = new SpecDocument(text);
  if (document.unreadable !== null) return no('spec/unreadable', `${path} cannot be read: ${document.unreadable.message} Mend that first.`);
  const move = moveOf(id, document.spec, wanted);
  if ('kind' in move) return move;
  const to = applyYamlEdits(text, editsFor(document, move));
  if (to === null) return no('spec/not-editable', `The status in ${path} is written in a way that is not changed here; change it in the file.`);
  const open = openRequirements(document.spec, move.to);
  return {
    kind: 'plan',
    title: `Set ${id} to ${move.to}`,
    steps: [{ kind: 'write-text', path, from: text, to }],
    transitions: [{ entity: 'feature', session: path.slice(0, path.lastIndexOf('/')), id, from: move.from, to: move.to }],
    ...(open.length === 0 ? {} : { warning: plainLine(`${open.join(', ')} ${open.length === 1 ? 'is' : 'are'} not covered by tasks and tests yet.`) }),
  };
}

interface Move {
  readonly from: FeatureStatus;
  readonly to: FeatureStatus;
}

function moveOf(id: string, { head }: FeatureSpec, wanted: string): Move | Refusal {
  const from = asFeatureStatus(head.status);
  const words = featureStatuses.join(', ');
  if (from === null) return no('feature/unknown-status', `${id} says the status ${head.status === null ? 'of nothing' : excerpt(head.status)}; write one of ${words} in its spec first.`);
  const to = asFeatureStatus(wanted);
  if (to === null) return no('feature/unknown-status', `There is no feature status ${excerpt(wanted)}; there are ${words}.`);
  if (to === from) return no('feature/same-status', `${id} is ${from} already.`);
  const allowed = nextFeatureStatuses(from, asFeatureStatus(head.blockedFrom));
  if (allowed.includes(to)) return { from, to };
  return no('feature/transition', `${id} is ${from} and cannot become ${to}: ${allowed.length === 0 ? `${from} is final` : `it goes to ${allowed.join(' or ')}`}.`);
}

function no(code: string, message: string): Refusal {
  return refusal(code, plainLine(message));
}

function editsFor({ root, head }: SpecDocument, { from, to }: Move): readonly YamlEdit[] {
  const status: YamlEdit = { kind: 'set', pointer: ['feature', 'status'], value: to };
  if (to !== 'blocked' || root === null || head.blockedFrom === from) return [status];
  const hasMetadata = root.kind === 'map' && root.pairs.some(({ name }) => name === 'metadata');
  const memory: YamlEdit = hasMetadata
    ? { kind: 'set', pointer: ['metadata', 'blocked_from'], value: from }
    : { kind: 'set', pointer: ['metadata'], value: { blocked_from: from } };
  return [status, memory];
}

/** What asks for a test and is not covered, where the feature says that it is built. */
function openRequirements({ entries }: FeatureSpec, to: FeatureStatus): readonly string[] {
  if (to !== 'review' && to !== 'completed') return [];
  const required = new Set(entries.flatMap(({ kind, index, testCoverage }) => (kind === 'functional' && testCoverage === 'required' ? [index] : [])));
  return requirementCoverage(entries).filter(({ index, state }) => required.has(index) && state !== 'covered').map(({ id }) => id);
}
