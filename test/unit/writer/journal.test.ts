import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appendToJournal, journalLines, readJournal } from '../../../src/node/writer/journal.js';
import { diskSyscalls } from '../../../src/node/writer/syscalls.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const change = { entity: 'task', session: '.workflow/WFS-x', id: 'IMPL-1', from: 'pending', to: 'active' } as const;
const wanted = { session: change.session, id: change.id };

describe('the journal', () => {
  it('gives back the changes of one task, oldest first, with time and actor', async () => {
    const folder = temporaryFolder();
    await appendToJournal(diskSyscalls, folder, journalLines([change, { ...change, id: 'IMPL-2' }], 'person:ada'));
    await appendToJournal(diskSyscalls, folder, journalLines([{ ...change, from: 'active', to: 'blocked', reason: 'waits\nfor a key' }], 'agent:qa'));
    const lines = await readJournal(folder, wanted);
    assert.deepEqual(lines.map(({ to, actor, reason }) => [to, actor, reason]), [['active', 'person:ada', undefined], ['blocked', 'agent:qa', 'waits\nfor a key']]);
    assert.match(lines[0]?.at ?? '', /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it('passes over half a line that a killed writer left, and loses no other', async () => {
    const folder = temporaryFolder();
    await appendToJournal(diskSyscalls, folder, journalLines([change], 'a'));
    appendFileSync(join(folder, 'journal.jsonl'), '{"at":"2026');
    await appendToJournal(diskSyscalls, folder, journalLines([change], 'b'));
    assert.deepEqual((await readJournal(folder, wanted)).map(({ actor }) => actor), ['a', 'b']);
  });

  it('begins a new file when the old one is large, and still reads both', async () => {
    const folder = temporaryFolder();
    await appendToJournal(diskSyscalls, folder, journalLines([change], 'old'));
    const file = join(folder, 'journal.jsonl');
    writeFileSync(file, `${readFileSync(file, 'utf8')}${' '.repeat(1024 * 1024)}`);
    await appendToJournal(diskSyscalls, folder, journalLines([change], 'new'));
    assert.ok(existsSync(join(folder, 'journal.1.jsonl')));
    assert.deepEqual((await readJournal(folder, wanted)).map(({ actor }) => actor), ['old', 'new']);
  });

  it('is empty where nothing was ever written', async () => {
    assert.deepEqual(await readJournal(temporaryFolder(), wanted), []);
  });
});
