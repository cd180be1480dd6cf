import assert from 'node:assert/strict';
import { languages } from '../../../../src/core/tdd/languages.js';
import { newTest, type NewTestInput } from '../../../../src/core/tdd/new-test.js';
import { testCasesIn } from '../../../../src/core/tdd/test-cases.js';
import { testFrameworks } from '../../../../src/core/tdd/test-frameworks.js';
import { testIndexOf } from '../../../../src/core/tdd/test-index.js';
import { belongTogether } from './location-cases.js';
import { rulesWith } from './rules-with.js';

const rules = rulesWith({});

function made(source: string, input: Partial<NewTestInput> = {}): { readonly path: string; readonly text: string; readonly framework: string } {
  return newTest({ source, text: '', manifests: [], rules, index: testIndexOf([]), neighbours: [], ...input }) ?? assert.fail(`no test for ${source}`);
}

describe('a test that does not exist yet', () => {
  it('is, in every language, a test that the rules find and that has one test in it', () => {
    for (const { id } of languages) {
      for (const [source] of belongTogether[id]) {
        const { path, text } = made(source);
        assert.deepEqual(testIndexOf([path]).testsOf(source), [path], source);
        const role = rules.roleOf(path);
        assert.ok(role.kind === 'test', path);
        assert.equal(testCasesIn(text, role.language.id).tests.length, 1, text);
        assert.doesNotMatch(text, /\{(?:name|Type|identifier|import|package|namespace|module)\}/);
      }
    }
  });

  it('has one test in it in every framework', () => {
    for (const { id, languages: [language = 'shell'], template } of testFrameworks) assert.equal(testCasesIn(template.replace(/\{\w+\}/g, 'X'), language).tests.length, 1, id);
  });

  const shown: readonly (readonly [source: string, manifest: string, framework: string])[] = [
    ['src/a.ts', '{"devDependencies": {"vitest": "^3"}}', 'vitest'], ['src/a.ts', '{"devDependencies": {"jest": "^29"}}', 'jest'], ['src/a.js', '{"scripts": {"test": "react-scripts test"}, "dependencies": {"react-scripts": "5"}}', 'jest'],
    ['src/a.ts', '{"devDependencies": {"mocha": "11"}}', 'mocha'], ['src/a.ts', '{"scripts": {"test": "node --test"}}', 'node:test'], ['src/a.ts', '{"devDependencies": {"ava": "6"}}', 'ava'], ['src/A.vue', '{"devDependencies": {"vitest": "1"}}', 'vitest'],
    ['src/a.ts', '{"imports": {"@std/assert": "jsr:@std/assert@1"}}', 'deno'], ['src/a.ts', '{"devDependencies": {"@types/bun": "1"}}', 'bun'], ['src/a.js', '{"devDependencies": {"jasmine-core": "5"}}', 'jasmine'],
    ['a.py', '[tool.pytest.ini_options]', 'pytest'], ['a.py', 'requests==2', 'unittest'], ['src/A.php', '{"require-dev": {"pestphp/pest": "^3"}}', 'pest'], ['src/A.php', '{"require-dev": {"phpunit/phpunit": "^11"}}', 'phpunit'],
    ['src/main/java/A.java', '<groupId>org.junit.jupiter</groupId>', 'junit'], ['src/main/java/A.java', "testImplementation 'junit:junit:4.13'", 'junit4'], ['src/main/java/A.java', '<groupId>org.testng</groupId>', 'testng'],
    ['src/main/kotlin/A.kt', 'testImplementation("io.kotest:kotest-runner-junit5:5")', 'kotest'], ['src/main/kotlin/A.kt', '', 'kotlin.test'], ['src/App/A.cs', '<PackageReference Include="NUnit" />', 'nunit'], ['src/App/A.cs', '<PackageReference Include="MSTest.TestFramework" />', 'mstest'], ['src/App/A.cs', '<PackageReference Include="xunit" />', 'xunit'],
    ['lib/a.rb', "gem 'minitest'", 'minitest'], ['lib/a.rb', "gem 'rspec'", 'rspec'], ['Sources/App/A.swift', '// swift-tools-version: 6.0', 'swift-testing'], ['Sources/App/A.swift', '// swift-tools-version: 5.9', 'XCTest'], ['bin/a.sh', '', 'bats'], ['src/a.rs', '', 'cargo test'], ['a/a.go', '', 'go test'],
  ];
  for (const [source, manifest, framework] of shown) it(`is written for ${framework} where the project shows it: ${manifest}`, () => assert.equal(made(source, { manifests: [manifest] }).framework, framework));

  it('believes the nearest manifest that shows anything', () => {
    assert.equal(made('packages/a/src/a.ts', { manifests: ['{"name": "a"}', '{"devDependencies": {"mocha": "11"}}', '{"devDependencies": {"jest": "29"}}'] }).framework, 'mocha');
  });

  it('goes where the neighbours have theirs', () => {
    const index = testIndexOf(['src/core/b.ts', 'test/core/b.test.ts', 'src/core/c.ts']);
    assert.equal(made('src/core/a.ts', { index }).path, 'src/core/a.test.ts');
    assert.equal(made('src/core/a.ts', { index, neighbours: ['src/core/c.ts', 'src/core/b.ts'] }).path, 'test/core/a.test.ts');
  });

  it('imports the source from where it is', () => {
    const vitest = { manifests: ['"vitest"'] };
    assert.match(made('src/user-store.ts', vitest).text, /^import \{ describe, expect, it \} from 'vitest';\nimport \* as userStore from '\.\/user-store';\n\ndescribe\('user-store'/);
    assert.match(made('src/a.ts', { ...vitest, text: "import { b } from './b.js';\n" }).text, /from '\.\/a\.js'/);
    assert.match(made('src/a.ts', { ...vitest, text: "import { b } from '../x/b.ts';\n" }).text, /from '\.\/a\.ts'/);
    assert.match(made('src/Cart.vue', vitest).text, /import \* as cart from '\.\/Cart\.vue'/);
    const apart = rulesWith({ locations: [{ source: 'src/**', tests: ['qa/{after}/{name}.test.{ext}'] }] });
    assert.match(made('src/core/a.ts', { rules: apart }).text, /from '\.\.\/\.\.\/src\/core\/a'/);
  });

  it('has the package or the namespace that belongs to its place', () => {
    assert.match(made('src/main/java/com/acme/Cart.java', { text: 'package com.acme;\nclass Cart {}' }).text, /^package com\.acme;\n\nimport static/);
    assert.match(made('src/main/kotlin/com/acme/Cart.kt').text, /^package com\.acme\n\nimport/);
    assert.match(made('internal/cart/cart.go', { text: '// x\npackage shop\n' }).text, /^package shop\n\nimport "testing"\n\nfunc TestCart\(/);
    assert.match(made('src/Domain/Cart.php').text, /\nnamespace Tests\\Unit\\Domain;\n\nuse PHPUnit/);
    assert.match(made('src/Shop/Cart.cs', { text: 'namespace Shop.Model;\npublic class Cart {}' }).text, /^using Xunit;\n\nnamespace Shop\.Model\.Tests;\n\npublic class CartTests/);
    assert.match(made('Sources/Shop/Cart.swift').text, /@testable import Shop\n/);
  });

  it('stays whole when the source has an odd name', () => {
    for (const name of ["it's", 'a"b', 'a`${b}', '1st', '日本語', '{name}', '-']) {
      const { text } = made(`src/${name}.ts`);
      assert.equal(testCasesIn(text, 'typescript').tests.length, 1, text);
      assert.match(text, /import \* as [\p{L}_$][\p{L}\p{N}_$]* from '/u);
    }
  });

  it('is none where no test is known for the language', () => {
    assert.equal(newTest({ source: 'README.md', text: '', manifests: [], rules, index: testIndexOf([]), neighbours: [] }), null);
  });
});
