import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../../../src/core/findings/finding.js';
import { rangeOf } from '../../../../src/core/text/json-text.js';
import { applyTextEdits } from '../../../../src/core/text/text-edit.js';
import { loadVersions } from '../../../../src/core/versions/load-versions.js';
import { DiskFiles } from '../../../../src/node/disk-files.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';

/** Folders of test/version-cases: `versions` is what lies in `.workflow/versions`. The first run with UPDATE_CASES=1 writes findings.txt. */
const cases = 'test/version-cases';

function rootOf(name: string): string {
  const root = temporaryFolder();
  cpSync(join(cases, name, 'versions'), join(root, '.workflow/versions'), { recursive: true });
  return root;
}

const findingsIn = async (root: string): Promise<readonly Finding[]> => (await loadVersions(new DiskFiles(root))).findings;

function lineOf(root: string, { file, place, severity, code, message, fixes }: Finding): string {
  const path = file.slice('.workflow/versions/'.length);
  if (place.kind !== 'offset') return `${path} ${severity} ${code}\n  ${message}\n`;
  const text = readFileSync(join(root, file), 'utf8');
  const { line, column } = rangeOf(text, place);
  const marked = JSON.stringify(text.slice(place.offset, place.offset + place.length));
  return `${path}:${line}:${column} ${severity} ${code} at ${marked}\n  ${message}\n${fixes.map(({ title }) => `  > ${title}\n`).join('')}`;
}

describe('Golden cases of versions', () => {
  for (const name of readdirSync(cases)) {
    it(`says of "${name}" what its findings.txt has`, async () => {
      const root = rootOf(name);
      const found = (await findingsIn(root)).map((finding) => lineOf(root, finding)).join('');
      const expected = join(cases, name, 'findings.txt');
      if (process.env['UPDATE_CASES'] === '1') writeFileSync(expected, found);
      assert.equal(found, readFileSync(expected, 'utf8'));
    });

    it(`mends "${name}" by each of its fixes, which leave files that can be read`, async () => {
      const before = await findingsIn(rootOf(name));
      for (const finding of before) {
        for (const { title, request } of finding.fixes) {
          const root = rootOf(name);
          assert.ok(request.do === 'edit-text');
          const file = join(root, request.file);
          writeFileSync(file, applyTextEdits(readFileSync(file, 'utf8'), request.edits));
          const after = await findingsIn(root);
          const same = ({ code, message, file: path }: Finding): boolean => code === finding.code && message === finding.message && path === finding.file;
          assert.equal(after.filter(same).length, before.filter(same).length - 1, `"${title}" leaves: ${finding.message}`);
          assert.ok(after.every(({ code }) => !code.startsWith('yaml/')), `"${title}" leaves a text that can be read`);
          rmSync(root, { recursive: true });
        }
      }
    });
  }

  it('says nothing of the examples of document 001 but that two of their runs are not there', async () => {
    const codes = (await findingsIn(rootOf('example-of-document-001'))).map(({ code }) => code);
    assert.deepEqual([...new Set(codes)], ['version/missing-run']);
  });

  it('says where a folder of records cannot be listed, instead of taking it for empty', async () => {
    const root = rootOf('sound');
    const runs = join(root, '.workflow/versions/v001/task_sessions');
    renameSync(runs, join(root, 'elsewhere'));
    symlinkSync(join(root, 'elsewhere'), runs);
    const said = (await findingsIn(root)).filter(({ code }) => code === 'file/unreadable').map(({ file }) => file);
    assert.deepEqual(said, ['.workflow/versions/v001/task_sessions']);
  });

  it('reads only what changed', async () => {
    const files = new DiskFiles(rootOf('sound'));
    const first = await loadVersions(files);
    const second = await loadVersions(files, first);
    assert.deepEqual(second.versions, first.versions);
    assert.deepEqual(second.findings, first.findings);
  });
});
