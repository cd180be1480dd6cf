import assert from 'node:assert/strict';
import { diagnoseNeighbours } from '../../../../src/core/worktrees/diagnose-neighbours.js';

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
