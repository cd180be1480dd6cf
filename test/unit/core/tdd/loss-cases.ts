import type { LanguageId } from '../../../../src/core/tdd/languages.js';
import type { LossKind } from '../../../../src/core/tdd/test-losses.js';

/** How one language tests: a file of two tests, and what changes to it come to. */
export interface LossCase {
  readonly path: string;
  readonly text: string;
  /** Number of tests that are found in the text. */
  readonly tests: number;
  readonly names: readonly string[];
  /** Replaced text → what the change is. */
  readonly tricks: readonly (readonly [from: string, to: string, kind: LossKind])[];
  /** Replaced text → a change that takes nothing away. */
  readonly harmless: readonly (readonly [from: string, to: string])[];
}

const script: LossCase = {
  path: 'src/cart.test.ts',
  text: `describe('cart', () => {\n  it('adds', () => { assert.equal(add(1, "it('x')"), 2); });\n  test.each([[1]])('removes %i', () => { /* it('y') */ });\n  // it('z')\n});\n`,
  tests: 2, names: ['adds', 'removes %i'],
  tricks: [
    ["it('adds'", "it.skip('adds'", 'skipped'], ["it('adds'", "xit('adds'", 'skipped'], ["it('adds', () => {", "it('adds', { skip: true }, () => {", 'skipped'], ["it('adds', () => {", "it('adds', (t) => { t.skip('later');", 'skipped'],
    ["describe('cart'", "describe.skip('cart'", 'skipped'], ["describe('cart'", "xdescribe('cart'", 'skipped'], ['test.each', 'test.skip.each', 'skipped'], ["describe('cart'", "describe.concurrent.skip('cart'", 'skipped'],
    ["it('adds'", "it\n    .skip('adds'", 'skipped'], ["it('adds'", "it /* why */ ?. skip('adds'", 'skipped'], ["it('adds'", "it['skip']('adds'", 'skipped'], ["it('adds'", "it.skipIf(isSlow)('adds'", 'skipped'], ["it('adds'", "it.runIf(false)('adds'", 'skipped'], ["it('adds'", "it.fails('adds'", 'skipped'],
    ["it('adds', () => {", "it('adds', { timeout: 5, skip: process.platform === 'linux' }, () => {", 'skipped'], ["it('adds', () => {", "it('adds', { todo: true }, () => {", 'skipped'], ["it('adds', () => {", "it('adds', ({ skip }) => { skip();", 'skipped'], ["it('adds', () => {", "it('adds', (t) => { t.todo('later');", 'skipped'], ["describe('cart'", "describe.todo('cart'", 'skipped'],
    ["it('adds'", "it.only('adds'", 'focused'], ["it('adds'", "fit('adds'", 'focused'], ["describe('cart'", "describe.only('cart'", 'focused'], ["describe('cart'", "fdescribe('cart'", 'focused'],
    ["it('adds'", "it.todo('adds'", 'fewer'], ["  it('adds'", "  // it('adds'", 'fewer'], ["it('adds'", "if (false) run('adds'", 'fewer'],
  ],
  harmless: [["'adds'", "'adds two'"], ["'adds'", "'skips .only xit( it.skip('"], ['// it', '// it.skip it.only xit('], ["  it('adds'", "  it('one more', () => {});\n  it('adds'"], ['});\n', '});\nconst only = { skip: false };\n'], ["it('adds'", "test('adds'"], ["it('adds', () => {", "it('adds', { skip: false }, () => {"], ["it('adds', () => {", "it('adds', () => { list.find({ skip: 10 }).pipe(skip(1));"], ["it('adds', () => {", "it('adds', () => { context.cart.skip;"]],
};

