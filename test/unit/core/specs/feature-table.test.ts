import assert from 'node:assert/strict';
import { readFileSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Features } from '../../../../src/core/specs/features.js';
import { parseYaml } from '../../../../src/core/text/yaml-text.js';
import { sampleSpec } from '../../../support/sample-spec.js';
import { openStore, type OpenStore } from '../../../support/open-store.js';
import { temporaryFolder, writeFiles } from '../../../support/temporary-folder.js';

const example = readFileSync('test/spec-cases/example-of-document-000/spec.yaml', 'utf8');
const valid = readFileSync('test/spec-cases/valid/spec.yaml', 'utf8');
const at = (name: string): string => `.ai/project/features/${name}/spec.yaml`;
const config = '.ai/project/config.yaml';

type Opened = OpenStore & { readonly root: string };

/** A store that knows features, after its first look. Files are older than a stamp's doubt. */
async function loaded(files: Readonly<Record<string, string>>): Promise<Opened> {
  const root = temporaryFolder();
  write(root, files);
  const open = openStore(root, ['features']);
  await open.store.refresh();
  open.files.take();
  open.changes.length = 0;
  return { ...open, root };
}

function write(root: string, files: Readonly<Record<string, string>>): void {
  writeFiles(root, files);
  for (const path of Object.keys(files)) utimesSync(join(root, path), new Date(0), new Date(0));
}

const known = ({ store }: Opened): Features => store.state.parts.features;
const codes = ({ findings }: Features): readonly string[] => findings.map(({ code, file }) => `${code} ${file.split('/').at(-2) ?? ''}`);

