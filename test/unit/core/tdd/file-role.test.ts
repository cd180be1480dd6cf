import assert from 'node:assert/strict';
import { scriptFiles } from '../../../../src/core/scaffold/script-files.js';
import { hasInlineTests, roleByPath, roleOf } from '../../../../src/core/tdd/file-role.js';
import { belongTogether } from './location-cases.js';

const something = 'do_it();\n';

describe('what a file is to tests', () => {
  it('takes every source of the golden cases for a source, and every test for a test', () => {
    for (const [source, ...tests] of Object.values(belongTogether).flat()) {
      assert.equal(roleOf(source, something).kind, 'source', source);
      for (const test of tests) assert.equal(roleOf(test, something).kind, 'test', test);
    }
  });

  const needless = [
    'src/types.d.ts', 'src/css.d.mts', 'vite.config.ts', 'jest.config.js', '.eslintrc.cjs', 'src/Button.stories.tsx', 'dist/cli.js', 'src/api/client.generated.ts', 'src/__generated__/graph.ts',
    'node_modules/left-pad/index.js', 'vendor/acme/lib.php', 'packages/a/build/main.js', 'src/__mocks__/fs.ts', 'test/fixtures/user.ts', 'web/jquery.min.js',
    'conftest.py', 'tests/conftest.py', 'setup.py', 'manage.py', 'shop/migrations/0001_initial.py', 'api/user_pb2.py', 'api/user_pb2_grpc.py', 'docs/source/conf.py',
    'config/app.php', 'resources/views/user.blade.php', 'routes/web.php', 'doc.go', 'api/user.pb.go', 'api/zz_generated.deepcopy.go', 'build.rs',
    'src/main/java/com/acme/package-info.java', 'src/main/java/module-info.java', 'build.gradle.kts', 'settings.gradle.kts', 'src/App/Properties/AssemblyInfo.cs', 'src/App/Form.Designer.cs', 'src/App/obj/Debug/App.cs',
    'db/migrate/20260101_users.rb', 'db/schema.rb', 'config/routes.rb', 'lib/shop/version.rb', 'spec/spec_helper.rb', 'Package.swift', '.github/dependabot.js', '.venv/lib/a.py',
    'README.md', 'package.json', 'style.css', 'Makefile', 'LICENSE', 'src/.eslintrc.js',
  ];
  for (const path of needless) it(`asks for no test of ${path}`, () => assert.equal(roleByPath(path).kind, 'none'));

  it('asks for no test of what helps tests', () => {
    for (const path of ['tests/bootstrap.php', 'tests/helpers.py', 'Tests/ShopTests/Support.swift', 'src/test/java/com/acme/Fakes.java', 'tests/Shop.Tests/Fakes.cs', 'tests/common/setup.sh']) assert.equal(roleByPath(path).kind, 'none', path);
  });

  it('is not sure of what only its folder calls a test', () => {
    assert.deepEqual(['tests/user.test.ts', 'test/user.ts', 'src/__tests__/user.ts'].map((path) => { const role = roleByPath(path); return role.kind === 'test' && role.isSure; }), [true, false, false]);
  });

  it('takes sources that sound like tests for sources', () => {
    for (const path of ['src/core/specs/check-spec.ts', 'src/latest.ts', 'src/contest.py', 'src/testing.ts', 'src/main/java/com/acme/TestData.java', 'src/Attest.php', 'lib/spec/parser.ts', 'app/protest.rb', 'src/manifest.go', 'src/greatest.rs']) {
      assert.equal(roleByPath(path).kind, 'source', path);
    }
  });

  it('asks for a test of scripts that agents run, though their folder begins with a dot', () => {
    assert.equal(roleByPath('.ai/workflow/harness/coder.sh').kind, 'source');
  });

  const declaring: readonly (readonly [string, string])[] = [
    ['src/index.ts', 'export * from "./a.js";\nexport { b, type C } from \'./b.js\'; // both\n\n/* more */\nexport * as d from "./d.js";\nimport "./side.css";\n'],
    ['src/index.js', '"use strict";\nimport a from "./a.js";\nimport {\n  b,\n  c,\n} from "./b.js";\nexport { a, b, c };\n'],
    ['src/model.ts', 'import type { A } from "./a.js";\n\n/** A model. */\nexport interface Model {\n  readonly a: A;\n  readonly list: { readonly b: string }[];\n}\nexport type Kind =\n  | "one"\n  | "two";\ndeclare type X = (a: string) => void\n'],
    ['shop/__init__.py', ''],
    ['shop/__init__.py', '"""The shop.\n\nimport nothing\n"""\nfrom .cart import (\n    Cart,\n    Item,\n)\nimport os\n\n__all__ = ["Cart",\n           "Item"]\n__version__ = "1"\n'],
    ['src/lib.rs', '//! A crate.\n#![forbid(unsafe_code)]\n#[cfg(feature = "a")]\npub mod a;\nmod b;\npub(crate) use b::{c, d};\n'],
  ];
  for (const [path, text] of declaring) it(`asks for no test of a file that only declares: ${path} ${JSON.stringify(text.slice(0, 24))}`, () => assert.equal(roleOf(path, text).kind, 'none'));

  const doing: readonly (readonly [string, string])[] = [
    ['src/index.ts', 'export * from "./a.js";\nstart();\n'], ['src/index.ts', 'export const a = 1;\n'], ['src/index.ts', 'export { a } from "./a.js"; export function b() { return 1; }\n'],
    ['src/model.ts', 'export interface A { b: string }\nexport const c = (a: A) => a.b;\n'], ['src/model.ts', 'export type A = string;\nexport enum B { c }\n'], ['src/model.ts', 'export type A = string; run();'],
    ['shop/__init__.py', 'from .a import b\nb()\n'], ['shop/__init__.py', 'def a():\n    import b\n'], ['src/lib.rs', 'mod a;\npub fn b() {}\n'], ['src/lib.rs', 'mod a { fn b() {} }\n'],
    ['src/empty.ts', ''],
  ];
  for (const [path, text] of doing) it(`asks for a test of a file that does something: ${path} ${JSON.stringify(text.slice(0, 40))}`, () => assert.equal(roleOf(path, text).kind, 'source'));

  it('asks for no tests of the scripts that we write ourselves', () => {
    for (const { path, text } of scriptFiles) assert.deepEqual([path, roleByPath(path).kind, roleOf(path, text).kind], [path, 'source', 'none']);
  });

  it('asks for no test of what says that it is generated', () => {
    for (const text of ['// Code generated by protoc-gen-go. DO NOT EDIT.\n\npackage a\n', '/**\n * @generated\n */\nrun();', '// <auto-generated>\nclass A {}', '# This file is autogenerated by hand\n']) {
      assert.equal(roleOf('src/a.go', text).kind, 'none', text);
    }
    assert.equal(roleOf('src/a.ts', 'export const message = "It was generated by hand";').kind, 'source');
  });

  it('sees tests inside of sources', () => {
    const inline = (path: string, text: string): boolean => { const role = roleByPath(path); return role.kind === 'source' && hasInlineTests(role.language, text); };
    assert.ok(inline('src/a.rs', 'fn a() {}\n#[cfg(test)]\nmod tests {}\n'));
    assert.ok(inline('src/a.rs', '#[cfg(all(test, unix))]\nmod t {}'));
    assert.ok(inline('src/a.ts', 'if (import.meta.vitest) {}\n'));
    assert.ok(!inline('src/a.rs', '#[cfg(feature = "test")]\nfn a() {}'));
    assert.ok(!inline('src/a.go', '#[cfg(test)]'));
  });

  it('judges a long file of nothing but brackets and quotes at once', () => {
    for (const piece of ['{', '(', '[{', 'import {', '"', 'export type A = {']) assert.ok(['source', 'none'].includes(roleOf('src/a.ts', piece.repeat(19_000 / piece.length)).kind));
  });
});
