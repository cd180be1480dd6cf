import assert from 'node:assert/strict';
import { commandText, describeConsent, type AskedCommand } from '../../../../src/core/consent/consent.js';

const command: AskedCommand = { purpose: 'agent', argv: ['claude', '--model', 'a b'], cwd: '/repo/.worktrees/backend', env: { AGENT_ROLE: 'backend' } };

describe('what a person agrees to', () => {
  it('is another command when one byte of it is another, in any part', () => {
    const others: readonly AskedCommand[] = [
      { ...command, purpose: 'agenT' },
      { ...command, argv: ['claude', '--model a b'] },
      { ...command, argv: ['claude', '--model', 'a b', ''] },
      { ...command, cwd: `${command.cwd}/` },
      { ...command, env: { AGENT_ROLE: 'backend2' } },
      { ...command, env: {} },
    ];
    assert.equal(new Set([command, ...others].map(commandText)).size, others.length + 1);
  });

  it('is the same in whatever order its variables are named', () => {
    assert.equal(commandText({ ...command, env: { A: '1', B: '2' } }), commandText({ ...command, env: { B: '2', A: '1' } }));
  });

  it('is shown with its arguments told apart, where it runs and what is set', () => {
    assert.deepEqual(describeConsent(command, { kind: 'new' }), ["claude --model 'a b'", 'in /repo/.worktrees/backend', 'with AGENT_ROLE=backend']);
  });

  it('is shown with what it was before, where that differs', () => {
    const before = { ...command, argv: ['claude'] };
    assert.deepEqual(describeConsent(command, { kind: 'changed', before }).at(-1), 'before: claude');
    assert.equal(describeConsent(command, { kind: 'changed', before }).length, 4);
  });

  it('shows nothing that could hide a part of it', () => {
    const [line] = describeConsent({ ...command, argv: ['sh', '-c', 'true\u001b[2K\r\u202erm'] }, { kind: 'new' });
    assert.equal(line, "sh -c 'true ‹U+202E›rm'");
  });
});
