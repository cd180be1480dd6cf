import type { LanguageId } from './languages.js';

/** How tests, and what takes them out of a run, look in the code of a language. Matched against blanked text. */
export interface TestMarks {
  /** Each match is a test. A group, or the string that follows the match, is its name. */
  readonly test: RegExp;
  /** Each match takes a test, or all in a group of tests, out of the run. */
  readonly skip: RegExp;
  /** Each match takes all other tests of the file out of the run. */
  readonly only: RegExp | null;
  /** Matched against the text as it is, because these stand in comments. */
  readonly commentOnly?: RegExp;
}

const call = String.raw`(?<![\w$.])(?:it|test|specify|Deno\.test|QUnit\.test|t\.test)`;
const group = String.raw`(?<![\w$.])(?:it|test|specify|describe|context|suite|Deno\.test|QUnit\.(?:test|module)|t\.test|test\.describe)`;
const script: TestMarks = {
  test: new RegExp(String.raw`${call}(?:\.(?:only|concurrent|sequential|each|failing|fails|serial|for|if))*(?:\s*<[^()<>]*>)?\s*(?:\(|${'`'}[^${'`'}]*${'`'}\s*\()|(?<![\w$.])fit\s*\(`, 'g'),
  skip: new RegExp(String.raw`${group}(?:\.\w+)*?\.(?:skip|ignore|fixme)\b|(?<![\w$.])(?:xit|xtest|xdescribe|xcontext|xspecify|pending)\s*\(|\b(?:this|t|ctx|context)\.skip\(|\b(?:skip|ignore):\s*(?:true\b|["'${'`'}])|(?<![\w$.])test\.fixme\(`, 'g'),
  only: new RegExp(String.raw`${group}(?:\.\w+)*?\.only\b|(?<![\w$.])(?:fit|fdescribe|fcontext)\s*\(|\bonly:\s*true\b`, 'g'),
};

const jvm: TestMarks = {
  test: /@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property|Theory)\b|(?<![\w.])(?:test|should|it|expect)\s*\(\s*(?=")|^[ \t]*(?:def|void)\s+(?="[^"\n]*"\s*\()|^[ \t]*public\s+void\s+(test\w+)\s*\(/gm,
  skip: /@(?:Disabled\w*|Ignore\w*|PendingFeature|Suppress)\b|(?<![\w.])(?:xtest|xit|xshould|xdescribe|xcontext|xfeature|xscenario)\s*\(|\benabled\s*=\s*false\b/g,
  only: null,
};

/** A row for each language. */
export const testMarks: Readonly<Record<LanguageId, TestMarks>> = {
  typescript: script, javascript: script, vue: script, svelte: script, java: jvm, kotlin: jvm,
  python: {
    test: /^[ \t]*(?:async[ \t]+)?def[ \t]+(test\w*)[ \t]*\(/gm,
    skip: /@(?:pytest\.mark\.(?:skip|skipif|xfail)|unittest\.(?:skip|skipIf|skipUnless|expectedFailure)|skip|skipIf|skipUnless|expectedFailure|mark\.(?:skip|xfail))\b|\b(?:pytest\.skip|pytest\.xfail|self\.skipTest|pytest\.importorskip)\(|\bpytestmark\s*=\s*pytest\.mark\.skip|\b__test__\s*=\s*False/g,
    only: null,
  },
  php: {
    test: /\bfunction\s+(test\w*)\s*\(|#\[\s*\\?(?:PHPUnit\\Framework\\Attributes\\)?Test\b|(?<![\w$>:])(?:it|test)\s*\(\s*(?=["'])|\bfunction\s+(it_\w+|its_\w+)\s*\(/g,
    skip: /\bmarkTest(?:Skipped|Incomplete)\s*\(|->(?:skip|todo|skipOn\w+)\s*\(|\bthrow\s+new\s+(?:SkippingException|PendingException)\b|(?<![\w$>:])(?:xit|xdescribe)\s*\(/g,
    only: /->only\s*\(/g,
    commentOnly: /^[ \t]*(?:\/\*\*|\*)[ \t]*@test\b/gm,
  },
  go: {
    test: /^func\s+(?:\([^()\n]*\)\s*)?((?:Test|Fuzz|Example)\w*)\s*\(|\bt\.Run\(\s*|(?<![\w.])F?(?:It|Specify|Entry)\(\s*(?=["`])/gm,
    skip: /\b\w+\.Skip(?:f|Now)?\(|(?<![\w.])(?:PIt|PDescribe|PContext|PWhen|PSpecify|PEntry|XIt|XDescribe|XContext|XWhen|XSpecify)\(/g,
    only: /(?<![\w.])(?:FIt|FDescribe|FContext|FWhen|FSpecify|FEntry)\(/g,
  },
  rust: {
    test: /#\[\s*(?:\w+\s*::\s*)*(?:test|rstest|test_case|quickcheck|wasm_bindgen_test|proptest)\b[^\]]*\](?:\s|#\[[^\]]*\]|pub(?:\([^)]*\))?\s|async\s|unsafe\s)*(?:fn\s+(\w+))?/g,
    skip: /#\[\s*(?:ignore\b|cfg_attr\s*\([^)\]]*\bignore\b)/g,
    only: null,
  },
  csharp: {
    test: /\[\s*(?:[\w.]+\s*(?:\([^)\]]*\))?\s*,\s*)*(?:Fact|Theory|Test|TestCase|TestCaseSource|TestMethod|DataTestMethod|SkippableFact|SkippableTheory|AvaloniaFact)\b/g,
    skip: /\[\s*(?:[\w.]+\s*(?:\([^)\]]*\))?\s*,\s*)*(?:Ignore|Explicit)\b|\bSkip\s*=|\bAssert\.(?:Ignore|Inconclusive|Skip)\s*\(|\bSkip\.If\w*\s*\(/g,
    only: null,
  },
  ruby: {
    test: /^[ \t]*(?:f?(?:it|specify|example|scenario)|its|test|should)\b(?=[ \t]*(?:[("'{]|do\b))[ \t]*\(?[ \t]*|^[ \t]*def[ \t]+(test_\w+[?!]?)/gm,
    skip: /^[ \t]*(?:xit|xspecify|xexample|xscenario|xdescribe|xcontext|xfeature|xtest|pending|skip)\b|,[ \t]*(?::skip|:pending|skip:|pending:|:skip[ \t]*=>|:pending[ \t]*=>)/gm,
    only: /^[ \t]*(?:fit|fspecify|fexample|fscenario|fdescribe|fcontext|ffeature|focus)\b|,[ \t]*(?::focus|focus:[ \t]*true)\b/gm,
  },
  swift: {
    test: /\bfunc\s+(test\w*)\s*\(|@Test\b|(?<![\w.])f?it\(\s*(?=")/g,
    skip: /\bXCTSkip(?:If|Unless)?\b|\.disabled\s*\(|(?<![\w.])(?:xit|xdescribe|xcontext|pending)\s*\(|\bXCTExpectFailure\b/g,
    only: /(?<![\w.])(?:fit|fdescribe|fcontext)\s*\(/g,
  },
  shell: {
    test: /^[ \t]*@test[ \t]+|^[ \t]*(?:function[ \t]+)?(test_?\w+)[ \t]*\(\)|^[ \t]*function[ \t]+(test_?\w+)[ \t]*\{|^[ \t]*f?(?:It|Specify|Example)[ \t]+(?=["'])/gm,
    skip: /^[ \t]*skip\b(?![ \t]*\()|^[ \t]*(?:xIt|xDescribe|xContext|xSpecify|xExample|Skip|Pending|Todo|startSkipping)\b/gm,
    only: /^[ \t]*(?:fIt|fDescribe|fContext|fSpecify|fExample)\b/gm,
    commentOnly: /^[ \t]*#[ \t]*bats[ \t]+test_tags=.*\bbats:focus\b/gm,
  },
};
