import assert from 'node:assert/strict';
import { asTaskId } from '../../../../src/core/layout/names.js';
import { checkFileExists, checkManifest, expectedFiles } from '../../../../src/core/versions/check-review.js';
import { parseRecord, type RecordFile } from '../../../../src/core/versions/record-codec.js';
import type { Operation, TaskRun, Version } from '../../../../src/core/versions/version.js';
import { asVersionName, versionDirectory, versionPath } from '../../../../src/core/versions/version-layout.js';
import { runOfSource, versionForRun } from '../../../../src/core/versions/version-for-run.js';
import { allRuns, approvalsWaiting, nextSequence, reviewsWaiting, runOfTask, runsOfFile, unreviewedFiles } from '../../../../src/core/versions/version-selectors.js';
import type { RunState, VersionState } from '../../../../src/core/versions/versions.js';
import { smallReview } from '../../../support/small-versions.js';

function empty<Kind extends 'version' | 'run' | 'snapshot'>(kind: Kind): RecordFile<Kind>['record'] {
  const parsed = parseRecord(kind, '{}');
  assert.ok(parsed.ok);
  return parsed.value.record;
}

function operation(type: Operation['type'], path: string, from?: string): Operation {
  return {
    id: 'op_20250116_144502_001', type, targetType: 'file', targetId: path, targetPath: path, changes: { before: null, after: null, diffSummary: '' }, performedAt: '', reversible: true,
    rollbackData: from === undefined ? { action: 'delete_file', path } : { action: 'move_file', from: path, to: from },
  };
}

function run(task: string, record: Partial<TaskRun>, attempts: readonly RunState[] = []): RunState {
  const [id, version] = [asTaskId(task), asVersionName('v001')];
  assert.ok(id.ok && version.ok);
  return { directory: task, path: `${task}/session.yml`, version: version.value, task: id.value, record: { ...empty('run'), ...record }, broken: false, snapshot: null, attempts };
}

function version(name: string, record: Partial<Version>, runs: readonly RunState[]): VersionState {
  const checked = asVersionName(name);
  assert.ok(checked.ok);
  const own = (each: RunState): RunState => ({ ...each, version: checked.value, attempts: each.attempts.map(own) });
  return { name: checked.value, directory: versionDirectory(checked.value), path: versionPath(checked.value), record: { ...empty('version'), ...record }, broken: false, runs: runs.map(own), rollbacks: [] };
}

const approved = { status: 'approved', approvedBy: 'person:ada', approvedAt: '2025-01-16T14:45:00Z', rejectionReason: null } as const;
const pending = { status: 'pending', approvedBy: null, approvedAt: null, rejectionReason: null } as const;

