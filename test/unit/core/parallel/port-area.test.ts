import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPorts, readPorts } from '../../../../src/core/parallel/port-area.js';
import { portFile } from '../../../../src/core/parallel/reserved-ports.js';
import { DiskFiles } from '../../../../src/node/disk-files.js';
import { sha256 } from '../../../../src/node/sha256.js';
import { temporaryFolder, writeFiles } from '../../../support/temporary-folder.js';

const said = (text: string): readonly string[] => readPorts({ kind: 'text', text }).findings.map(({ code, message }) => `${code}: ${message}`);

describe('the file of ports', () => {
  it('names the ports of roles', () => {
    assert.deepEqual(readPorts({ kind: 'text', text: '{"qa": 3002, "backend": 3001, "note": "mine"}' }), { ports: [{ role: 'qa', port: 3002 }, { role: 'backend', port: 3001 }], findings: [] });
  });

  it('is reported where it gives one port to two roles', () => {
    assert.deepEqual(said('{"qa": 3001, "backend": 3001, "x": 3002}'), ['port/duplicate: backend and qa have the same port 3001; release one: workflow port release backend']);
  });

  for (const odd of ['0', '65536', '-1', '1.5', '1e9']) {
    it(`is reported where it says ${odd}`, () => { assert.match(said(`{"qa": ${odd}}`).join(), /^port\/out-of-range: .* is no port/); });
  }

  for (const [text, code] of [['{', 'json/syntax'], ['', 'json/syntax'], ['[]', 'json/not-an-object'], ['{"a": 1, "a": 2}', 'json/duplicate-key'], ['{"__proto__": 1}', 'json/unsafe']] as const) {
    it(`is reported where it is ${JSON.stringify(text)}`, () => { assert.ok(said(text).join().startsWith(code), said(text).join()); });
  }

  it('is read anew when it changed, and otherwise the same value as before', async () => {
    const root = temporaryFolder();
    const table = openPorts({ files: new DiskFiles(root), sha256 });
    await table.look('everything');
    assert.deepEqual(table.derive().ports, []);
    writeFiles(root, { [portFile]: '{"qa": 3001}' });
    await table.look([portFile]);
    const before = table.derive();
    assert.deepEqual(before.ports, [{ role: 'qa', port: 3001 }]);
    writeFileSync(join(root, portFile), '{ "qa": 3001 }');
    await table.look([portFile]);
    assert.equal(table.derive(), before);
  });
});
