import assert from 'node:assert/strict';
import fc from 'fast-check';
import { codePathOf } from '../../../../src/core/tdd/code-path.js';
import { filledPlace } from '../../../../src/core/tdd/expected-tests.js';
import { moreLocations } from '../../../../src/core/tdd/more-locations.js';
import { placePattern } from '../../../../src/core/tdd/place-pattern.js';

/** What a place means, said the short way: as an expression that goes back and tries again. */
function meant(place: string): RegExp {
  const parts = place.split('/').map((part) => part.split(/\{(\w+)\}/).map((piece, index) => (
    index % 2 === 0 ? piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : piece === 'name' || piece === 'ext' ? '[^/]+' : '.*')).join(''));
  return new RegExp(`^${parts.join('/').replaceAll('.*/', '(?:.*/)?')}$`, 's');
}

const piece = fc.constantFrom('{dir}', '{before}', '{name}', '{ext}', 'a', 'b', '.', '/', '*', '\n');
const place = fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join(''));
const path = fc.array(fc.constantFrom('a', 'b', '.', '/', 'ab', '*', '\n'), { maxLength: 9 }).map((parts) => parts.join(''));

describe('A place where a project has its tests', () => {
  it('knows the path of the test of every source that it is filled with', () => {
    for (const [row, source] of [['{dir}/checks/{name}.check.{ext}', 'src/a/user.ts'], ['{before}/it/{after}/{name}_it.go', 'src/x.go'], ['{root}/{project}.Tests/{below}/{name}.cs', 'src/App/Core/User.cs']] as const) {
      assert.equal(placePattern(row)(filledPlace(row, codePathOf(source))), true, `${row} for ${source}`);
    }
    assert.deepEqual(['checks/user.check.ts', 'a/b/checks/x.check.y', 'checks/a/x.check.y', 'a/checks/.check.ts', 'checks/user.check.ts/'].map(placePattern('{dir}/checks/{name}.check.{ext}')), [true, true, false, false, false]);
  });

  it('means the same as an expression that tries everything', () => {
    fc.assert(fc.property(place, path, (row, each) => { assert.equal(placePattern(row)(each), meant(row).test(each), JSON.stringify([row, each])); }), { numRuns: 5_000 });
  });

  it('is never slow, whatever a configuration says: what an expression would try for years is answered at once', () => {
    const row = `${'{dir}/'.repeat(40)}{name}.check`;
    const deep = `${'a/'.repeat(500)}user.ts`;
    assert.equal(placePattern(row)(deep), false);
    assert.equal(placePattern(`${'{dir}a'.repeat(30)}.check`)('a'.repeat(1_000)), false);
  });

  it('stands for nothing when it is longer than anybody writes', () => {
    const more = moreLocations([{ source: '**', tests: [`${'a/'.repeat(200)}{name}`, 'checks/{name}'] }]);
    assert.deepEqual(more.testsOf('src/user.ts'), ['checks/user']);
    assert.equal(more.isTest(`${'a/'.repeat(200)}user`), false);
  });
});
