import { languages, testExtensionsOf } from '../tdd/languages.js';
import gate from './hook/gate.sh';
import marks from './hook/marks.awk';
import names from './hook/names.awk';

/** The hooks of git that the gate consists of: the first judges, the second looks for a skip marker in the message. */
export const gateHooks = ['pre-commit', 'commit-msg'] as const;
export type GateHook = (typeof gateHooks)[number];

/** The line by which a hook, or a block in a hook, is known to be ours. */
export const gateMark = 'agent-workflow tdd gate';

/** Added to the name of a hook that was there before ours and still runs, before ours. */
export const beforeSuffix = '.before-workflow';

/**
 * The text of the gate: a shell program without needs but `git` and `awk`, which lets through at once what is beyond doubt, and asks
 * `workflow tdd pre-commit` about the rest. `hook`: it is the hook itself, whatever its name; `called`: a hook calls it with its
 * name, its path and its own arguments.
 */
export function renderGate(form: 'hook' | 'called'): string {
  const begin = form === 'hook'
    ? `hook=\${0##*/}\nhere=\${0%/*}\nbefore=$0${beforeSuffix}`
    : 'hook=$1\nhere=${2%/*}\nbefore=\nshift 2';
  const filled = { begin, names: tables(names), marks };
  return gate.replace(/@(begin|names|marks)@/g, (_, name: keyof typeof filled) => filled[name].trimEnd());
}

/** The names of tests and sources of all languages, as the awk program reads them: `extension:affix:languages`, `extension:language`. */
function tables(program: string): string {
  const tests = new Map<string, string[]>();
  for (const language of languages) {
    for (const extension of testExtensionsOf(language)) {
      const always = language.testOnly?.includes(extension) === true ? ['{name}', ...language.names] : language.names;
      for (const name of always) {
        const key = `${extension}:${name.replace('{name}', '*')}`;
        tests.set(key, [...(tests.get(key) ?? []), language.id]);
      }
    }
  }
  const filled = {
    tests: [...tests].map(([key, ids]) => `${key}:${ids.join(',')}`).join(' '),
    sources: languages.flatMap(({ id, extensions }) => extensions.map((extension) => `${extension}:${id}`)).join(' '),
  };
  return program.replace(/@(tests|sources)@/g, (_, name: keyof typeof filled) => filled[name]);
}
