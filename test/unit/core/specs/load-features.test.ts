import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { loadFeatures } from '../../../../src/core/specs/load-features.js';
import { DiskFiles } from '../../../../src/node/disk-files.js';
import { temporaryFolder, writeFiles } from '../../../support/temporary-folder.js';

const example = readFileSync('test/spec-cases/example-of-document-000/spec.yaml', 'utf8');
const at = (name: string): string => `.ai/project/features/${name}/spec.yaml`;

describe('The features of a state root', () => {
  it('are nothing where there are none', async () => {
    assert.deepEqual((await loadFeatures(new DiskFiles(temporaryFolder()))).features, []);
  });

  it('have name, status, coverage and findings; a broken one is there with its error, a folder without a spec is not', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { [at('workflow-improvements-2026')]: example, [at('broken')]: 'a: "x', [at('other')]: example, '.ai/project/features/notes/a.md': '', '.ai/project/config.yaml': 'parallel: {manager: x}\n' });
    const { features, findings } = await loadFeatures(new DiskFiles(folder));
    assert.deepEqual(features.map(({ id, status, requirements, tasks }) => [id, status, requirements.total, requirements.withTask, requirements.withTest, tasks]), [
      ['broken', null, 0, 0, 0, 0], ['other', 'planning', 2, 1, 1, 3], ['workflow-improvements-2026', 'planning', 2, 1, 1, 3]]);
    assert.deepEqual(findings.map(({ code, file }) => `${code} ${file.split('/').at(-2) ?? ''}`), [
      'yaml/syntax broken', 'spec/folder-mismatch other', 'spec/no-task other', 'spec/missing-property other',
      'spec/no-task workflow-improvements-2026', 'spec/missing-property workflow-improvements-2026', 'config/unknown-value project']);
  });

  it('are not read again while their files stay the same', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { [at('a')]: example });
    const files = new DiskFiles(folder);
    const first = await loadFeatures(files);
    const old = new Map([...first.known].map(([path, { stamp, feature }]) => [path, { stamp: { ...stamp, racy: false }, feature }]));
    const second = await loadFeatures(files, old);
    assert.equal(second.features[0], first.features[0]);
    writeFiles(folder, { [at('a')]: `${example}# more\n` });
    assert.notEqual((await loadFeatures(files, old)).features[0], first.features[0]);
  });
});
