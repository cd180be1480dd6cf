import assert from 'node:assert/strict';
import { findingsOf } from '../../../../src/core/specs/check-spec.js';
import { featureStatuses, nextFeatureStatuses } from '../../../../src/core/specs/feature-status.js';
import { SpecDocument } from '../../../../src/core/specs/spec-document.js';
import { sampleSpec } from '../../../support/sample-spec.js';

const withStatus = (status: string, blockedFrom = ''): SpecDocument => new SpecDocument(
  sampleSpec(1000).replace('status: planning', `status: ${status}`).replace('objective:', `metadata: {blocked_from: "${blockedFrom}"}\nobjective:`));

const transitions = (to: SpecDocument, from: SpecDocument): ReturnType<typeof findingsOf> => findingsOf('spec.yaml', to, from.head).filter(({ code }) => code === 'spec/status-transition');

describe('The status of a feature', () => {
  it('goes forward step by step, and to blocked and back', () => {
    assert.deepEqual(Object.fromEntries(featureStatuses.map((status) => [status, nextFeatureStatuses(status, null)])), {
      planning: ['in_progress', 'blocked'], in_progress: ['review', 'blocked'], review: ['completed', 'blocked'], completed: [], blocked: ['planning', 'in_progress', 'review'] });
    assert.deepEqual(nextFeatureStatuses('blocked', 'review'), ['review']);
    assert.deepEqual(nextFeatureStatuses('blocked', 'completed'), ['planning', 'in_progress', 'review']);
  });

  it('that makes a step which is none is a warning that names the allowed ones, with a fix for each', () => {
    const found = transitions(withStatus('completed'), withStatus('planning'));
    assert.deepEqual(found.map(({ severity, message }) => [severity, message]), [['warning', 'The feature was planning and cannot become completed at once: from planning it goes to in_progress or blocked.']]);
    assert.deepEqual(found[0]?.fixes.map(({ title }) => title), ['Set to in_progress', 'Set to blocked', 'Set to planning']);
  });

  it('is not judged where it did not change, is unknown, or takes an allowed step', () => {
    for (const [from, to] of [['planning', 'planning'], ['planning', 'in_progress'], ['odd', 'completed'], ['planning', 'odd'], ['review', 'blocked']] as const) {
      assert.deepEqual(transitions(withStatus(to), withStatus(from)), [], `${from} → ${to}`);
    }
    assert.equal(transitions(withStatus('planning'), withStatus('blocked', 'review')).length, 1);
  });
});
