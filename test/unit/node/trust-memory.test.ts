import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findStateRoot } from '../../../src/node/state-root.js';
import { recallTrustModel, rememberTrustModel } from '../../../src/node/trust-memory.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

describe('the memory of trust models', () => {
  it('gives back the last text, also to another program', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, '.workflow'));
    assert.equal(recallTrustModel(findStateRoot(folder)), null);
    assert.equal(await rememberTrustModel(findStateRoot(folder), 'one: 1\n'), true);
    assert.equal(await rememberTrustModel(findStateRoot(folder), 'two: 2\n'), true);
    assert.equal(recallTrustModel(findStateRoot(folder)), 'two: 2\n');
  });

  it('makes no .workflow where there is neither a repository nor a session', async () => {
    const folder = temporaryFolder();
    assert.equal(await rememberTrustModel(findStateRoot(folder), 'one: 1\n'), false);
    assert.equal(existsSync(join(folder, '.workflow')), false);
  });
});
