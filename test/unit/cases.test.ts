import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { classifyPath } from '../../src/core/layout/state-layout.js';
import type { Finding, Fix } from '../../src/core/findings/finding.js';
import { findingCodes } from '../../src/core/findings/finding-codes.js';
import type { Log } from '../../src/core/ports.js';
import { allFindings } from '../../src/core/workflow/selectors.js';
import type { WorkflowState } from '../../src/core/workflow/workflow-state.js';
import { openRoot } from '../../src/node/open-root.js';
import { findStateRoot } from '../../src/node/state-root.js';
import { copyCase, findingsText, treeText } from '../support/golden-case.js';
import { openStore } from '../support/open-store.js';

/**
 * One folder per rule: `input/` is a state root, `expected/` what is to be said and shown about it. A new rule is a new folder.
 * UPDATE_GOLDEN=1 writes what is said now, to be read before it is committed.
 */
const cases = resolve('test/cases');

async function load(name: string): Promise<{ root: string; state: WorkflowState }> {
  const root = copyCase(join(cases, name, 'input'));
  const { store, errors } = openStore(root);
  const state = await store.refresh();
  assert.deepEqual(errors, []);
  store.dispose();
  return { root, state };
}

function assertGolden(file: string, text: string): void {
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  assert.equal(text, existsSync(file) ? readFileSync(file, 'utf8') : '(the file is missing)');
}

/** Carries out a fix on a fresh copy, as the editor and the command line do. */
async function assertRepairs(name: string, index: number, { code, title, request }: Fix & Pick<Finding, 'code'>): Promise<void> {
  const folder = copyCase(join(cases, name, 'input'));
  const root = openRoot(findStateRoot(folder), { log: silent, actor: 'test' });
  const before = allFindings(await root.store.refresh())[index];
  const outcome = await root.perform(request, () => Promise.resolve(true));
  const after = allFindings(await root.store.refresh('everything'));
  root.dispose();
  assert.notEqual(outcome.kind, 'refusal', `${title}: ${outcome.kind === 'refusal' ? outcome.message : ''}`);
  assert.ok(before?.code === code && !after.some((finding) => isDeepStrictEqual(finding, before)), `${title} leaves ${code}`);
}

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Every file below a folder, relative to it. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll('\\', '/'));
}

const names = readdirSync(cases, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();

describe('golden cases', () => {
  for (const name of names) {
    it(`${name}: says and shows what is expected`, async () => {
      const { root, state } = await load(name);
      assertGolden(join(cases, name, 'expected/findings.txt'), findingsText(root, state));
      assertGolden(join(cases, name, 'expected/tree.txt'), treeText(state));
    });

    it(`${name}: drops no task file and looks without writing`, async () => {
      const { root, state } = await load(name);
      const input = filesBelow(join(cases, name, 'input'));
      const taskFiles = input.filter((file) => classifyPath(file).kind === 'task').sort();
      assert.deepEqual(state.sessions.flatMap((session) => session.tasks.all.map((task) => task.file.path)).sort(), taskFiles);
      assert.deepEqual([...filesBelow(root)].sort(), [...input].sort());
      for (const file of input) assert.deepEqual(readFileSync(join(root, file)), readFileSync(join(cases, name, 'input', file)), file);
    });

    it(`${name}: every fix that is offered can be carried out and does away with its finding`, async () => {
      const { state } = await load(name);
      for (const [index, { code, fixes }] of allFindings(state).entries()) {
        if (code.startsWith('todo/')) continue;
        for (const { title, request } of fixes) await assertRepairs(name, index, { code, title, request });
      }
    });
  }

  it('have a case for every code that a check of sessions and tasks can say', () => {
    const all = names.map((name) => readFileSync(join(cases, name, 'expected/findings.txt'), 'utf8')).join('');
    const elsewhere = /^(todo\/|yaml\/|spec\/|config\/|compound\/|agent\/|progress\/|trust\/|tdd\/|port\/|version\/|file\/not-regular$)/;
    assert.deepEqual(Object.keys(findingCodes).filter((code) => !elsewhere.test(code) && !all.includes(` ${code}\n`)), []);
  });
});
