import assert from 'node:assert/strict';
import { rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { checkFile, checkSchemaFile } from '../../../../src/core/specs/check-file.js';
import { schemaFileKind } from '../../../../src/core/specs/feature-files.js';
import type { Finding } from '../../../../src/core/findings/finding.js';
import { applyTextEdits } from '../../../../src/core/text/text-edit.js';
import type { Plan, Refusal } from '../../../../src/core/plans/plan.js';
import { planTextEdit } from '../../../../src/core/workflow/plan-text-edit.js';
import { sha256 } from '../../../../src/node/sha256.js';
import { openStore, type OpenStore } from '../../../support/open-store.js';
import { temporaryFolder, writeFiles } from '../../../support/temporary-folder.js';

const metrics = '.ai/project/metrics/compound.yaml';
const agent = '.ai/project/sessions/agents/backend.af';
const contract = '.ai/project/features/a/contracts/login.yaml';
const task = '.ai/project/features/a/task.yml';
const endpoint = 'endpoint: /login\nmethod: POST\nrequest: {}\nresponses:\n  200: {description: ok}\n';

type Opened = OpenStore & { readonly root: string };

async function loaded(files: Readonly<Record<string, string>>): Promise<Opened> {
  const root = temporaryFolder();
  write(root, files);
  const open = openStore(root, ['schemaFiles']);
  await open.store.refresh();
  open.files.take();
  return { ...open, root };
}

function write(root: string, files: Readonly<Record<string, string>>): void {
  writeFiles(root, files);
  for (const path of Object.keys(files)) utimesSync(join(root, path), new Date(0), new Date(0));
}

const said = (findings: readonly Finding[]): string[] => findings.map(({ code, file, place }) => `${file.split('/').at(-1) ?? ''} ${code} ${place.kind === 'pointer' ? place.pointer.join('.') : place.kind}`);

describe('Files that a schema judges', () => {
  it('are told by where they lie', () => {
    assert.deepEqual(['.ai/project/config.yaml', metrics, agent, contract, task].map(schemaFileKind), ['config', 'metrics', 'agent', 'feature-part', 'feature-part']);
    for (const path of ['.ai/project/features/a/spec.yaml', '.ai/project/sessions/agents/old/x.af', '.ai/project/sessions/agents/.x.af', '.ai/project/features/a/b/c/d.yaml', '.ai/project/features/x.yaml', 'src/a.yaml']) {
      assert.equal(schemaFileKind(path), null, path);
    }
  });

  it('are judged each by its own, with the place of what is wrong', () => {
    assert.deepEqual(said(checkFile(metrics, 'version: 1.0\nmetrics:\n  reuse: {current: many, trend: better}\n')), ['compound.yaml compound/wrong-type offset', 'compound.yaml compound/wrong-type offset', 'compound.yaml compound/unknown-value offset']);
    assert.deepEqual(said(checkFile(agent, '{"version": "1.0", "agent": {"id": "b"}, "state": {"status": "BUSY"}}')), ['backend.af agent/missing-property agent', 'backend.af agent/unknown-value state.status']);
    assert.deepEqual(said(checkFile(agent, '{"version": ')), ['backend.af json/syntax offset']);
    assert.deepEqual(said(checkSchemaFile(contract, endpoint.replace('POST', 'PSOT'))), ['login.yaml spec/unknown-value offset']);
    assert.deepEqual(said(checkSchemaFile(task, 'id: BE-001\ntitle: Log in\nacceptance_criteria: [works]\n')), ['task.yml spec/missing-property offset']);
    assert.deepEqual(said(checkSchemaFile(contract, `${endpoint}a: "x\n`)), ['login.yaml yaml/syntax offset']);
  });

  it('are left alone when they are about something else', () => {
    for (const text of ['services: {db: {image: postgres}}\n', 'a: "x\n', '', '- 1\n']) assert.deepEqual(checkSchemaFile(task, text), [], text);
  });

  it('offer to put a wrong word right, which leaves every other byte as it is', () => {
    const text = endpoint.replace('POST', 'PSOT # why not');
    const [finding] = checkSchemaFile(contract, text);
    const request = finding?.fixes[0]?.request;
    assert.deepEqual(request?.do === 'edit-text' ? request.edits : [], [{ offset: text.indexOf('PSOT'), length: 4, was: 'PSOT', text: 'POST' }]);
  });

  it('offer to put a file of an agent right, which leaves every other byte as it is', () => {
    const added = checkFile(agent, '{ "version": "1.0", "agent": { "id": "b" } }')[0]?.fixes[0];
    assert.deepEqual(added, { title: 'Add role', request: { do: 'edit-text', file: agent, edits: [{ offset: 40, length: 0, was: '', text: ', "role": "TODO: Its role; any is allowed"' }] } });
    const text = '\ufeff{\r\n\t"version": "1.0",\r\n\t"agent": {"id": 7, "rol": "qa" },\r\n\t"state": {"status": "actve"} }\r\n';
    const mended = checkFile(agent, text).map(({ code, fixes }) => {
      const [fix] = fixes;
      const edits = fix?.request.do === 'edit-text' ? fix.request.edits : [];
      assert.ok(edits.every(({ offset, length, was }) => text.slice(offset, offset + length) === was));
      const after = applyTextEdits(text, edits);
      assert.equal(checkFile(agent, after).filter((each) => each.code === code).length, 0, after);
      return [fix?.title, after];
    });
    assert.deepEqual(mended, [
      ['Rename to role', text.replace('"rol"', '"role"')],
      ['Put it in quotes', text.replace('7', '"7"')],
      ['Replace by active', text.replace('actve', 'active')],
    ]);
  });

  it('are changed by a fix only where it belongs: a file of an agent, never one beside it', async () => {
    const open = await loaded({ [agent]: '{"version": "1.0", "agent": {"id": "b"}}' });
    const plan = (file: string): Promise<Plan | Refusal> => planTextEdit(open.store.state, { do: 'edit-text', file, edits: [{ offset: 0, length: 1, was: '{', text: '{ ' }] }, { files: open.files, sha256, now: 0, recordHistory: false });
    assert.equal((await plan(agent)).kind, 'plan');
    for (const file of ['.ai/project/sessions/agents/../x.af', '.ai/project/sessions/agents/a/x.af', '.ai/project/x.af', 'x.af', '.ai/project/sessions/agents/backend.json']) assert.equal((await plan(file)).kind, 'refusal', file);
  });

  it('are found wherever they may be, and forgotten when they are gone', async () => {
    const open = await loaded({ [metrics]: 'version: "1.0"\n', [agent]: '{}', [contract]: endpoint.replace('method', 'methd'), '.ai/project/features/a/spec.yaml': 'nothing: good\n', '.ai/project/features/a/notes.yaml': 'x: 1\n' });
    const now = (): string[] => said(open.store.state.parts.schemaFiles.findings).map((each) => each.split(' ').slice(0, 2).join(' '));
    assert.deepEqual(now(), ['login.yaml spec/missing-property', 'compound.yaml compound/missing-property', 'backend.af agent/missing-property', 'backend.af agent/missing-property']);
    rmSync(join(open.root, agent));
    await open.store.refresh([agent]);
    assert.deepEqual(now(), ['login.yaml spec/missing-property', 'compound.yaml compound/missing-property']);
    write(open.root, { [metrics]: 'version: "1.0"\nmetrics: {}\n', [task]: 'title: x\ndone_when: never\n' });
    await open.store.refresh([metrics, task]);
    assert.deepEqual(now().filter((each) => !each.startsWith('login')), ['task.yml spec/missing-property', 'task.yml spec/missing-property']);
  });

  it('are read again only when they changed', async () => {
    const open = await loaded({ [metrics]: 'version: "1.0"\n', [contract]: endpoint });
    await open.store.refresh([contract]);
    assert.deepEqual(open.files.take(), [`read ${contract}`]);
    const { schemaFiles } = open.store.state.parts;
    write(open.root, { [contract]: `${endpoint}# more\n` });
    await open.store.refresh([contract]);
    assert.equal(open.store.state.parts.schemaFiles, schemaFiles);
  });
});
