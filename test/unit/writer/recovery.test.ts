import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isProvablyDead, newIdentity } from '../../../src/node/writer/identity.js';
import { PlanWriter } from '../../../src/node/writer/plan-writer.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';

const path = 'state/list.json';
const append = (item: string) => ({
  kind: 'plan', title: `append ${item}`, transitions: [],
  steps: [{ kind: 'edit-json', path, expect: [], edits: [{ kind: 'append', pointer: ['items'], value: item }] }],
}) as const;

/** An identity of this machine whose process has ended: no pid is that high. */
function deadIdentity(): string {
  const [, , ...rest] = newIdentity().split('.');
  return ['4194999', '1', ...rest].join('.');
}

/** A state root with one list that was written once, and its revisions. */
async function writtenOnce(): Promise<{ root: string; writer: PlanWriter; revisions: string }> {
  const root = temporaryFolder();
  writeFiles(root, { [path]: '{"items": []}\n' });
  const writer = new PlanWriter({ root, volatileDir: join(root, '.volatile'), actor: 'test' });
  assert.equal((await writer.apply(append('first'))).kind, 'applied');
  return { root, writer, revisions: join(root, '.volatile/revisions', createHash('sha256').update(path).digest('hex').slice(0, 32)) };
}

const text = (root: string): string => readFileSync(join(root, path), 'utf8');
const items = (root: string): unknown => (JSON.parse(text(root)) as { items: unknown }).items;

/** Leaves what a process leaves that died after it published a revision: its mark, and perhaps litter. */
function publishAndDie(revisions: string, content: string): void {
  writeFileSync(join(revisions, 'in-flight', deadIdentity()), '');
  writeFileSync(join(revisions, '00000003'), content);
  writeFileSync(join(revisions, `${deadIdentity()}.tmp`), 'half');
}

describe('a writer that finds what a dead one left', () => {
  it('finishes a write that was published but not shown, and sweeps up', async () => {
    const { root, writer, revisions } = await writtenOnce();
    publishAndDie(revisions, '{"items": ["first","of the dead"]}\n');
    writeFileSync(join(root, 'state', `.list.json~${deadIdentity()}.tmp`), 'half');
    assert.equal((await writer.apply(append('next'))).kind, 'applied');
    assert.deepEqual(items(root), ['first', 'of the dead', 'next']);
    assert.deepEqual(readdirSync(join(root, 'state')), ['list.json']);
    assert.deepEqual(readdirSync(join(revisions, 'in-flight')), []);
    assert.deepEqual(readdirSync(revisions).filter((name) => name.endsWith('.tmp')), []);
  });

  it('keeps what somebody without a lock has written since', async () => {
    const { root, writer, revisions } = await writtenOnce();
    publishAndDie(revisions, '{"items": ["first","of the dead"]}\n');
    writeFileSync(join(root, path), '{"items": ["by hand"]}\n');
    assert.equal((await writer.apply(append('next'))).kind, 'applied');
    assert.deepEqual(items(root), ['by hand', 'next']);
  });

  it('only removes the mark of one that died before it published', async () => {
    const { root, writer, revisions } = await writtenOnce();
    writeFileSync(join(revisions, 'in-flight', deadIdentity()), '');
    assert.equal((await writer.apply(append('next'))).kind, 'applied');
    assert.deepEqual(items(root), ['first', 'next']);
    assert.deepEqual(readdirSync(join(revisions, 'in-flight')), []);
  });

  it('waits for a living one that has published and not shown yet', async () => {
    const { root, writer, revisions } = await writtenOnce();
    const mark = join(revisions, 'in-flight', newIdentity());
    writeFileSync(mark, '');
    writeFileSync(join(revisions, '00000003'), '{"items": ["first","of the living"]}\n');
    const waiting = writer.apply(append('next'));
    // The living one shows its revision and takes its mark away, while the other one waits.
    writeFileSync(join(root, path), '{"items": ["first","of the living"]}\n');
    unlinkSync(mark);
    assert.equal((await waiting).kind, 'applied');
    assert.deepEqual(items(root), ['first', 'of the living', 'next']);
  });

  it('does not take the number of a revision that was pruned long ago', async () => {
    const { root, writer, revisions } = await writtenOnce();
    for (let index = 0; index < 25; index++) await writer.apply(append(String(index)));
    assert.equal(readdirSync(revisions).filter((name) => /^\d+$/.test(name)).length, 20);
    assert.equal((items(root) as unknown[]).length, 26);
  });
});

describe('a process', () => {
  const [pid = '', start = '', boot = '', namespace = '', host = '', nonce = ''] = newIdentity().split('.');
  const cases = [
    ['is not dead while it runs', [pid, start, boot, namespace, host, nonce], false],
    ['is dead when its pid is nobody’s', ['4194999', start, boot, namespace, host, nonce], true],
    ['is dead when its pid is another one’s that started later', [pid, '1', boot, namespace, host, nonce], start !== 'x'],
    ['is dead when the machine was booted since', [pid, start, '00000000', namespace, host, nonce], boot !== 'x'],
    ['may live in another pid namespace', ['4194999', start, boot, '1', host, nonce], false],
    ['may live on another host', ['4194999', start, boot, namespace, '00000000', nonce], false],
    ['may live when nothing is known of its start', [pid, 'x', boot, namespace, host, nonce], false],
  ] as const;
  for (const [says, parts, dead] of cases) it(says, () => { assert.equal(isProvablyDead(parts.join('.')), dead); });

  it('of whom there is no identity is not judged', () => {
    for (const odd of ['', 'README.md', '1.2.3', `${newIdentity()}.tmp`]) assert.equal(isProvablyDead(odd), false);
  });
});
