import assert from 'node:assert/strict';
import fc from 'fast-check';
import { agentEventFile, agentEventKinds, parseAgentEvent, renderAgentEvent } from '../../../../src/core/agents/agent-event.js';

const event = { role: 'backend', sessionId: 's-1', event: 'notification', at: '2026-01-27T10:00:00.000Z', detail: 'waits for permission' } as const;

describe('an agent event', () => {
  it('is one JSON object in words of the file', () => {
    assert.equal(renderAgentEvent(event), '{"role":"backend","session_id":"s-1","event":"notification","at":"2026-01-27T10:00:00.000Z","detail":"waits for permission"}\n');
    assert.equal(renderAgentEvent({ ...event, detail: null }).includes('detail'), false);
  });

  it('comes back as it was written', () => {
    const events = fc.record({ role: fc.string(), sessionId: fc.string(), event: fc.constantFrom(...agentEventKinds), at: fc.string(), detail: fc.option(fc.string()) });
    fc.assert(fc.property(events, (each) => { assert.deepEqual(parseAgentEvent(renderAgentEvent(each)), { ...each }); }));
  });

  it('is none where a field is missing or of another kind', () => {
    for (const text of ['', 'null', '[]', '{', '{"role":"a","session_id":"s","event":"else","at":"x"}', '{"role":1,"session_id":"s","event":"stop","at":"x"}', '{"role":"a","event":"stop","at":"x"}']) {
      assert.equal(parseAgentEvent(text), null, text);
    }
  });

  it('has a file for roles that may reach a path', () => {
    assert.equal(agentEventFile('qa'), 'qa.json');
    for (const role of ['', '..', 'a/b', '-x', 'con', 'a\n', 'x'.repeat(51)]) assert.equal(agentEventFile(role), null, role);
  });
});
