import assert from 'node:assert/strict';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentEvent } from '../../../src/core/agents/agent-event.js';
import { readAgentEvents, tellAgentEvent } from '../../../src/node/agent-events.js';
import { findStateRoot } from '../../../src/node/state-root.js';
import { git } from '../../support/git.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';

const event = (role: string, what: AgentEvent['event']): AgentEvent => ({ role, sessionId: 's-1', event: what, at: '2026-01-27T10:00:00.000Z', detail: null });

describe('the events of agents', () => {
  it('are told and read, the last of each role, from every worktree', async () => {
    const folder = join(temporaryFolder(), 'a place');
    mkdirSync(folder);
    for (const args of [['init', '-q'], ['commit', '-q', '--allow-empty', '-m', 'x'], ['worktree', 'add', '-q', '.worktrees/qa']]) git(folder, ...args);
    const [main, linked] = [findStateRoot(folder), findStateRoot(join(folder, '.worktrees/qa'))];
    assert.deepEqual(readAgentEvents(main), []);
    assert.equal(await tellAgentEvent(linked, event('qa', 'session-start')), true);
    assert.equal(await tellAgentEvent(linked, event('qa', 'notification')), true);
    assert.equal(await tellAgentEvent(main, event('backend', 'stop')), true);
    assert.deepEqual(readAgentEvents(main), [event('backend', 'stop'), event('qa', 'notification')]);
    assert.equal(git(folder, 'status', '--porcelain', '--untracked-files=all', '--', ':!.worktrees'), '');
  });

  it('reach no other path, whatever the role is called', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, '.workflow'));
    for (const role of ['../qa', '', 'a/b', 'nul']) assert.equal(await tellAgentEvent(findStateRoot(folder), event(role, 'stop')), false);
    assert.equal(existsSync(join(folder, '.workflow/.state/qa.json')), false);
  });

  it('are not followed through a link, nor believed under another name', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'elsewhere/x': '', '.workflow/.state/agents/qa.json': JSON.stringify({ role: 'backend', session_id: 's', event: 'stop', at: 'x' }), '.workflow/.state/agents/broken.json': '{' });
    assert.deepEqual(readAgentEvents(findStateRoot(folder)), []);
    const other = temporaryFolder();
    writeFiles(other, { 'elsewhere/x': '', '.workflow/x': '' });
    symlinkSync('../elsewhere', join(other, '.workflow/.state'));
    assert.equal(await tellAgentEvent(findStateRoot(other), event('qa', 'stop')), false);
  });
});
