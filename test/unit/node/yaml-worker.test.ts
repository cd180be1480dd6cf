import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { writeFileSync } from 'node:fs';
import { parseYaml } from '../../../src/core/text/yaml-text.js';
import { YamlWorker } from '../../../src/node/yaml-worker.js';
import { sampleSpec } from '../../support/sample-spec.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const script = resolve('dist/yaml-worker.js');

describe('Reading YAML away from the program', () => {
  let worker: YamlWorker;
  beforeEach(() => { worker = new YamlWorker(script); });
  afterEach(() => { worker.dispose(); });

  it('answers the same as reading here, for short and long texts, good and bad ones', async () => {
    for (const text of ['a: 1', 'a: "x', sampleSpec(200_000), `${sampleSpec(200_000)}a: "x`]) assert.deepEqual(await worker.parse(text), parseYaml(text));
  });

  it('answers each who asks, and goes on after it was ended', async () => {
    const [one, other] = [sampleSpec(150_000), `${sampleSpec(150_000)}x: 1\nx: 2\n`];
    const [first, second] = await Promise.all([worker.parse(one), worker.parse(other)]);
    assert.equal(first.ok, true);
    assert.equal(second.ok ? '' : second.problem.code, 'yaml/duplicate-key');
    const late = worker.parse(one);
    worker.dispose();
    assert.equal((await late).ok, false);
    assert.equal((await worker.parse(one)).ok, true);
  });

  it('says so when the thread cannot run, instead of waiting for ever', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'breaks.js'), 'throw new Error("no")');
    const broken = new YamlWorker(join(folder, 'breaks.js'));
    assert.equal((await broken.parse(sampleSpec(150_000))).ok, false);
    broken.dispose();
  });
});
