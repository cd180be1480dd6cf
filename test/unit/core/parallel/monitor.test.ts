import assert from 'node:assert/strict';
import type { AgentEvent, AgentEventKind } from '../../../../src/core/agents/agent-event.js';
import { deriveAgent, deriveAgents, waitingAgents, type AgentClaim, type AgentEvidence, type AgentState } from '../../../../src/core/parallel/monitor.js';
import type { PaneFront, PaneState } from '../../../../src/core/ports.js';

const started = Date.parse('2026-01-01T10:00:00Z');
const nothing: AgentEvidence = { role: 'backend', claim: null, pane: null, event: null, worktree: null, port: null };

const says = (status: AgentClaim['status'], extra: Partial<AgentClaim> = {}): AgentClaim => (
  { status, feature: 'login', task: 'BE-1', blockers: [], questions: [], updatedAt: started + 1000, ...extra });
const runs = (front: PaneFront): PaneState => ({ session: 'workflow-login', role: 'backend', startedAt: started, life: { kind: 'running', front } });
const hasEnded = (code: number | null): PaneState => ({ ...runs('program'), life: { kind: 'ended', code } });
const tells = (event: AgentEventKind, at = '2026-01-01T10:05:00Z'): AgentEvent => ({ role: 'backend', sessionId: 's', event, at, detail: null });
const [blockedBy, asks] = [{ blockers: ['no schema'] }, { questions: ['Which database?'] }];

/** Each rule, and each pair of neighbours of which the stronger must win. */
const golden: readonly (readonly [name: string, evidence: Partial<AgentEvidence>, state: AgentState])[] = [
  // One kind of evidence alone.
  ['nothing at all', {}, 'idle'],
  ['a hand-over that was only begun', { claim: says('initializing') }, 'idle'],
  ['a hand-over at work', { claim: says('active') }, 'active'],
  ['a hand-over that was resumed', { claim: says('resumed') }, 'active'],
  ['a hand-over with a word of no dialect', { claim: says('unknown') }, 'active'],
  ['a paused hand-over', { claim: says('paused') }, 'idle'],
  ['a blocked hand-over', { claim: says('blocked') }, 'blocked'],
  ['a hand-over with blockers', { claim: says('active', blockedBy) }, 'blocked'],
  ['a hand-over with questions', { claim: says('active', asks) }, 'needs_input'],
  ['a completed hand-over', { claim: says('completed') }, 'completed'],
  ['a failed hand-over', { claim: says('failed') }, 'failed'],
  ['an expired hand-over', { claim: says('expired') }, 'failed'],
  ['a shell', { pane: runs('shell') }, 'idle'],
  ['a program', { pane: runs('program') }, 'active'],
  ['a program that waits for a line', { pane: runs('reading') }, 'needs_input'],
  ['a program that ended well', { pane: hasEnded(0) }, 'completed'],
  ['a program that ended badly', { pane: hasEnded(1) }, 'failed'],
  ['a program that was killed', { pane: hasEnded(137) }, 'failed'],
  ['a program that ended somehow', { pane: hasEnded(null) }, 'failed'],
  ['a session that began', { event: tells('session-start') }, 'active'],
  ['a tool that is asked for', { event: tells('tool-asked') }, 'active'],
  ['a tool that is done', { event: tells('tool-done') }, 'active'],
  ['a notification', { event: tells('notification') }, 'needs_input'],
  ['the end of a turn', { event: tells('stop') }, 'idle'],
  // 1 before 2 to 10.
  ['an ended program that asked before', { pane: hasEnded(1), event: tells('notification') }, 'failed'],
  ['an ended program that was at work', { pane: hasEnded(0), claim: says('active'), event: tells('tool-asked') }, 'completed'],
  ['an ended program with blockers', { pane: hasEnded(0), claim: says('active', blockedBy) }, 'blocked'],
  ['an ended program with questions', { pane: hasEnded(0), claim: says('active', asks) }, 'needs_input'],
  ['an ended program that says it failed', { pane: hasEnded(0), claim: says('failed') }, 'failed'],
  ['a program ended badly with questions', { pane: hasEnded(2), claim: says('active', asks) }, 'failed'],
  ['a program ended badly after its run was completed', { pane: hasEnded(130), claim: says('completed') }, 'completed'],
  // 2 before 3, 4, 5, 6.
  ['a notification of a completed run', { event: tells('notification'), claim: says('completed') }, 'needs_input'],
  ['a notification of a blocked run', { event: tells('notification'), claim: says('blocked', blockedBy) }, 'needs_input'],
  // 3 before 4, 5, 6, 7, 8.
  ['a completed run with old questions', { claim: says('completed', { ...asks, ...blockedBy }) }, 'completed'],
  ['a completed run at its prompt', { claim: says('completed'), pane: runs('reading'), event: tells('stop') }, 'completed'],
  ['a failed run in a program that goes on', { claim: says('failed'), pane: runs('program') }, 'failed'],
  // 4 before 5; 5 before 6.
  ['questions and blockers', { claim: says('blocked', { ...asks, ...blockedBy }) }, 'needs_input'],
  ['blockers at a prompt', { claim: says('active', blockedBy), pane: runs('reading') }, 'blocked'],
  ['blockers after a turn', { claim: says('active', blockedBy), event: tells('stop') }, 'blocked'],
  // 6 before 7; 7 before 8; 8 before 9.
  ['a program that reads after work', { pane: runs('reading'), event: tells('tool-done') }, 'needs_input'],
  ['the end of a turn in a program', { pane: runs('program'), event: tells('stop') }, 'idle'],
  ['a tool used from a shell', { pane: runs('shell'), event: tells('tool-done') }, 'active'],
  ['a shell of a run at work', { pane: runs('shell'), claim: says('active') }, 'idle'],
  ['a program of a paused run', { pane: runs('program'), claim: says('paused') }, 'active'],
  // Events from before the pane.
  ['an old notification', { pane: runs('program'), event: tells('notification', '2026-01-01T09:59:59Z') }, 'active'],
  ['an old end of a turn', { pane: runs('program'), event: tells('stop', 'yesterday') }, 'active'],
];

