import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { portFile } from '../../src/core/parallel/reserved-ports.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startChild } from './support/child.js';
import { figure } from './support/fault-root.js';

describe('eight who want ports at once', () => {
  it('never get the same one', async () => {
    const root = temporaryFolder();
    const count = figure(20, 100);
    const children = Array.from({ length: 8 }, (_, index) => startChild('ports', [root, `w${String(index)}`, String(count)]));
    const ended = await Promise.all(children.map((child) => child.ended));
    assert.deepEqual(ended.map(({ code }) => code), Array.from({ length: 8 }, () => 0));
    const given = ended.flatMap(({ lines }) => lines);
    assert.equal(given.length, 8 * count);
    assert.equal(new Set(given).size, 8 * count);
    const written = Object.values(JSON.parse(readFileSync(join(root, portFile), 'utf8')) as Record<string, number>);
    assert.deepEqual(new Set(written.map(String)), new Set(given), 'each is written down');
  });
});
