import type { LanguageId } from './languages.js';

/** With what a project runs its tests, and what a new test looks like there. Data: a framework is a row. */
export interface TestFramework {
  readonly id: string;
  readonly languages: readonly LanguageId[];
  /** A text of the project's manifests that shows it; `null`: it is what the language brings along. */
  readonly evidence: RegExp | null;
  /** Names of tests go by another row of the language's table than the first: `{name}` as there. */
  readonly fileName?: string;
  /**
   * `{name}` of the source, `{Type}` and `{identifier}` made from it, `{import}` the way from the test to the source, `{package}` and
   * `{namespace}` that of the test with the line break behind it. What is written fails: a test is red first.
   */
  readonly template: string;
}

/** Files of a project that show its framework, nearest to the source first. */
export const manifestNames: readonly string[] = [
  'package.json', 'deno.json', 'deno.jsonc', 'bunfig.toml', 'vitest.config.ts', 'vitest.config.js', 'vitest.config.mts', 'jest.config.js', 'jest.config.ts', '.mocharc.json', '.mocharc.cjs', '.mocharc.yml',
  'pyproject.toml', 'setup.cfg', 'tox.ini', 'pytest.ini', 'requirements.txt', 'requirements-dev.txt', 'composer.json', 'pom.xml', 'build.gradle', 'build.gradle.kts', 'Directory.Packages.props',
  'Gemfile', '.rspec', 'Package.swift', 'Cargo.toml', 'go.mod',
];

/** Manifests that are known by their ending only. */
export const manifestEndings: readonly string[] = ['.csproj', '.gemspec'];

const todo = 'Write this test first.';
const script = ['typescript', 'javascript', 'vue', 'svelte'] as const;
const suite = (head: string, body: string): string => `${head}describe('{name}', () => {\n  it('does what it is for', () => {\n    ${body}\n  });\n});\n`;
const importLine = `import * as {identifier} from '{import}';\n\n`;

