import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { unifiedDiff } from '../../../../src/core/text/unified-diff.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';

/** What git makes of a text with a difference. */
function patched(before: string, diff: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'text'), before);
  if (diff !== '') execFileSync('git', ['apply', '--unidiff-zero', '-'], { cwd: folder, input: `--- a/text\n+++ b/text\n${diff}` });
  return readFileSync(join(folder, 'text'), 'utf8');
}

describe('The difference of two texts', () => {
  it('has the changed lines with three around them', () => {
    const lines = Array.from({ length: 20 }, (_, index) => `${index}\n`);
    assert.equal(unifiedDiff(lines.join(''), lines.with(4, 'four\n').join('')), '@@ -2,7 +2,7 @@\n 1\n 2\n 3\n-4\n+four\n 5\n 6\n 7\n');
    assert.equal(unifiedDiff('a\n', 'a\n'), '');
    assert.equal(unifiedDiff('', 'a\nb\n'), '@@ -0,0 +1,2 @@\n+a\n+b\n');
    assert.equal(unifiedDiff('a\n', ''), '@@ -1 +0,0 @@\n-a\n');
    assert.equal(unifiedDiff('a', 'a\n'), '@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n');
  });

  it('is as short as git\'s, and leads from one text to the other', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 30 }).map((lines) => lines.join('\n'));
    const folder = temporaryFolder();
    fc.assert(fc.property(text, text, (before, after) => {
      writeFileSync(join(folder, 'a'), before);
      writeFileSync(join(folder, 'b'), after);
      assert.equal(patched(before, unifiedDiff(before, after)), after);
      const git = gitDiff(folder);
      const count = (diff: string): number => diff.split('\n').filter((line) => /^[-+]/.test(line) && !/^(?:---|\+\+\+) /.test(line)).length;
      assert.equal(count(unifiedDiff(before, after)), count(git), `${JSON.stringify(before)} ${JSON.stringify(after)}`);
    }), { numRuns: 60 });
  });

  it('tells texts that have nothing in common as a whole', () => {
    const [old, now] = ['o', 'n'].map((letter) => Array.from({ length: 3_000 }, (_, index) => `${letter}${index}\n`).join(''));
    const diff = unifiedDiff(old ?? '', now ?? '');
    assert.equal(patched(old ?? '', diff), now);
  });
});

/** Exit code 1 says that they differ. */
function gitDiff(folder: string): string {
  try {
    return execFileSync('git', ['diff', '--no-index', '--minimal', '-U3', 'a', 'b'], { cwd: folder, encoding: 'utf8' });
  } catch (error) {
    return (error as { stdout?: string }).stdout ?? '';
  }
}
