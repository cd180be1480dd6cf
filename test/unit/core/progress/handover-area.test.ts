import assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { checkProgress } from '../../../../src/core/progress/check-progress.js';
import type { Handovers } from '../../../../src/core/progress/handovers.js';
import { ProgressText } from '../../../../src/core/progress/progress-text.js';
import { openStore } from '../../../support/open-store.js';
import { temporaryFolder, writeFiles } from '../../../support/temporary-folder.js';
import { sampleProgress, smallDialect } from './sample-progress.js';

const shared = '.ai/project/sessions/claude-progress.txt';
const own = '.ai/project/sessions/qa/claude-progress.txt';
const agent = '.ai/project/sessions/agents/backend.af';

function root(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  return folder;
}

describe('hand-overs in the state', () => {
  it('are those of all roles, the shared one first, with what the next run needs', async () => {
    const folder = root({ [shared]: sampleProgress, [own]: smallDialect, [agent]: '{"version": "1.0", "agent": {"id": "backend-001", "role": "backend"}}', '.ai/project/sessions/history/2026-01-01_session1.log': 'x' });
    const { store } = openStore(folder, ['handovers']);
    const { handovers } = (await store.refresh()).parts;
    assert.deepEqual(handovers.runs.map(({ path, role, next }) => [path, role, next?.nextStep.slice(0, 18)]), [[shared, 'backend', 'Continue BE-003: I'], [own, 'qa', 'Choose the next ta']]);
    assert.deepEqual(handovers.agents.map(({ id, role }) => [id, role]), [['backend-001', 'backend']]);
    assert.deepEqual(handovers.findings, []);
    store.dispose();
  });

  it('stay the same object until something visible changed, and follow what did', async () => {
    const folder = root({ [shared]: sampleProgress, [own]: smallDialect });
    const { store } = openStore(folder, ['handovers']);
    const before: Handovers = (await store.refresh()).parts.handovers;
    writeFiles(folder, { [shared]: sampleProgress });
    assert.equal((await store.refresh([shared])).parts.handovers, before);
    writeFiles(folder, { [shared]: sampleProgress.replace('IN_PROGRESS', 'BLOCKED') });
    rmSync(join(folder, own));
    const now = (await store.refresh([shared, own])).parts.handovers;
    assert.deepEqual(now.runs.map(({ progress }) => progress?.status), ['blocked']);
    store.dispose();
  });

  it('have the shared one where the configuration says, and move with it', async () => {
    const config = '.ai/project/config.yaml';
    const folder = root({ [shared]: smallDialect, [own]: smallDialect, 'docs/hand-over.txt': sampleProgress });
    const { store } = openStore(folder, ['handovers']);
    const seen = async (hint: readonly string[]): Promise<unknown> => (await store.refresh(hint)).parts.handovers.runs.map((run) => [run.path, run.shared, run.progress?.taskId]);
    const usual = [[shared, true, null], [own, false, null]];
    assert.deepEqual(await seen(['']), usual);
    writeFiles(folder, { [config]: 'harness:\n  progress_file: docs/hand-over.txt\n' });
    assert.deepEqual(await seen([config]), [['docs/hand-over.txt', true, 'BE-003'], [own, false, null]]);
    writeFiles(folder, { [config]: `harness:\n  progress_file: ${own}\n` });
    assert.deepEqual(await seen([config]), [[own, true, null]]);
    for (const none of ['harness: [progress_file\n', 'harness:\n  auto_restore: true\n']) {
      writeFiles(folder, { [config]: none });
      assert.deepEqual(await seen([config]), usual, none);
    }
    store.dispose();
  });

  it('are shown where they cannot be read, and followed through no link', async () => {
    const folder = root({ 'elsewhere.txt': sampleProgress, '.ai/project/sessions/x': '' });
    symlinkSync('../../../elsewhere.txt', join(folder, shared));
    const { store } = openStore(folder, ['handovers']);
    const [run] = (await store.refresh()).parts.handovers.runs;
    assert.deepEqual([run?.progress, run?.next, run?.findings.map(({ code }) => code)], [null, null, ['file/not-regular']]);
    store.dispose();
  });
});

describe('what is wrong with a hand-over', () => {
  const said = (text: string, path = shared): readonly unknown[] => checkProgress(path, ProgressText.parse(text)).map(({ code, place, message }) => [code, place.kind === 'line' ? place.line : 0, message]);

  it('is nothing with those of the documents', () => {
    assert.deepEqual([said(sampleProgress), said(smallDialect)], [[], []]);
  });

  it('is that it is somebody\'s own log', () => {
    assert.deepEqual(said('Monday\n').map((each) => (each as string[])[0]), ['progress/foreign']);
  });

  it('is a state that nobody knows, at its line', () => {
    assert.deepEqual(said(sampleProgress.replace('IN_PROGRESS', 'Daydreaming')), [
      ['progress/unknown-status', 12, '"Daydreaming" is no state of a run; known are initializing, active (or IN_PROGRESS), paused, resumed, blocked, completed, failed and expired.'],
    ]);
  });

  it('is what it does not say of itself', () => {
    assert.deepEqual(said(sampleProgress.replace(/feature: .*\n/, '').replace('abc123', 'none')).map((each) => (each as string[])[2]), ['The hand-over does not say its feature.', 'The hand-over does not say its session_id.']);
  });

  it('is another role than its folder\'s', () => {
    assert.deepEqual(said(sampleProgress, own), [['progress/role-mismatch', 9, 'The hand-over in the folder of qa says that it is of backend.']]);
  });

  it('is a run that is over with blockers, and a task that is done and open', () => {
    const odd = sampleProgress.replace('IN_PROGRESS', 'COMPLETED').replace('\nNone\n', '\n- no key\n').replace('## In Progress\n', '## In Progress\n- [ ] BE-001: again\n');
    assert.deepEqual(said(odd).map((each) => (each as string[])[0]), ['progress/open-and-over', 'progress/done-and-open']);
  });
});