/** The first row whose language and evidence fit is taken. */
export const testFrameworks: readonly TestFramework[] = [
  { id: 'vitest', languages: script, evidence: /["']vitest(?:\/config)?["']|vitest\.config/, template: suite(`import { describe, expect, it } from 'vitest';\n${importLine}`, `expect.fail('${todo}');`) },
  { id: 'jest', languages: script, evidence: /["'](?:jest|@jest\/globals|ts-jest|react-scripts|jest-expo|@angular-builders\/jest)["']|"jest"\s*:|jest\.config/, template: suite(importLine, `throw new Error('${todo}');`) },
  { id: 'bun', languages: script, evidence: /\bbun test\b|"@types\/bun"|\[test\]/, template: suite(`import { describe, expect, it } from 'bun:test';\n${importLine}`, `expect.unreachable('${todo}');`) },
  { id: 'deno', languages: script, evidence: /\bdeno test\b|jsr:@std\/assert|deno\.land/, fileName: '{name}_test', template: `import { fail } from 'jsr:@std/assert';\n${importLine}Deno.test('{name} does what it is for', () => {\n  fail('${todo}');\n});\n` },
  { id: 'mocha', languages: script, evidence: /["'](?:mocha|@vscode\/test-cli)["']|\.mocharc/, template: suite(`import assert from 'node:assert/strict';\n${importLine}`, `assert.fail('${todo}');`) },
  { id: 'jasmine', languages: script, evidence: /["'](?:jasmine|jasmine-core)["']/, fileName: '{name}.spec', template: suite(importLine, `fail('${todo}');`) },
  { id: 'ava', languages: script, evidence: /["']ava["']/, template: `import test from 'ava';\n${importLine}test('{name} does what it is for', (t) => {\n  t.fail('${todo}');\n});\n` },
  { id: 'node:test', languages: script, evidence: null, template: suite(`import assert from 'node:assert/strict';\nimport { describe, it } from 'node:test';\n${importLine}`, `assert.fail('${todo}');`) },

  { id: 'pytest', languages: ['python'], evidence: /\bpytest\b/, template: `import pytest\n\n\ndef test_{identifier}_does_what_it_is_for():\n    pytest.fail("${todo}")\n` },
  { id: 'unittest', languages: ['python'], evidence: null, template: `import unittest\n\n\nclass Test{Type}(unittest.TestCase):\n    def test_does_what_it_is_for(self):\n        self.fail("${todo}")\n\n\nif __name__ == "__main__":\n    unittest.main()\n` },

  { id: 'pest', languages: ['php'], evidence: /"pestphp\/pest"/, template: `<?php\n\ndeclare(strict_types=1);\n\nit('does what it is for', function () {\n    $this->fail('${todo}');\n});\n` },
  { id: 'phpunit', languages: ['php'], evidence: null, template: `<?php\n\ndeclare(strict_types=1);\n\n{namespace}use PHPUnit\\Framework\\TestCase;\n\nfinal class {Type}Test extends TestCase\n{\n    public function testDoesWhatItIsFor(): void\n    {\n        self::fail('${todo}');\n    }\n}\n` },

  { id: 'go test', languages: ['go'], evidence: null, template: `{package}import "testing"\n\nfunc Test{Type}(t *testing.T) {\n\tt.Fatal("${todo}")\n}\n` },
  { id: 'cargo test', languages: ['rust'], evidence: null, template: `#[test]\nfn {identifier}_does_what_it_is_for() {\n    panic!("${todo}");\n}\n` },

  { id: 'kotest', languages: ['kotlin'], evidence: /io\.kotest/, template: `{package}import io.kotest.assertions.fail\nimport io.kotest.core.spec.style.FunSpec\n\nclass {Type}Test : FunSpec({\n    test("does what it is for") {\n        fail("${todo}")\n    }\n})\n` },
  { id: 'kotlin.test', languages: ['kotlin'], evidence: null, template: `{package}import kotlin.test.Test\nimport kotlin.test.fail\n\nclass {Type}Test {\n    @Test\n    fun doesWhatItIsFor() {\n        fail("${todo}")\n    }\n}\n` },
  { id: 'testng', languages: ['java'], evidence: /org\.testng/, template: `{package}import org.testng.Assert;\nimport org.testng.annotations.Test;\n\npublic class {Type}Test {\n    @Test\n    public void doesWhatItIsFor() {\n        Assert.fail("${todo}");\n    }\n}\n` },
  { id: 'junit4', languages: ['java'], evidence: /junit:junit:4|<groupId>junit<\/groupId>/, template: `{package}import static org.junit.Assert.fail;\n\nimport org.junit.Test;\n\npublic class {Type}Test {\n    @Test\n    public void doesWhatItIsFor() {\n        fail("${todo}");\n    }\n}\n` },
  { id: 'junit', languages: ['java'], evidence: null, template: `{package}import static org.junit.jupiter.api.Assertions.fail;\n\nimport org.junit.jupiter.api.Test;\n\nclass {Type}Test {\n    @Test\n    void doesWhatItIsFor() {\n        fail("${todo}");\n    }\n}\n` },

  { id: 'nunit', languages: ['csharp'], evidence: /["']NUnit["']/i, template: `using NUnit.Framework;\n\n{namespace}public class {Type}Tests\n{\n    [Test]\n    public void DoesWhatItIsFor()\n    {\n        Assert.Fail("${todo}");\n    }\n}\n` },
  { id: 'mstest', languages: ['csharp'], evidence: /["']MSTest(?:\.\w+)*["']/i, template: `using Microsoft.VisualStudio.TestTools.UnitTesting;\n\n{namespace}[TestClass]\npublic class {Type}Tests\n{\n    [TestMethod]\n    public void DoesWhatItIsFor()\n    {\n        Assert.Fail("${todo}");\n    }\n}\n` },
  { id: 'xunit', languages: ['csharp'], evidence: null, template: `using Xunit;\n\n{namespace}public class {Type}Tests\n{\n    [Fact]\n    public void DoesWhatItIsFor()\n    {\n        Assert.Fail("${todo}");\n    }\n}\n` },

  { id: 'minitest', languages: ['ruby'], evidence: /\bminitest\b|['"]rails['"](?![^]*rspec)/, fileName: '{name}_test', template: `# frozen_string_literal: true\n\nrequire 'test_helper'\n\nclass {Type}Test < Minitest::Test\n  def test_does_what_it_is_for\n    flunk '${todo}'\n  end\nend\n` },
  { id: 'rspec', languages: ['ruby'], evidence: null, template: `# frozen_string_literal: true\n\nrequire 'spec_helper'\n\nRSpec.describe {Type} do\n  it 'does what it is for' do\n    raise '${todo}'\n  end\nend\n` },

  { id: 'swift-testing', languages: ['swift'], evidence: /swift-testing|swift-tools-version:\s*6/, template: `import Testing\n@testable import {module}\n\n@Test func {identifier}DoesWhatItIsFor() {\n    Issue.record("${todo}")\n}\n` },
  { id: 'XCTest', languages: ['swift'], evidence: null, template: `import XCTest\n@testable import {module}\n\nfinal class {Type}Tests: XCTestCase {\n    func testDoesWhatItIsFor() {\n        XCTFail("${todo}")\n    }\n}\n` },

  { id: 'bats', languages: ['shell'], evidence: null, template: `#!/usr/bin/env bats\n\n@test "{name} does what it is for" {\n  echo "${todo}" >&2\n  false\n}\n` },
];
