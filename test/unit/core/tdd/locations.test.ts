import assert from 'node:assert/strict';
import { expectedTests } from '../../../../src/core/tdd/expected-tests.js';
import { languages } from '../../../../src/core/tdd/languages.js';
import { testIndexOf } from '../../../../src/core/tdd/test-index.js';
import { belongTogether, doNotBelong } from './location-cases.js';

const testsAmong = (source: string, ...files: readonly string[]): readonly string[] => testIndexOf([source, ...files]).testsOf(source);

describe('where tests are', () => {
  for (const { id } of languages) {
    describe(id, () => {
      for (const [source, ...tests] of belongTogether[id]) {
        it(`finds the tests of ${source}, and from each of them the way back`, () => {
          const index = testIndexOf([source, ...tests]);
          assert.deepEqual([...index.testsOf(source)].sort(), [...tests].sort());
          for (const test of tests) assert.ok(index.sourcesOf(test).includes(source), test);
        });
      }

      for (const [source, ...others] of doNotBelong[id]) {
        it(`takes nothing else for a test of ${source}`, () => {
          for (const other of others) assert.deepEqual(testsAmong(source, other), [], other);
        });
      }

      it('finds the tests in every place where it expects them', () => {
        for (const [source] of belongTogether[id]) {
          assert.ok(expectedTests(source).length > 0, source);
          for (const expected of expectedTests(source)) assert.deepEqual(testsAmong(source, expected), [expected], source);
        }
      });
    });
  }

  it('puts the nearest test first', () => {
    assert.deepEqual(
      testsAmong('src/shop/models/user.ts', 'tests/user.test.ts', 'tests/models/user.test.ts', 'src/shop/models/user.test.ts', 'src/shop/models/__tests__/user.ts'),
      ['src/shop/models/user.test.ts', 'src/shop/models/__tests__/user.ts', 'tests/models/user.test.ts', 'tests/user.test.ts'],
    );
  });

  it('expects a test beside the source first, where that is the habit of the language', () => {
    assert.deepEqual(expectedTests('packages/a/src/core/user.ts').slice(0, 4), [
      'packages/a/src/core/user.test.ts', 'packages/a/src/core/__tests__/user.test.ts', 'packages/a/tests/core/user.test.ts', 'packages/a/test/core/user.test.ts',
    ]);
    assert.equal(expectedTests('src/Domain/User.php')[0], 'tests/Unit/Domain/UserTest.php');
    assert.equal(expectedTests('src/main/java/com/acme/User.java')[0], 'src/test/java/com/acme/UserTest.java');
    assert.equal(expectedTests('lib/shop/cart.rb')[0], 'spec/shop/cart_spec.rb');
    assert.equal(expectedTests('Sources/Shop/Model/Cart.swift')[0], 'Tests/ShopTests/Model/CartTests.swift');
    assert.equal(expectedTests('src/Shop/Model/Cart.cs')[0], 'tests/Shop.Tests/Model/CartTests.cs');
    assert.equal(expectedTests('user.py')[0], 'tests/test_user.py');
    assert.equal(expectedTests('scripts/deploy.sh')[0], 'tests/scripts/deploy.bats');
  });

  it('expects nothing where the language is unknown', () => {
    assert.deepEqual([...expectedTests('README.md'), ...expectedTests('Makefile')], []);
    assert.deepEqual(testsAmong('README.md', 'README.test.ts'), []);
  });

  it('keeps names with line breaks, quotes, dollars and other scripts as they are', () => {
    for (const name of ['zwei\nzeilen', 'it\'s "quoted"', '日本語', 'a$&b', 'a b', '{name}']) {
      const test = `src/${name}.test.ts`;
      assert.ok(expectedTests(`src/${name}.ts`).includes(test), name);
      assert.deepEqual(testsAmong(`src/${name}.ts`, test), [test]);
    }
  });
});
