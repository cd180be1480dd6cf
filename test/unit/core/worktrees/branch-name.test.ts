import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { asBranchName, branchInTheWay, featureOf, usualBranch } from '../../../../src/core/worktrees/branch-name.js';

function gitAccepts(name: string): boolean {
  try {
    execFileSync('git', ['check-ref-format', `refs/heads/${name}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a branch name', () => {
  for (const name of ['main', 'feature/user-auth-backend', 'über/größe', '日本', 'a+b=c@d', 'v1.2.3', 'x/y.z/w_1']) {
    it(`may be ${name}`, () => { assert.ok(asBranchName(name).ok); });
  }

  const refused = [
    '', '-b', '--upload-pack=x', '/a', 'a/', 'a//b', '.a', 'a/.b', 'a.', 'a.lock', 'a.lock/b', 'a..b', 'a/-b', 'HEAD', '@', 'a@{1}', 'a b', 'a\tb', 'a\nb', 'a\0b', 'a~1', 'a^', 'a:b', 'a?', 'a*', 'a[b', 'a\\b',
    '$(touch x)', '`x`', ';x', '|x', '&x', '"x"', "'x'", '#{x}', '\u202eabc', '\u200babc', '\ud800', 'x'.repeat(201),
  ];
  for (const name of refused) {
    it(`must not be ${JSON.stringify(name).slice(0, 40)}, and a sentence says why`, () => {
      const result = asBranchName(name);
      assert.ok(!result.ok);
      assert.match(result.problem, /^The branch name [^\n\u202e\u200b]+\.$/);
    });
  }

  it('is accepted by git whenever it is accepted here', () => {
    const pieces = fc.constantFrom('a', 'B', '1', '/', '.', '-', '_', '@', '{', '+', '=', 'ü', '日', '.lock', '..', '~', ' ', '\u0001', 'HEAD');
    fc.assert(fc.property(fc.array(pieces, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')), (name) => {
      if (asBranchName(name).ok) assert.ok(gitAccepts(name), name);
    }), { numRuns: 150 });
  });

  it('of a role tells the feature again, unless somebody named it otherwise', () => {
    assert.equal(featureOf(usualBranch('backend', 'user-auth'), 'backend'), 'user-auth');
    assert.equal(featureOf(usualBranch('qa', 'a-qa'), 'qa'), 'a-qa');
    assert.equal(featureOf(usualBranch('backend', null), 'backend'), null);
    assert.equal(featureOf('feature/x-frontend', 'backend'), null);
    assert.equal(featureOf(null, 'backend'), null);
  });

  it('cannot be beside one that would have to be its folder, or a file in it', () => {
    assert.equal(branchInTheWay('a/b', ['x', 'a']), 'a');
    assert.equal(branchInTheWay('a', ['x', 'a/b/c']), 'a/b/c');
    assert.equal(branchInTheWay('a', ['ab', 'b/a']), null);
  });
});