describe('The features of a state root', () => {
  it('have name, status, coverage and findings; a broken one is there with its error, a folder without a spec is not', async () => {
    const open = await loaded({ [at('workflow-improvements-2026')]: example, [at('broken')]: 'a: "x', [at('other')]: example, '.ai/project/features/notes/a.md': '', [config]: 'parallel: {manager: x}\n' });
    assert.deepEqual(known(open).features.map(({ id, specId, status, broken, tasks, requirements }) => [id, specId, status, broken, tasks, ...requirements.map((each) => `${each.id} ${each.state}`)]), [
      ['broken', null, null, true, 0],
      ['other', 'workflow-improvements-2026', 'planning', false, 3, 'FR-101 covered', 'FR-201 no-task'],
      ['workflow-improvements-2026', 'workflow-improvements-2026', 'planning', false, 3, 'FR-101 covered', 'FR-201 no-task']]);
    assert.deepEqual(codes(known(open)), [
      'yaml/syntax broken', 'spec/folder-mismatch other', 'spec/no-task other', 'spec/missing-property other',
      'spec/no-task workflow-improvements-2026', 'spec/missing-property workflow-improvements-2026', 'config/unknown-value project']);
  });

  it('come in natural order', async () => {
    const open = await loaded({ [at('f-10')]: valid, [at('f-9')]: valid, [at('a')]: valid });
    assert.deepEqual(known(open).features.map(({ id }) => id), ['a', 'f-9', 'f-10']);
  });

  it('stay the same objects when one spec changes, and only that spec is looked at', async () => {
    const open = await loaded({ [at('a')]: valid, [at('b')]: valid });
    const [first] = known(open).features;
    write(open.root, { [at('b')]: `${valid}\n# a comment that moves nothing\n`.replace('planning', 'in_progress') });
    await open.store.refresh([at('b')]);
    assert.deepEqual(open.files.take(), [`read ${at('b')}`]);
    assert.equal(known(open).features[0], first);
    assert.equal(known(open).features[1]?.status, 'in_progress');
    assert.equal(open.changes.length, 1);
  });

  it('stay the same objects, and nobody is told, while their files say the same', async () => {
    const open = await loaded({ [at('a')]: valid, [config]: '' });
    const before = open.store.state;
    await open.store.refresh();
    write(open.root, { [at('a')]: `${valid}# nothing that anybody sees\n` });
    await open.store.refresh([at('a')]);
    assert.equal(open.store.state, before);
  });

  it('come, go and move with their folders', async () => {
    const open = await loaded({ [at('a')]: valid });
    write(open.root, { [at('b')]: valid });
    await open.store.refresh(['.ai/project/features/b']);
    assert.deepEqual(known(open).features.map(({ id }) => id), ['a', 'b']);
    rmSync(join(open.root, '.ai/project/features/a'), { recursive: true });
    await open.store.refresh([at('a')]);
    assert.deepEqual(known(open).features.map(({ id }) => id), ['b']);
    rmSync(join(open.root, '.ai'), { recursive: true });
    await open.store.refresh(['.ai']);
    assert.deepEqual(known(open), { features: [], validation: 'strict', findings: [] });
  });

  it('bring what is wrong with the configuration, and lose it when it is mended or gone', async () => {
    const open = await loaded({ [config]: 'specs: {validation: x}\n' });
    assert.deepEqual(codes(known(open)), ['config/unknown-value project']);
    write(open.root, { [config]: 'specs: {validation: strict}\n' });
    await open.store.refresh([config]);
    assert.deepEqual(open.files.take(), [`read ${config}`]);
    assert.deepEqual(codes(known(open)), []);
    write(open.root, { [config]: 'specs: [' });
    await open.store.refresh([config]);
    assert.deepEqual(codes(known(open)), ['yaml/syntax project']);
    rmSync(join(open.root, config));
    await open.store.refresh([config]);
    assert.deepEqual(codes(known(open)), []);
  });

  it('are judged as strictly as the configuration says, and anew when it changes', async () => {
    const open = await loaded({ [at('a')]: example, [at('b')]: 'a: "x' });
    const severities = (): readonly string[] => known(open).findings.map(({ code, severity }) => `${severity} ${code}`);
    assert.deepEqual(severities(), ['warning spec/folder-mismatch', 'hint spec/no-task', 'error spec/missing-property', 'error yaml/syntax']);
    write(open.root, { [config]: 'specs: {validation: warn}\n' });
    await open.store.refresh([config]);
    assert.deepEqual([known(open).validation, ...severities()], ['warn', 'warning spec/folder-mismatch', 'hint spec/no-task', 'warning spec/missing-property', 'error yaml/syntax']);
    write(open.root, { [config]: 'specs: {validation: off}\n' });
    await open.store.refresh([config]);
    assert.deepEqual(severities(), ['error yaml/syntax']);
    write(open.root, { [config]: 'specs: {validation: never}\n' });
    await open.store.refresh([config]);
    assert.deepEqual([known(open).validation, severities().length], ['strict', 5]);
  });

  it('may be as long as a spec may be, and a long one is read where it holds nobody up', async () => {
    const root = temporaryFolder();
    writeFiles(root, { [at('long')]: sampleSpec(400_000), [at('short')]: valid, [at('bad')]: `${sampleSpec(300_000)}a: "x` });
    const longs: number[] = [];
    const { store } = openStore(root, ['features'], (text) => {
      longs.push(text.length);
      return Promise.resolve(parseYaml(text));
    });
    const { features } = (await store.refresh()).parts.features;
    assert.deepEqual(features.map(({ id, broken, tasks }) => `${id} ${String(broken)} ${String(tasks > 300)}`), ['bad true false', 'long false true', 'short false false']);
    assert.deepEqual(longs.length, 2);
    writeFiles(root, { [at('long')]: `${sampleSpec(100)}${'# too long\n'.repeat(400_000)}` });
    assert.deepEqual((await store.refresh([at('long')])).parts.features.features[1]?.findings.map(({ code, message }) => [code, /4096 KiB/.test(message)]), [['file/unreadable', true]]);
  });

  it('are never read through a link', async () => {
    const root = temporaryFolder();
    writeFiles(root, { [at('a')]: valid, 'elsewhere/spec.yaml': valid, 'elsewhere/x.yaml': valid });
    symlinkSync('../../../elsewhere', join(root, '.ai/project/features/linked'), 'junction');
    symlinkSync('../../../../elsewhere/x.yaml', join(root, '.ai/project/features/a/other.yaml'));
    const { store } = openStore(root, ['features']);
    assert.deepEqual((await store.refresh()).parts.features.features.map(({ id }) => id), ['a']);
    const outside = temporaryFolder();
    writeFiles(outside, { 'features/a/spec.yaml': valid });
    const other = temporaryFolder();
    writeFiles(other, { '.ai/project/x': '' });
    symlinkSync(join(outside, 'features'), join(other, '.ai/project/features'), 'junction');
    const { features, findings } = (await openStore(other, ['features']).store.refresh()).parts.features;
    assert.deepEqual([features.length, ...findings.map(({ code, file }) => `${code} ${file}`)], [0, 'file/unreadable .ai/project/features']);
  });
});
