import assert from 'node:assert/strict';
import { asTaskId } from '../../../../src/core/layout/names.js';
import type { Refusal } from '../../../../src/core/plans/plan.js';
import { snapshotOfTask } from '../../../../src/core/versions/task-snapshot.js';
import { openRoot, type OpenRoot } from '../../../../src/node/open-root.js';
import { findStateRoot } from '../../../../src/node/state-root.js';
import type { Swept } from '../../../../src/node/versions/content-store.js';
import { RollbackDesk, type RollbackRequest, type RolledBack } from '../../../../src/node/versions/rollback-desk.js';
import { VersionDesk, type DeskRoot, type Done } from '../../../../src/node/versions/version-desk.js';
import { git } from '../../../support/git.js';
import { temporaryFolder, writeFiles } from '../../../support/temporary-folder.js';

const quiet = { info: () => undefined, warn: () => undefined, error: (message: string) => { throw new Error(message); } };
export const first = { 'a.txt': 'one\n', 'src/one.ts': 'export {};\n', 'run.sh': '#!/bin/sh\n', 'docs/x': 'x\n' };

/** A repository with an open root, and the two desks of one person. */
export class Bench {
  readonly root: OpenRoot;
  readonly desk: VersionDesk;
  readonly back: RollbackDesk;

  constructor(readonly top: string, limits: Pick<DeskRoot, 'mostRemembered' | 'calls'> = {}) {
    this.root = { ...openRoot(findStateRoot(top), { log: quiet, actor: 'person:ada' }), ...limits };
    this.desk = new VersionDesk(this.root, 'person:ada');
    this.back = new RollbackDesk(this.root, 'person:ada');
  }

  async run(id: string, work: () => void): Promise<void> {
    await this.start(id);
    work();
    await this.end(id);
  }

  async start(id: string): Promise<Done> {
    const task = asTaskId(id);
    assert.ok(task.ok);
    const snapshot = snapshotOfTask({ id, title: id, status: 'active', path: '', text: null }, { agent: 'backend' });
    return done(await this.desk.startRun({ task: task.value, snapshot, worktree: null, feature: 'x' }));
  }

  async end(id: string, status: 'completed' | 'review' = 'completed'): Promise<Done> {
    return done(await this.desk.endRun(id, undefined, () => Promise.resolve({ status, reason: '' })));
  }

  rollBack(request: Partial<RollbackRequest> = {}): Promise<RolledBack | Refusal> {
    return this.back.perform({ version: 'v001', run: null, operation: null, partial: false, ...request });
  }

  /** Cleans up for good; `ended`: also after versions that are over. */
  async clean(ended: boolean): Promise<Swept> {
    const swept = await this.desk.clean({ ended, dry: false });
    assert.ok(!('message' in swept), 'message' in swept ? swept.message : '');
    return swept;
  }

  async status(): Promise<string> {
    return (await this.desk.load()).versions[0]?.record.status ?? '';
  }
}

export function bench(files: Readonly<Record<string, string>> = first): Bench {
  const top = temporaryFolder();
  git(top, 'init', '-q');
  writeFiles(top, files);
  git(top, 'add', '-A');
  git(top, 'commit', '-qm', 'first');
  return new Bench(top);
}

export function done(outcome: Done | Refusal): Done {
  assert.ok(outcome.kind === 'done', 'message' in outcome ? outcome.message : '');
  return outcome;
}

export function rolledBack(outcome: RolledBack | Refusal): RolledBack {
  assert.ok(outcome.kind === 'rolled-back', 'message' in outcome ? outcome.message : '');
  return outcome;
}
