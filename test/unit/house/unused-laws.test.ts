import assert from 'node:assert/strict';
import { buildBrokenHouse } from './broken-house.js';

interface UnusedIssue {
  readonly file: string;
  readonly [kind: string]: unknown;
}

describe('the law of the house: nothing unused', function () {
  this.timeout(120_000);
  let answer: { issues: readonly UnusedIssue[] };

  before(async () => {
    const house = await buildBrokenHouse(new Map([
      ['src/cli/main.ts', "import { used } from './used.js';\nimport { z } from 'minimist';\nexport const y = [used, z];"],
      ['src/cli/used.ts', 'export const used = 1;\nexport const unused = 2;'],
      ['src/cli/alone.ts', 'export const alone = 1;'],
      ['test/unit/used.test.ts', "import { tested } from '../../src/cli/tested.js';\nexport const y = tested;"],
      ['src/cli/tested.ts', 'export const tested = 1;'],
    ]));
    try {
      answer = JSON.parse(await house.run('knip/bin/knip.js', '--config', '.config/knip.json', '--reporter', 'json')) as typeof answer;
    } finally {
      await house.remove();
    }
  });

  const namesOf = (kind: string): string[] =>
    answer.issues.flatMap((issue) => ((issue[kind] ?? []) as readonly { name: string }[]).map(({ name }) => `${issue.file}: ${name}`));

  it('finds a file that nothing reaches from an entry', () => {
    assert.deepEqual(namesOf('files').filter((name) => name.startsWith('src/')), ['src/cli/alone.ts: src/cli/alone.ts']);
  });

  it('finds an export that nothing uses', () => {
    assert.deepEqual(namesOf('exports').filter((name) => name.startsWith('src/')), ['src/cli/used.ts: unused']);
  });

  it('finds a package that is used and not listed, and one that is listed and not used', () => {
    assert.deepEqual(namesOf('unlisted'), ['src/cli/main.ts: minimist']);
    assert.ok(namesOf('dependencies').includes('package.json: commander'));
  });
});
