import assert from 'node:assert/strict';
import { asksToSkip } from '../../../../src/core/gate/skip-marker.js';

describe('a skip marker in a message', () => {
  const counts: Readonly<Record<string, string>> = {
    'in the subject': 'Move files [skip-tdd]\n',
    'in the body': 'Move files\n\nNothing but moves.\n[skip-tdd]\n',
    'in any letter case': 'Move files [Skip-TDD]',
    'with the line ends of Windows': 'Move files\r\n\r\n[skip-tdd]\r\n',
    'of a revert that asks itself': 'Revert "Move files"\n\nThis reverts commit 1234567.\n\n[skip-tdd]\n',
  };
  for (const [name, message] of Object.entries(counts)) it(`counts ${name}`, () => { assert.ok(asksToSkip(message)); });

  const others: Readonly<Record<string, string>> = {
    'that is not there': 'Move files\n\nskip-tdd\n',
    'in a comment': 'Move files\n# write [skip-tdd] to be let through\n',
    'in the difference below the scissors': `Move files\n# ${'-'.repeat(24)} >8 ${'-'.repeat(24)}\ndiff --git a/x b/x\n+[skip-tdd]\n`,
    'of the commit that is reverted': 'Revert "Move files [skip-tdd]"\n\nThis reverts commit 1234567.\n',
    'of the commit that is fixed up': 'fixup! Move files [skip-tdd]\n',
    'of commits that are squashed': 'Squashed commit of the following:\n\ncommit 1234567\n\n    Move files [skip-tdd]\n',
    'that is quoted': 'As he said:\n> [skip-tdd]\n',
  };
  for (const [name, message] of Object.entries(others)) it(`does not count ${name}`, () => { assert.ok(!asksToSkip(message)); });

  it('goes by the comment mark of the repository', () => {
    assert.ok(!asksToSkip('Move\n; [skip-tdd]\n', ';'));
    assert.ok(asksToSkip('Move\n# [skip-tdd]\n', ';'));
    assert.ok(!asksToSkip('Move\n% [skip-tdd]\n', 'auto'));
  });
});
