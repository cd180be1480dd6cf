import assert from 'node:assert/strict';
import type { Features } from '../../../src/core/specs/features.js';
import { allFindings } from '../../../src/core/workflow/selectors.js';
import { allParts, emptyParts, stateParts, type PartName, type StatePart } from '../../../src/core/workflow/state-parts.js';
import { parseYaml } from '../../../src/core/text/yaml-text.js';
import { openStore } from '../../support/open-store.js';
import { sampleSpec } from '../../support/sample-spec.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';

const spec = '.ai/project/features/a/spec.yaml';

/** Counts how often what reads an area is loaded. */
function counted(name: PartName): { readonly count: () => number; readonly restore: () => void } {
  const part = stateParts[name] as { load: StatePart<Features>['load'] };
  const { load } = part;
  let count = 0;
  part.load = async () => {
    count += 1;
    return load();
  };
  return { count: () => count, restore: () => { part.load = load; } };
}

describe('An area of the state beside sessions', () => {
  const loads = counted('features');
  after(() => { loads.restore(); });

  it('is neither loaded nor looked for when nobody asked for it', async () => {
    const root = temporaryFolder();
    writeFiles(root, { [spec]: 'a: 1\n' });
    const { store, files } = openStore(root);
    const { parts } = await store.refresh();
    assert.equal(parts, emptyParts);
    assert.equal(loads.count(), 0);
    assert.ok(!files.take().some((deed) => deed.includes('.ai')));
  });

  it('is not loaded until one of its places is there, and once only', async () => {
    const root = temporaryFolder();
    writeFiles(root, { '.ai/project/notes.txt': '', '.workflow/x': '' });
    const { store } = openStore(root, allParts);
    await store.refresh();
    assert.equal(loads.count(), 0);
    assert.equal(store.state.parts, emptyParts);
    writeFiles(root, { [spec]: 'a: 1\n' });
    await store.refresh(['.workflow/x']);
    assert.equal(loads.count(), 0);
    await store.refresh(['.ai/project/features']);
    await store.refresh();
    assert.equal(loads.count(), 1);
    assert.deepEqual(store.state.parts.features.features.map(({ id }) => id), ['a']);
  });

  it('says what is wrong with it among all findings', async () => {
    const root = temporaryFolder();
    writeFiles(root, { [spec]: 'a: "x\n' });
    const { store } = openStore(root, allParts);
    assert.deepEqual(allFindings(await store.refresh()).map(({ code, file }) => `${code} ${file}`), [`yaml/syntax ${spec}`]);
  });

  it('keeps its objects, and the state its revision, when a session changes', async () => {
    const root = temporaryFolder();
    writeFiles(root, { [spec]: 'a: 1\n', '.workflow/WFS-a/workflow-session.json': '{}' });
    const { store } = openStore(root, allParts);
    const before = await store.refresh();
    writeFiles(root, { '.workflow/WFS-a/workflow-session.json': '{"status":"paused"}' });
    const after = await store.refresh(['.workflow/WFS-a/workflow-session.json']);
    assert.equal(after.revision, before.revision + 1);
    assert.equal(after.parts, before.parts);
    assert.equal(await store.refresh(), after);
  });

  it('never holds sessions up, however long it takes', async () => {
    const root = temporaryFolder();
    writeFiles(root, { [spec]: sampleSpec(200_000), '.workflow/WFS-a/workflow-session.json': '{}' });
    let finish: (() => void) | undefined;
    const { store } = openStore(root, allParts, (text) => new Promise((done) => { finish = () => { done(parseYaml(text)); }; }));
    const all = store.refresh();
    const { sessions, parts } = await store.refresh(['.workflow/WFS-a']);
    assert.deepEqual([sessions.length, parts], [1, emptyParts]);
    writeFiles(root, { '.workflow/WFS-a/workflow-session.json': '{"status":"paused"}' });
    assert.equal((await store.refresh(['.workflow/WFS-a/workflow-session.json'])).sessions[0]?.status, 'paused');
    while (finish === undefined) await new Promise((done) => { setImmediate(done); });
    finish();
    assert.equal((await all).parts.features.features.length, 1);
  });

  it('that fails is told of and leaves the rest as it should be', async () => {
    const root = temporaryFolder();
    writeFiles(root, { [spec]: 'a: 1\n', '.workflow/WFS-a/workflow-session.json': '{}' });
    const part = stateParts.features as { load: StatePart<Features>['load'] };
    const { load } = part;
    part.load = () => Promise.reject(new Error('no such file'));
    const { store, errors } = openStore(root, allParts);
    const state = await store.refresh();
    part.load = load;
    assert.equal(state.sessions.length, 1);
    assert.match(errors.join(), /features of the state could not be read.*no such file/);
    assert.equal((await store.refresh()).parts.features.features.length, 1);
  });
});
