import assert from 'node:assert/strict';
import { diagnoseGates, diagnoseNeighbours } from '../../../../src/core/worktrees/diagnose-neighbours.js';

describe('what roles have beside their worktrees', () => {
  it('is no complaint where each port has a worktree and every pane runs', () => {
    assert.deepEqual(diagnoseNeighbours({ roles: new Set(['backend']), ports: new Map([['backend', 3001]]), ended: [] }), []);
  });

  it('is hinted at when a port has no worktree, or a pane has ended, with what to do', () => {
    const complaints = diagnoseNeighbours({ roles: new Set(['backend']), ports: new Map([['backend', 3001], ['qa', 3002]]), ended: [{ role: 'backend', feature: 'auth' }] });
    assert.deepEqual(complaints.map(({ code, severity, cure }) => [code, severity, cure]), [['worktree/idle-port', 'hint', null], ['worktree/ended-pane', 'hint', null]]);
    assert.match(complaints.map(({ message }) => message).join('\n'), /Port 3002 is kept for qa.*port release qa\n.*parallel output auth backend.*parallel stop auth/);
  });
});

describe('the TDD gate in worktrees', () => {
  const well = { top: '/a', fires: true, problems: [] };

  it('is missed only where there is one in another worktree', () => {
    const missing = { top: '/b', fires: null, problems: ['There is none.', 'Install it.'] };
    assert.deepEqual(diagnoseGates([missing, { ...missing, top: '/c' }]), []);
    assert.deepEqual(diagnoseGates([well, missing]), [{
      code: 'worktree/gate', severity: 'error', path: '/b', cure: null, message: 'The TDD gate does not judge commits in /b: There is none. Install it.' }]);
  });

  it('may run and still not be as it should be', () => {
    assert.deepEqual(diagnoseGates([well]), []);
    const old = diagnoseGates([{ ...well, problems: ['It is old.'] }, { top: '/b', fires: false, problems: ['Nobody runs it.'] }]);
    assert.deepEqual(old.map(({ severity, message }) => [severity, message]), [
      ['warning', 'The TDD gate runs in /a, but not as it should: It is old.'], ['error', 'The TDD gate does not judge commits in /b: Nobody runs it.']]);
  });
});
