import assert from 'node:assert/strict';
import fc from 'fast-check';
import { renderLogLine } from '../../../../src/core/versions/operations-log.js';
import { operationId, reviewSessionId, runSessionId, sequenceOf, taskOfRunId, versionSessionId } from '../../../../src/core/versions/record-ids.js';
import { asVersionName, classifyVersionPath, isVersionName, nextVersionName } from '../../../../src/core/versions/version-layout.js';
import { isOpenRun, nextRunStatuses, nextVersionStatuses, runStatuses, versionStatuses } from '../../../../src/core/versions/version-status.js';

const at = Date.UTC(2025, 0, 16, 14, 30, 22);

describe('Names of versions', () => {
  it('count up from the highest number, compared as numbers', () => {
    assert.equal(nextVersionName([]), 'v001');
    assert.equal(nextVersionName(['v001', 'v010', 'v009', 'index.yml', 'old']), 'v011');
    assert.equal(nextVersionName(['v999', 'v100']), 'v1000');
    assert.equal(nextVersionName(['v1000', 'v999']), 'v1001');
  });

  it('are nothing else', () => {
    for (const name of ['v1', 'V001', 'v001 ', '../v001', 'v001/..', 'version1', 'v', '', 'v00x']) {
      assert.equal(isVersionName(name), false, name);
      assert.ok(!asVersionName(name).ok);
    }
  });

  it('lead to records and to nothing outside', () => {
    assert.deepEqual(classifyVersionPath('.workflow/versions/index.yml'), { kind: 'index' });
    assert.deepEqual(classifyVersionPath('.workflow/versions/v001/session.yml'), { kind: 'version', version: 'v001' });
    assert.deepEqual(classifyVersionPath('.workflow/versions/v001/task_sessions/IMPL-1/session.yml'), { kind: 'run', version: 'v001', task: 'IMPL-1', home: 'task_sessions', attempt: null });
    assert.deepEqual(classifyVersionPath('.workflow/versions/v001/task_sessions/IMPL-1/attempts/2/session.yml'), { kind: 'run', version: 'v001', task: 'IMPL-1', home: 'task_sessions', attempt: 2 });
    for (const path of ['.workflow/versions/x/session.yml', '.workflow/versions/v001/task_sessions/../session.yml', '.workflow/versions/v001/task.yml', '.workflow/WFS-x/session.yml']) {
      assert.equal(classifyVersionPath(path), null, path);
    }
  });
});

describe('Ids of records', () => {
  it('are those of document 001', () => {
    assert.equal(versionSessionId(at), 'workflow_20250116_143022');
    assert.equal(runSessionId('task_create_LoginPage', at), 'tasksession_task_create_LoginPage_20250116_143022');
    assert.equal(reviewSessionId('IMPL-1.2', at), 'review_IMPL-1.2_20250116_143022');
    assert.equal(operationId(1, at), 'op_20250116_143022_001');
    assert.equal(operationId(1234, at), 'op_20250116_143022_1234');
    assert.equal(sequenceOf('op_20250116_143022_1234'), 1234);
    assert.equal(taskOfRunId('tasksession_task_create_LoginPage_20250116_144501'), 'task_create_LoginPage');
    assert.equal(taskOfRunId('tasksession_20250116_144501'), null);
  });
});

describe('Lines of operations.log', () => {
  const operation = { performedAt: '2025-01-16T14:45:02Z', type: 'CREATE', targetType: 'file', targetId: 'page_login', targetPath: 'app/login/page.tsx' } as const;

  it('are those of document 001; without a path there are no parentheses', () => {
    assert.equal(renderLogLine(operation), '[2025-01-16T14:45:02Z] CREATE file: page_login (app/login/page.tsx)');
    assert.equal(renderLogLine({ ...operation, targetType: 'task', targetPath: null }), '[2025-01-16T14:45:02Z] CREATE task: page_login');
  });

  it('stay one line each whatever a path holds', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (path) => {
      assert.equal(/[\n\r\u2028]/.test(renderLogLine({ ...operation, targetPath: path })), false);
    }));
  });
});

describe('State machines of versions and task runs', () => {
  it('are those that were decided', () => {
    assert.deepEqual(versionStatuses.map((from) => [from, ...nextVersionStatuses(from)].join(' ')), [
      'pending in_progress', 'in_progress completed failed rolled_back', 'completed rolled_back', 'failed rolled_back', 'rolled_back']);
    assert.deepEqual(runStatuses.map((from) => [from, ...nextRunStatuses(from)].join(' ')), [
      'pending in_progress', 'in_progress review completed blocked failed', 'review approved in_progress failed', 'approved completed',
      'completed', 'failed', 'blocked in_progress failed']);
    assert.deepEqual(runStatuses.filter(isOpenRun), ['pending', 'in_progress', 'review', 'approved', 'blocked']);
  });
});