describe('the state of an agent', () => {
  for (const [name, evidence, state] of golden) {
    it(`with ${name} is ${state}`, () => {
      const found = deriveAgent({ ...nothing, ...evidence });
      assert.equal(found.state, state, found.why);
      assert.notEqual(found.why, '');
    });
  }

  it('never depends on words: a hand-over may speak of errors and questions as it likes', () => {
    const task = 'Fix the error, input needed? blocked! failed y/n';
    assert.equal(deriveAgent({ ...nothing, claim: says('active', { task }) }).state, 'active');
  });

  it('says since when, by what it was decided', () => {
    assert.equal(deriveAgent({ ...nothing, claim: says('active'), event: tells('stop') }).since, Date.parse('2026-01-01T10:05:00Z'));
    assert.equal(deriveAgent({ ...nothing, claim: says('active', blockedBy), event: tells('stop') }).since, started + 1000);
    assert.equal(deriveAgent({ ...nothing, pane: hasEnded(1) }).since, started);
    assert.equal(deriveAgent(nothing).since, null);
  });
});

describe('the rows of the monitor', () => {
  const agents = deriveAgents([
    { ...nothing, role: 'z', claim: says('completed') }, { ...nothing, role: 'y', claim: says('active') }, { ...nothing, role: 'x', claim: says('failed') },
    { ...nothing, role: 'w', claim: says('blocked') }, { ...nothing, role: 'v', claim: says('active', asks), port: 3001, worktree: '/w/v' }, { ...nothing, role: 'a' }, { ...nothing, role: 'b', claim: says('active', asks) },
  ]);

  it('begin with those who need their person', () => {
    assert.deepEqual(agents.map(({ role, state }) => `${role} ${state}`), ['b needs_input', 'v needs_input', 'w blocked', 'x failed', 'y active', 'a idle', 'z completed']);
    assert.deepEqual(waitingAgents(agents).map(({ role }) => role), ['b', 'v', 'w']);
  });

  it('carry what a person wants to know', () => {
    const { role, state, task, questions, worktree, port, why } = agents[1] ?? assert.fail();
    assert.deepEqual({ role, state, task, questions, worktree, port, why }, { role: 'v', state: 'needs_input', task: 'BE-1', questions: ['Which database?'], worktree: '/w/v', port: 3001, why: 'Which database?' });
  });
});
