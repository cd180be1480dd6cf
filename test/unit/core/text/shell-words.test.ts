import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { splitWords } from '../../../../src/core/text/shell-words.js';

const same = [
  'claude', 'claude --model opus', '  a\t b  ', '', '   ', "sh -c 'echo $HOME; id | cat'", '"a b" c', 'a"b c"d', "a'b'c", '\'\' ""', 'a\\ b', '"a \\" \\\\ b"', '"back\\n"', "'back\\n'", 'x=1', 'ünï "🎉 x"', '\\;', '"\\a"',
];

describe('the words of a command line', () => {
  for (const line of same) {
    it(`are those that a shell sees: ${JSON.stringify(line)}`, () => {
      const seen = execFileSync('sh', ['-c', `set -- ${line}\nfor each in "$@"; do printf '%s\\0' "$each"; done`], { encoding: 'utf8' });
      assert.deepEqual(splitWords(line), { ok: true, value: seen.split('\0').slice(0, -1) });
    });
  }

  for (const line of ['a | b', 'a; b', 'a && b', 'a > b', 'a $HOME', 'a `id`', 'a $(id)', 'a\nb', 'a *', 'a # b', '(a)', '{a,b}', '~/x', 'a "b', "a 'b", 'a \\', '!!']) {
    it(`are not guessed where a shell would do more: ${JSON.stringify(line)}`, () => {
      const found = splitWords(line);
      assert.ok(!found.ok);
      assert.match(found.problem, /^It (has|ends)/);
    });
  }
});
