import type { LanguageId } from './languages.js';

/** How tests, and what takes them out of a run, look in the code of a language. Matched against blanked text. */
export interface TestMarks {
  /** Each match is a test. A group, or the string that follows the match, is its name. */
  readonly test: RegExp;
  /** Each match takes a test, or all in a group of tests, out of the run. */
  readonly skip: RegExp;
  /** Each match takes all other tests of the file out of the run. */
  readonly only: RegExp | null;
  /** Matched against the text as it is, because these stand in comments, or in strings. */
  readonly asWritten?: Partial<Readonly<Record<'test' | 'skip' | 'only', RegExp>>>;
}

const call = String.raw`(?<![\w$.])(?:it|test|specify|Deno\.test|QUnit\.test|t\.test)`;
const group = String.raw`(?<![\w$.])(?:it|test|specify|describe|context|suite|Deno\.test|QUnit\.(?:test|module)|t\.test|test\.describe)`;
/** What stands between a function and what is asked of it: `it.skip`, also over lines. */
const dot = String.raw`\s*\??\.\s*`;
const between = String.raw`(?:${dot}(?:concurrent|sequential|serial|parallel|shuffle|describe|only|skip|each|for|if))*?${dot}`;
const script: TestMarks = {
  test: new RegExp(String.raw`${call}(?:${dot}(?:only|concurrent|sequential|each|failing|fails|serial|for|if|skipIf|runIf))*(?:\s*<[^()<>]*>)?\s*(?:\(|${'`'}[^${'`'}]*${'`'}\s*\()|(?<![\w$.])fit\s*\(`, 'g'),
  skip: new RegExp([
    String.raw`${group}${between}(?:skip|skipIf|runIf|ignore|fixme|failing|fails)\b`, String.raw`(?<![\w$.])test${dot}fail\s*\(`, String.raw`(?<![\w$.])(?:describe|suite|context)${between}todo\b`,
    // A part that is asked for by a string: only strings that name no part of a test have another use.
    String.raw`(?<![\w$.])(?:it|test|describe)\s*\[\s*["'${'`'}][^\]]*\]\s*\(`,
    String.raw`(?<![\w$.])(?:xit|xtest|xdescribe|xcontext|xspecify|pending)\s*\(`, String.raw`\b(?:this|t|ctx|context)\.(?:skip|todo)\(`, String.raw`(?<![\w$.])skip\(\s*[)"'${'`'}]`,
    String.raw`\b(?:skip|ignore):\s*(?:true\b|["'${'`'}])`,
    // As an option of the test itself, whatever it depends on.
    String.raw`\b(?:skip|todo|ignore)\b(?!\s*:\s*(?:false|undefined|null|0)\b)(?=\s*[:,}])(?<=${group}\s*\(\s*["'${'`'}][^"'${'`'}]{0,400}["'${'`'}]\s*,\s*\{[^{}]{0,200})`,
  ].join('|'), 'g'),
  only: new RegExp(String.raw`${group}${between}only\b|(?<![\w$.])(?:fit|fdescribe|fcontext)\s*\(|\bonly:\s*true\b`, 'g'),
};

const jvm: TestMarks = {
  test: /@(?:\w+\.)*(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property|Theory)\b|(?<![\w.])(?:test|should|it|expect)\s*\(\s*(?=")|^[ \t]*(?:def|void)\s+(?="[^"\n]*"\s*\()|^[ \t]*(?="[^"\n]*"\s*(?:\.config\s*\([^()\n]*\)\s*)?\{)|^[ \t]*public\s+void\s+(test\w+)\s*\(/gm,
  skip: /@(?:\w+\.)*(?:Disabled\w*|Ignore\w*|Enabled(?:On|If|For)\w*|PendingFeature|Suppress)\b|(?<![\w.])(?:xtest|xit|xshould|xdescribe|xcontext|xfeature|xscenario)\s*\(|\benabled\s*=\s*false\b|\bassum(?:e(?:True|False|That|NotNull|NoException)|ingThat)\s*\(|\bthrow\s+(?:new\s+)?(?:\w+\.)*(?:TestAborted|TestSkipped|Skip|AssumptionViolated)Exception\b/g,
  only: null,
  // Kotest reads the names.
  asWritten: { skip: /^[ \t]*(?:(?:test|should|it|expect|context|describe|given)\s*\(\s*)?"!/gm, only: /^[ \t]*(?:(?:test|should|it|expect|context|describe|given)\s*\(\s*)?"f:/gm },
};

/** A row for each language. */
export const testMarks: Readonly<Record<LanguageId, TestMarks>> = {
  typescript: script, javascript: script, vue: script, svelte: script, java: jvm, kotlin: jvm,
  python: {
    test: /^[ \t]*(?:async[ \t]+)?def[ \t]+(test\w*)[ \t]*\(/gm,
    skip: /@?(?<![\w.])(?:pytest[ \t]*\.[ \t]*)?mark[ \t]*\.[ \t]*(?:skip|skipif|xfail)\b|@(?:unittest\.)?(?:skip|skipIf|skipUnless|expectedFailure)\b|\b(?:pytest\.skip|pytest\.xfail|self\.skipTest|pytest\.importorskip)\(|\braise\s+(?:\w+\.)*(?:SkipTest|Skipped)\b|\b__test__\s*=\s*False/g,
    only: null,
  },
  php: {
    test: /\bfunction(?<!\b(?:private|protected)\s+(?:static\s+)?function)\s+(test\w*)\s*\(|#\[\s*\\?(?:PHPUnit\\Framework\\Attributes\\)?Test\b|(?<![\w$>:])(?:it|test)\s*\(\s*(?=["'])|\bfunction\s+(it_\w+|its_\w+)\s*\(/g,
    skip: /\bmarkTest(?:Skipped|Incomplete)\s*\(|->(?:skip|todo|skipOn\w+)\s*\(|\bthrow\s+new\s+(?:SkippingException|PendingException)\b|(?<![\w$>:])(?:xit|xdescribe)\s*\(/g,
    only: /->only\s*\(/g,
    asWritten: { test: /^[ \t]*(?:\/\*\*|\*)[ \t]*@test\b/gm },
  },
  go: {
    test: /^[ \t]*func\s+(?:\([^()\n]*\)\s*)?((?:Test|Fuzz|Example)(?![a-z])\w*)\s*\((?!\s*\w+\s+\*testing\.M\b)|\bt\.Run\(\s*|(?<![\w.])F?(?:It|Specify|Entry)\(\s*(?=["`])/gm,
    skip: /\b\w+\.Skip(?:f|Now)?\(|(?<![\w.])(?:PIt|PDescribe|PContext|PWhen|PSpecify|PEntry|XIt|XDescribe|XContext|XWhen|XSpecify)\(/g,
    only: /(?<![\w.])(?:FIt|FDescribe|FContext|FWhen|FSpecify|FEntry)\(/g,
    asWritten: { skip: /^\/\/(?:go:build|[ \t]*\+build)[ \t]+ignore\b/gm },
  },
  rust: {
    test: /#\[\s*(?:\w+\s*::\s*)*(?:test|rstest|test_case|quickcheck|wasm_bindgen_test|proptest)\b[^\]]{0,400}\](?:\s|#\[[^\]]{0,400}\]|pub(?:\([^)]{0,99}\))?\s|async\s|unsafe\s)*(?:fn\s+(\w+))?/g,
    skip: /#\[\s*(?:ignore\b|cfg_attr\s*\([^\]]{0,400}\bignore\b)|#!?\[\s*cfg\s*\(\s*(?:any\s*\(\s*\)|FALSE|false|never)\s*\)/g,
    only: null,
  },
  csharp: {
    test: /\[\s*(?:[\w.]+\s*(?:\([^)\]]{0,400}\))?\s*,\s*)*(?:\w+\.)*(?:Fact|Theory|Test|TestCase|TestCaseSource|TestMethod|DataTestMethod|SkippableFact|SkippableTheory|AvaloniaFact)(?:Attribute)?\b/g,
    skip: /\[\s*(?:[\w.]+\s*(?:\([^)\]]{0,400}\))?\s*,\s*)*(?:\w+\.)*(?:Ignore|Explicit)(?:Attribute)?\b|\bSkip\s*=|\bExplicit\s*=\s*true\b|\bthrow\s+new\s+(?:\w+\.)*(?:Skip|Ignore|Inconclusive)\w*Exception\b|\bAssert\.(?:Ignore|Inconclusive|Skip)\s*\(|\bSkip\.If\w*\s*\(/g,
    only: null,
  },
  ruby: {
    test: /^[ \t]*(?:f?(?:it|specify|example|scenario)|its|test|should)\b(?=[ \t]*(?:[("'{]|do\b))[ \t]*\(?[ \t]*|^[ \t]*def[ \t]+(test_\w+[?!]?)/gm,
    skip: /^[ \t]*(?:RSpec[ \t]*\.[ \t]*)?(?:xit|xspecify|xexample|xscenario|xdescribe|xcontext|xfeature|xtest)\b|(?:^|[{;]|&&|\|\||\b(?:do|then|return))[ \t]*(?:pending|skip|omit)\b(?![ \t]*[.:=])|,[ \t]*(?::skip|:pending|skip:|pending:|:skip[ \t]*=>|:pending[ \t]*=>)/gm,
    only: /^[ \t]*(?:RSpec[ \t]*\.[ \t]*)?(?:fit|fspecify|fexample|fscenario|fdescribe|fcontext|ffeature|focus)\b|,[ \t]*(?::focus|focus:[ \t]*true)\b/gm,
  },
  swift: {
    test: /\bfunc(?<!\b(?:private|fileprivate)\s+func)\s+(test\w*)\s*\(\s*\)|@Test\b|(?<![\w.])f?it\(\s*(?=")/g,
    skip: /\bXCTSkip(?:If|Unless)?\b|\.(?:disabled|enabled)\s*\(|\bwithKnownIssue\b|(?<![\w.])(?:xit|xdescribe|xcontext|pending)\s*\(|\bXCTExpectFailure\b/g,
    only: /(?<![\w.])(?:fit|fdescribe|fcontext)\s*\(/g,
  },
  shell: {
    test: /^[ \t]*@test[ \t]+|^[ \t]*(?:function[ \t]+)?(test_?\w+)[ \t]*\(\)|^[ \t]*function[ \t]+(test_?\w+)[ \t]*\{|^[ \t]*f?(?:It|Specify|Example)[ \t]+(?=["'])/gm,
    skip: /(?:^|&&|\|\||;|\{|\b(?:then|else|do))[ \t]*skip\b(?![ \t]*[(=])|^[ \t]*(?:xIt|xDescribe|xContext|xSpecify|xExample|Skip|Pending|Todo|startSkipping)\b/gm,
    only: /^[ \t]*(?:fIt|fDescribe|fContext|fSpecify|fExample)\b/gm,
    asWritten: { only: /^[ \t]*#[ \t]*bats[ \t]+test_tags=.*\bbats:focus\b/gm },
  },
};