export const lossCases: Readonly<Record<LanguageId, LossCase>> = {
  typescript: script,
  javascript: { ...script, path: 'test/cart.js' },
  vue: { ...script, path: 'src/Cart.vue.spec.ts' },
  svelte: { ...script, path: 'src/Cart.svelte.test.ts' },
  python: {
    path: 'tests/test_cart.py', tests: 2, names: ['test_adds', 'test_removes'],
    text: 'import pytest\n\ndef test_adds():\n    """def test_nothing():"""\n    assert add(1, 1) == 2  # def test_x(\n\nclass TestCart:\n    async def test_removes(self):\n        assert True\n',
    tricks: [
      ['def test_adds', '@pytest.mark.skip(reason="x")\ndef test_adds', 'skipped'], ['def test_adds', '@unittest.skip("x")\ndef test_adds', 'skipped'], ['assert True', 'pytest.skip("x")', 'skipped'], ['assert True', 'self.skipTest("x")', 'skipped'],
      ['def test_adds', '@pytest.mark.xfail\ndef test_adds', 'skipped'], ['import pytest', 'import pytest\npytestmark = pytest.mark.skip', 'skipped'], ['import pytest', 'import pytest\npytestmark = [pytest.mark.skip]', 'skipped'], ['def test_adds', '@mark.skipif(True)\ndef test_adds', 'skipped'], ['def test_adds', '@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.skip)])\ndef test_adds', 'skipped'], ['assert True', 'raise unittest.SkipTest("x")', 'skipped'],
      ['def test_adds', 'def xtest_adds', 'fewer'], ['def test_adds', 'def Test_adds', 'fewer'], ['def test_adds', 'def _test_adds', 'fewer'], ['\ndef test_adds', '\n# def test_adds', 'fewer'],
    ],
    harmless: [['test_adds', 'test_adds_two'], ['# def', '# @pytest.mark.skip def'], ['"""def', '"""@pytest.mark.skip def']],
  },
  php: {
    path: 'tests/Unit/CartTest.php', tests: 2, names: ['testAdds', 'removes'],
    text: '<?php\nclass CartTest extends TestCase {\n  public function testAdds(): void { $this->assertTrue(true); } // function testNothing()\n  #[Test]\n  public function removes(): void { echo "function testX()"; }\n}\n',
    tricks: [['$this->assertTrue(true);', '$this->markTestSkipped("later");', 'skipped'], ['$this->assertTrue(true);', 'self::markTestIncomplete();', 'skipped'], ['testAdds', 'xtestAdds', 'fewer'], ['public function testAdds', 'private function testAdds', 'fewer'], ['#[Test]', '# [Test]', 'fewer']],
    harmless: [['testAdds', 'testAddsTwo'], ['// function', '// markTestSkipped() function'], ['echo "', 'echo "->skip() ']],
  },
  go: {
    path: 'cart/cart_test.go', tests: 2, names: ['TestAdds', 'removes'],
    text: 'package cart\n\nfunc TestAdds(t *testing.T) {\n\tt.Run("removes", func(t *testing.T) { check(t) })\n\t// func TestX(t)\n\t_ = `\nfunc TestY(t *testing.T)`\n}\n',
    tricks: [['\tt.Run', '\tt.Skip("later")\n\tt.Run', 'skipped'], ['check(t)', 't.SkipNow()', 'skipped'], ['check(t)', 't.Skipf("%s", "x")', 'skipped'], ['package cart', '//go:build ignore\n\npackage cart', 'skipped'], ['TestAdds', 'testAdds', 'fewer'], ['TestAdds', 'Testadds', 'fewer'], ['TestAdds(t *testing.T)', 'TestMain(m *testing.M)', 'fewer']],
    harmless: [['TestAdds', 'TestAddsTwo'], ['// func', '// t.Skip() func'], ['package cart', '//go:build linux\n\npackage cart'], ['"removes"', '"t.Skip()"']],
  },
  rust: {
    path: 'tests/cart.rs', tests: 2, names: ['adds', 'removes'],
    text: '#[test]\nfn adds() { assert_eq!(add(1, 1), 2); } // #[test] fn x()\n\n#[tokio::test(flavor = "multi_thread")]\n#[should_panic]\nasync fn removes() { let s = r#"#[test]"#; }\n',
    tricks: [['#[test]\nfn', '#[test]\n#[ignore]\nfn', 'skipped'], ['#[test]\nfn', '#[test]\n#[ignore = "slow"]\nfn', 'skipped'], ['#[test]\nfn', '#[test]\n#[cfg_attr(all(), ignore)]\nfn', 'skipped'], ['#[test]\nfn', '#[cfg(any())]\n#[test]\nfn', 'skipped'], ['#[test]\nfn', 'fn', 'fewer'], ['#[test]\nfn', '// #[test]\nfn', 'fewer']],
    harmless: [['fn adds', 'fn adds_two'], ['// #[test]', '// #[ignore]'], ['r#"', 'r#"#[ignore]']],
  },
  java: {
    path: 'src/test/java/com/acme/CartTest.java', tests: 2, names: ['adds', 'removes'],
    text: 'class CartTest {\n  @Test\n  void adds() { assertEquals(2, add(1, "@Test")); }\n  @ParameterizedTest @ValueSource(ints = {1})\n  void removes(int i) { } // @Test void x()\n}\n',
    tricks: [['@Test\n', '@Test @Disabled\n', 'skipped'], ['class CartTest', '@Disabled("later") class CartTest', 'skipped'], ['@Test\n', '@Ignore @Test\n', 'skipped'], ['@Test\n', '@DisabledOnOs(OS.LINUX) @Test\n', 'skipped'], ['@Test\n', '@org.junit.jupiter.api.Disabled @Test\n', 'skipped'], ['@Test\n', '@Test(enabled = false)\n', 'skipped'], ['@Test\n', '@EnabledOnOs(OS.MAC) @Test\n', 'skipped'], ['assertEquals(2,', 'assumeTrue(2 ==', 'skipped'], ['assertEquals(2,', 'throw new SkipException(', 'skipped'], ['  @Test\n', '', 'fewer'], ['@Test\n', '//@Test\n', 'fewer'], ['@Test\n', '@TestInstance\n', 'fewer']],
    harmless: [['void adds', 'void addsTwo'], ['// @Test', '// @Disabled'], ['"@Test"', '"@Ignore"'], ['@Test\n', '@org.junit.jupiter.api.Test\n']],
  },
  kotlin: {
    path: 'src/test/kotlin/CartTest.kt', tests: 3, names: ['`adds two`', 'removes', 'totals'],
    text: 'class TotalTest : StringSpec({\n  "totals" {\n  }\n})\nclass CartTest {\n  @Test\n  fun `adds two`() { /* @Test fun x() */ }\n  @Test fun removes() { println("@Test") }\n}\n',
    tricks: [['@Test\n', '@Test @Disabled\n', 'skipped'], ['  @Test fun', '  @Ignore @Test fun', 'skipped'], ['  @Test fun', '  fun', 'fewer'], ['"totals"', '"!totals"', 'skipped'], ['"totals"', '"f:totals"', 'focused'], ['"totals"', '"totals".config(enabled = false)', 'skipped'], ['  "totals" {', '  run {', 'fewer']],
    harmless: [['"totals"', '"totals all"'], ['`adds two`', '`adds three`'], ['/* @Test', '/* @Disabled']],
  },
  csharp: {
    path: 'tests/Shop.Tests/CartTests.cs', tests: 2, names: ['Adds', 'Removes'],
    text: 'public class CartTests {\n  [Fact]\n  public void Adds() { Assert.Equal(2, Add(1, @"[Fact]")); }\n  [Theory, InlineData(1)]\n  public async Task Removes(int i) { } // [Fact] void X()\n}\n',
    tricks: [['[Fact]\n', '[Fact(Skip = "later")]\n', 'skipped'], ['[Fact]\n', '[Test, Ignore("later")]\n', 'skipped'], ['Assert.Equal(2,', 'Assert.Ignore(2,', 'skipped'], ['[Fact]\n', '[Test]\n[Explicit]\n', 'skipped'], ['[Fact]\n', '[Fact, NUnit.Framework.Ignore("later")]\n', 'skipped'], ['[Fact]\n', '[IgnoreAttribute]\n  [Fact]\n', 'skipped'], ['[Fact]\n', '[Fact(Explicit = true)]\n', 'skipped'], ['Assert.Equal(2,', 'throw new SkipException(', 'skipped'], ['  [Fact]\n', '', 'fewer'], ['  [Fact]\n', '#if false\n  [Fact]\n#endif\n', 'fewer'], ['[Fact]\n', '[Factory]\n', 'fewer']],
    harmless: [['void Adds', 'void AddsTwo'], ['[Fact]\n', '[Test]\n'], ['[Fact]\n', '[Xunit.FactAttribute]\n'], ['// [Fact]', '// [Ignore] Skip = ']],
  },
  ruby: {
    path: 'spec/cart_spec.rb', tests: 2, names: ['adds', 'test_removes'],
    text: "RSpec.describe Cart do\n  it 'adds' do\n    expect(add(1, \"it 'x' do\")).to eq 2 # it 'y'\n  end\n  def test_removes\n  end\n=begin\n  it 'z' do\n=end\nend\n",
    tricks: [["  it 'adds'", "  xit 'adds'", 'skipped'], ["it 'adds' do", "it 'adds', :skip do", 'skipped'], ["it 'adds' do", "it 'adds', skip: 'later' do", 'skipped'], ["it 'adds' do\n", "it 'adds' do\n    skip 'later'\n", 'skipped'], ["it 'adds' do\n", "it 'adds' do\n    pending\n", 'skipped'], ['RSpec.describe', 'RSpec.xdescribe', 'skipped'], ["  it 'adds'", "  before { skip }\n  it 'adds'", 'skipped'], ['RSpec.describe', 'RSpec.fdescribe', 'focused'], ["  it 'adds'", "  fit 'adds'", 'focused'], ["it 'adds' do", "it 'adds', focus: true do", 'focused'], ["it 'adds' do", "it 'adds', :focus do", 'focused'], ["  it 'adds'", "  # it 'adds'", 'fewer'], ['def test_removes', 'def removes', 'fewer'], ['  def test_removes', '__END__\n  def test_removes', 'fewer']],
    harmless: [["'adds'", "'adds two'"], ["# it 'y'", '# skip :focus'], ['"it', '"xit']],
  },
  swift: {
    path: 'Tests/ShopTests/CartTests.swift', tests: 2, names: ['testAdds', 'removes'],
    text: 'final class CartTests: XCTestCase {\n  func testAdds() throws { XCTAssertEqual(add(1, "func testX()"), 2) }\n  @Test func removes() { } // func testY()\n}\n',
    tricks: [['throws {', 'throws { throw XCTSkip("later");', 'skipped'], ['throws {', 'throws { try XCTSkipIf(true);', 'skipped'], ['@Test func', '@Test(.disabled("later")) func', 'skipped'], ['@Test func', '@Test(.enabled(if: false)) func', 'skipped'], ['{ XCT', '{ withKnownIssue { } ; XCT', 'skipped'], ['testAdds', 'disabledTestAdds', 'fewer'], ['testAdds()', 'testAdds(x: Int)', 'fewer'], ['func testAdds', 'private func testAdds', 'fewer']],
    harmless: [['testAdds', 'testAddsTwo'], ['// func', '// XCTSkip func']],
  },
  shell: {
    path: 'tests/deploy.bats', tests: 2, names: ['deploys', 'test_rolls_back'],
    text: '#!/usr/bin/env bats\n@test "deploys" {\n  run deploy "skip" # skip\n}\ntest_rolls_back() {\n  [ ${#list} -gt 0 ]\n}\n#@test "x" {\n',
    tricks: [['  run', '  skip "later"\n  run', 'skipped'], ['  run', '  [ -n "$CI" ] || skip\n  run', 'skipped'], ['  run', '  if true; then skip "x"; fi\n  run', 'skipped'], ['@test "deploys"', '# bats test_tags=bats:focus\n@test "deploys"', 'focused'], ['\n@test', '\n#@test', 'fewer'], ['test_rolls', 'xtest_rolls', 'fewer']],
    harmless: [['"deploys"', '"deploys twice"'], ['test_rolls_back', 'test_rolls_forth']],
  },
};
