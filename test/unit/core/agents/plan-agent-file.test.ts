import assert from 'node:assert/strict';
import fc from 'fast-check';
import { agentFileName } from '../../../../src/core/agents/agent-file-path.js';
import { parseAgentFile } from '../../../../src/core/agents/agent-file.js';
import { planAgentFile, type AgentFacts } from '../../../../src/core/agents/plan-agent-file.js';
import { asRole, type Role } from '../../../../src/core/layout/names.js';
import type { Plan, Refusal } from '../../../../src/core/plans/plan.js';
import { agentFactsOf } from '../../../../src/core/progress/agent-facts.js';
import { parseProgress } from '../../../../src/core/progress/progress.js';
import { agentFile } from '../../../../src/core/schema/validators.js';
import { editJson } from '../../../../src/core/text/json-text.js';
import { sampleProgress } from '../progress/sample-progress.js';

const path = '.ai/project/sessions/agents/backend.af';
const checked = asRole('backend');
const role: Role = checked.ok ? checked.value : assert.fail('a role');
const at = '2026-01-27T10:00:00Z';

/** The agent file of document 000, 1.2, with what somebody may have added. */
const sample = `{
  "version": "1.0",
  "agent": { "id": "backend-001", "role": "backend", "created": "2026-01-27T10:00:00Z" },
  "memory": {
    "short_term": {"current_task": "BE-001", "recent_files": ["a.sh"], "recent_decisions": []},
    "long_term": {
      "project_patterns": ["Scripts use bash with strict mode"],
      "learned_preferences": [ "Always add usage() function" ]
    }
  },
  "mood": "fine",
  "context": {"feature": "workflow-improvements-2026", "worktree": ".worktrees/backend"},
  "state": {"status": "IN_PROGRESS",   "iteration_count": 3, "max_iterations": 10}
}
`;

const facts = (some: Partial<AgentFacts> = {}): AgentFacts => ({ ...agentFactsOf(null, 'backend'), ...some });

const plan = (text: string | null, some: Partial<AgentFacts>): Plan | Refusal => (
  planAgentFile(role, facts(some), { at, found: text === null ? null : { text, file: parseAgentFile(path, { kind: 'text', text }) } }));

function textAfter(text: string, some: Partial<AgentFacts>): string {
  const planned = plan(text, some);
  if (planned.kind === 'refusal') return assert.fail(planned.message);
  return planned.steps.reduce((now, step) => {
    const edited = step.kind === 'edit-json' ? editJson(now, step.edits) : assert.fail(step.kind);
    return edited.ok ? edited.value : assert.fail(edited.problem);
  }, text);
}

describe('an agent file', () => {
  it('is read as document 000 writes it', () => {
    const { contents, ...rest } = parseAgentFile(path, { kind: 'text', text: sample });
    assert.equal(contents?.['mood'], 'fine');
    assert.deepEqual(rest, {
      path, problem: null, id: 'backend-001', role: 'backend', status: 'active', rawStatus: 'IN_PROGRESS', currentTask: 'BE-001', feature: 'workflow-improvements-2026',
      worktree: '.worktrees/backend', iterations: 3, maxIterations: 10,
    });
  });

  it('is shown with its problem where it is broken, and never throws', () => {
    for (const text of ['', 'null', '[]', '{"version": ', '{"agent": 1, "state": [], "memory": {"short_term": "x"}}']) parseAgentFile(path, { kind: 'text', text });
    assert.equal(parseAgentFile(path, { kind: 'text', text: '{' }).problem?.code, 'json/syntax');
    fc.assert(fc.property(fc.json(), (text) => { parseAgentFile(path, { kind: 'text', text }); }));
  });

  it('is known by its path', () => {
    assert.deepEqual([path, '.ai/project/sessions/agents/a/b.af', '.ai/project/sessions/agents/x.json', 'backend.af'].map(agentFileName), ['backend', null, null, null]);
  });

  it('is made whole and valid', () => {
    const planned = plan(null, { status: 'active', currentTask: 'BE-003', feature: 'user-auth', worktree: '.worktrees/backend', given: { tools: { allowed: ['Read'] } } });
    const step = planned.kind === 'plan' ? planned.steps[1] : undefined;
    const value: unknown = step?.kind === 'create-file' ? JSON.parse(step.content) : assert.fail('no file is made');
    assert.equal(agentFile(value), true, JSON.stringify(agentFile.errors));
    assert.deepEqual(value, {
      version: '1.0', agent: { id: 'backend-001', role: 'backend', created: at },
      memory: { short_term: { current_task: 'BE-003', recent_files: [], recent_decisions: [] }, long_term: { project_patterns: [], learned_preferences: [] } },
      context: { feature: 'user-auth', workspace: '.ai/project/features/user-auth', worktree: '.worktrees/backend' },
      state: { status: 'IN_PROGRESS', iteration_count: 0, max_iterations: 10 }, tools: { allowed: ['Read'] },
    });
  });

  it('changes only what is new, byte for byte', () => {
    assert.equal(textAfter(sample, { currentTask: 'BE-003' }), sample.replace('"BE-001"', '"BE-003"'));
    assert.equal(textAfter(`\uFEFF${sample.replaceAll('\n', '\r\n')}`, { status: 'blocked' }), `\uFEFF${sample.replaceAll('\n', '\r\n')}`.replace('IN_PROGRESS', 'BLOCKED'));
    assert.equal(textAfter(sample.replace('IN_PROGRESS', 'active'), { status: 'paused' }), sample.replace('IN_PROGRESS', 'paused'));
  });

  it('is not written for what it says already, or for what nobody knows', () => {
    for (const some of [{}, { currentTask: 'BE-001', recentFiles: ['a.sh'] }, { status: 'active' } as const]) {
      const planned = plan(sample, some);
      assert.deepEqual(planned.kind === 'plan' && planned.steps, []);
    }
  });

  it('takes fields that somebody hands over, beside those that are there', () => {
    assert.equal(textAfter(sample, { given: { memory: { long_term: { project_patterns: ['x'] } } } }), sample.replace('["Scripts use bash with strict mode"]', '["x"]'));
  });

  it('is not changed while it is broken', () => {
    const planned = plan('{"agent": ', { status: 'active' });
    assert.equal(planned.kind === 'refusal' && planned.code, 'agent/broken');
  });
});

describe('what a hand-over says of an agent', () => {
  it('is its state, task, feature, files and decisions', () => {
    assert.deepEqual(agentFactsOf(parseProgress(sampleProgress), 'backend'), {
      status: 'active', currentTask: 'BE-003', feature: 'workflow-improvements-2026', worktree: null, given: {},
      recentFiles: ['.ai/workflow/harness/progress_manager.sh', '.ai/workflow/parallel/worktree_manager.sh'],
      recentDecisions: ['Using git worktree linked mode for efficiency', 'Worktrees stored in .worktrees/ directory'],
    });
  });

  it('is nothing of another role, in somebody\'s own log, or without one', () => {
    for (const progress of [parseProgress(sampleProgress), parseProgress('log'), null]) assert.deepEqual(agentFactsOf(progress, 'qa'), facts());
  });
});