describe('Asking versions', () => {
  const earlier = run('IMPL-1', { startedAt: '2025-01-01T00:00:00Z', status: 'failed', operations: [operation('CREATE', 'a.ts')] });
  const one = run('IMPL-1', { startedAt: '2025-01-03T00:00:00Z', status: 'review', operations: [operation('UPDATE', 'a.ts'), operation('RENAME', 'c.ts', 'b.ts')] }, [earlier]);
  const two = run('IMPL-2', { startedAt: '2025-01-02T00:00:00Z', status: 'completed', operations: [operation('UPDATE', 'd.ts')] });
  const versions = [version('v001', { status: 'completed', approvals: { design: approved, implementation: approved } }, [run('IMPL-1', { status: 'completed', operations: [operation('CREATE', 'old.ts')] })]),
    version('v002', { status: 'in_progress', approvals: { design: approved, implementation: pending } }, [one, two])];

  it('lists runs and attempts as they were begun', () => {
    assert.deepEqual(allRuns({ versions: versions.slice(1) }).map(({ task, record }) => `${task} ${record.startedAt.slice(8, 10)}`), ['IMPL-1 01', 'IMPL-2 02', 'IMPL-1 03']);
  });

  it('tells the history of a file, also under the name it had', () => {
    assert.deepEqual(runsOfFile({ versions }, 'a.ts').map(({ operations }) => operations.map(({ type }) => type)), [['CREATE'], ['UPDATE']]);
    assert.deepEqual(runsOfFile({ versions }, 'b.ts').map(({ run: { task } }) => task), ['IMPL-1']);
    assert.deepEqual(runsOfFile({ versions }, 'nobody.ts'), []);
  });

  it('gives no two operations of a version that are recorded in one second the same id, and counts those of a run on', () => {
    const withIds = (task: string, ...ids: readonly string[]): RunState => run(task, { operations: ids.map((id) => ({ ...operation('UPDATE', 'a.ts'), id })) });
    const now = Date.parse('2025-01-16T14:45:02Z');
    const [own, others] = [withIds('IMPL-1', 'op_20250101_000000_001', 'op_20250101_000000_002'), withIds('IMPL-2', 'op_20250116_144502_007', 'op_20250101_000000_050')];
    const [alone, busy] = [version('v001', {}, [own]), version('v001', {}, [own, { ...others, attempts: [withIds('IMPL-2', 'op_20250116_144502_009')] }])];
    assert.equal(nextSequence(alone, { run: own, now }), 3);
    assert.equal(nextSequence(alone, { run: null, now }), 1);
    assert.equal(nextSequence(busy, { run: own, now }), 10);
    assert.equal(nextSequence(busy, { run: own, now: now + 1_000 }), 3);
  });

  it('knows what waits for a person', () => {
    assert.deepEqual(approvalsWaiting({ versions }).map((each) => `${each.version.name} ${each.kind}`), ['v002 implementation']);
    assert.deepEqual(reviewsWaiting({ versions }).map(({ task }) => task), ['IMPL-1']);
    assert.deepEqual(unreviewedFiles({ versions }).map(({ path }) => path).toSorted(), ['a.ts', 'c.ts', 'd.ts']);
  });

  it('tells files of one path apart by the working tree that they are in', () => {
    const times = ['2025-01-16T14:00:00Z', '2025-01-16T15:00:00Z'];
    const there = run('IMPL-7', { startedAt: times[0] ?? '', worktree: '.worktrees/a', operations: [operation('UPDATE', 'a.ts')] });
    const here = run('IMPL-8', { startedAt: times[1] ?? '', operations: [operation('UPDATE', 'a.ts')] });
    const found = unreviewedFiles({ versions: [version('v001', {}, [there, here])] });
    assert.deepEqual(found.map(({ worktree, path, run: { task } }) => [worktree, path, task]), [['.worktrees/a', 'a.ts', 'IMPL-7'], [null, 'a.ts', 'IMPL-8']]);
  });

  it('counts a review that says yes for the attempts that led to it, in whichever working tree, and not for those after it', () => {
    const attempt = (number: number, file: string, decision: 'approved' | 'needs_changes' | null): RunState => run('IMPL-7', {
      startedAt: `2025-01-16T1${number}:00:00Z`, worktree: '.worktrees/a', operations: [operation('UPDATE', file)], ...(decision !== null && { reviewSession: smallReview({ decision }) }),
    });
    const [first, second, third] = [attempt(1, 'first.ts', 'needs_changes'), attempt(2, 'second.ts', 'approved'), attempt(3, 'third.ts', null)];
    const unreviewed = (latest: RunState, ...attempts: readonly RunState[]): readonly string[] => unreviewedFiles({ versions: [version('v001', {}, [{ ...latest, attempts }])] }).map(({ path }) => path);
    assert.deepEqual(unreviewed(first), ['first.ts']);
    assert.deepEqual(unreviewed(second, first), []);
    assert.deepEqual(unreviewed(third, first, second), ['third.ts']);
  });

  it('takes the run that is open, else the latest, else that of the named version', () => {
    assert.equal(runOfTask({ versions }, 'IMPL-1')?.version.name, 'v002');
    assert.equal(runOfTask({ versions }, 'IMPL-1', 'v001')?.version.name, 'v001');
    assert.equal(runOfTask({ versions }, 'IMPL-9'), null);
  });
});

describe('The checks of a review that need no command', () => {
  const operations = [operation('CREATE', 'src/a.ts'), operation('DELETE', 'src/a.ts'), operation('MOVE', 'lib/c.ts', 'src/b.ts'), operation('UPDATE', 'src/d.ts')];

  it('knows which files have to be there and which may not', () => {
    assert.deepEqual([...expectedFiles(operations)], [['src/a.ts', false], ['lib/c.ts', true], ['src/b.ts', false], ['src/d.ts', true]]);
    assert.equal(checkFileExists(operations, (path) => path === 'lib/c.ts' || path === 'src/d.ts'), 'pass');
    assert.equal(checkFileExists(operations, () => true), 'fail');
    assert.equal(checkFileExists([], () => false), 'skip');
  });

  it('compares what was touched with what the task declares', () => {
    assert.equal(checkManifest(operations, { filePaths: ['src/**', 'lib/c.ts:show:1-3'] }), 'pass');
    assert.equal(checkManifest(operations, { filePaths: ['src'] }), 'fail');
    assert.equal(checkManifest(operations, { filePaths: [] }), 'skip');
    assert.equal(checkManifest(operations, null), 'skip');
  });
});

describe('The version that a run belongs to', () => {
  const file = (session: string, task = 'IMPL-1'): string => `.workflow/${session}/.task/${task}.json`;
  const about = (source: string, record: Partial<TaskRun> = {}): RunState => ({ ...run('IMPL-1', record), snapshot: { ...empty('snapshot'), sourcePath: source } });
  const beginning = (session: string, task = 'IMPL-1'): Parameters<typeof versionForRun>[1] => {
    const id = asTaskId(task);
    assert.ok(id.ok);
    return { task: id.value, feature: session, snapshot: { ...empty('snapshot'), sourcePath: file(session, task) } };
  };
  const chosen = (versions: readonly VersionState[], begun: Parameters<typeof versionForRun>[1]): string | undefined => versionForRun({ versions }, begun)?.name;
  const open = { status: 'in_progress' } as const;

  it('is the one in which this very task was begun, else that of its feature, else one that holds nothing of other sessions', () => {
    const versions = [version('v001', { ...open, feature: 'WFS-a' }, []), version('v002', open, [about(file('WFS-a'))]), version('v003', open, [])];
    assert.equal(chosen(versions, beginning('WFS-a')), 'v002');
    assert.equal(chosen(versions, beginning('WFS-a', 'IMPL-2')), 'v001');
    assert.equal(chosen(versions, beginning('WFS-b')), 'v003');
  });

  it('is a new one when what is open holds the same id of another session, or is over', () => {
    assert.equal(chosen([version('v001', { ...open, feature: 'WFS-b' }, [about(file('WFS-a'))])], beginning('WFS-b')), undefined);
    assert.equal(chosen([version('v001', open, [about(file('WFS-a'))])], beginning('WFS-b', 'IMPL-2')), undefined);
    assert.equal(chosen([version('v001', { status: 'completed', feature: 'WFS-a' }, [])], beginning('WFS-a')), undefined);
  });

  it('knows the run of a task from that of another session, also after one was archived', () => {
    const versions = [version('v001', open, [about('.workflow/archives/WFS-a/.task/IMPL-1.json', { status: 'completed' })]), version('v002', open, [about(file('WFS-b'), { status: 'in_progress' })])];
    assert.equal(runOfSource({ versions }, { task: 'IMPL-1', source: file('WFS-a') })?.version, 'v001');
    assert.equal(runOfSource({ versions }, { task: 'IMPL-1', source: file('WFS-b') })?.version, 'v002');
    assert.equal(runOfSource({ versions }, { task: 'IMPL-1', source: file('WFS-c') }), null);
    assert.equal(runOfSource({ versions }, { task: 'IMPL-1', source: '' })?.version, 'v002');
  });
});
