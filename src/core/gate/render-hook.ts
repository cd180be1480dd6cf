import { languages, testExtensionsOf } from '../tdd/languages.js';
import awk from './hook/gate.awk';
import gate from './hook/gate.sh';

/** The hooks of git that the gate consists of: the first judges, the second looks for a skip marker in the message. */
export const gateHooks = ['pre-commit', 'commit-msg'] as const;
export type GateHook = (typeof gateHooks)[number];

/** Added to the name of a hook that was there before ours and still runs, before ours. */
export const beforeSuffix = '.before-workflow';

/** Parts of paths one of which every test has, in any letter case: git shows the lines of such files. */
const partsOfTests: readonly string[] = ['test', 'spec', 'e2e', '.cy.', 'cest.', '.bats'];

/**
 * The text of the gate: a shell program without needs but `git` and `awk`, which lets through at once what is beyond doubt, and asks
 * `workflow tdd pre-commit` about the rest. `hook`: it is the hook itself, whatever its name; `called`: a hook calls it with its name,
 * its path, `x` or `f` for whether hooks beside it must be executable to be run, and its own arguments.
 */
export function renderGate(form: 'hook' | 'called'): string {
  const begin = form === 'hook'
    ? `hook=\${0##*/}\nhere=\${0%/*}\ncan=x\nbefore=$0${beforeSuffix}`
    : 'hook=$1\nhere=${2%/*}\ncan=$3\nbefore=\nshift 3';
  return filled(gate, { begin, attributes: attributes(), awk: filled(awk, nameTables()) });
}

function attributes(): string {
  const anyCase = (part: string): string => part.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
  return partsOfTests.flatMap((part) => [`*${anyCase(part)}*`, `**/*${anyCase(part)}*/**`]).map((pattern) => `${pattern} diff`).join('\n');
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/@(\w+)@/g, (whole, name: string) => values[name]?.trimEnd() ?? whole);
}

/**
 * How tests and sources of all languages are named, as the awk program reads it. `tests`: extension, what names begin with, what they end
 * with; `tested`: extension and name with a star for the source's, languages of the source; `sources`: extension, language.
 */
function nameTables(): Readonly<Record<'tests' | 'tested' | 'sources', string>> {
  const rows = languages.flatMap((language) => testExtensionsOf(language).flatMap((extension) => (
    language.names.map((name) => ({ extension, name: name.replace('{name}', '*'), id: language.id })))));
  const [tests, tested] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()];
  for (const { extension, name, id } of rows) {
    put(tests, extension, name);
    put(tested, `${extension}${name}`, id);
  }
  const pattern = (affixes: readonly string[]): string => affixes.filter((affix) => affix !== '').map((affix) => affix.replaceAll('.', '[.]')).join('|');
  const begins = (affixes: ReadonlySet<string>): string => pattern([...affixes].map((affix) => affix.slice(0, affix.indexOf('*'))));
  const ends = (affixes: ReadonlySet<string>): string => pattern([...affixes].map((affix) => affix.slice(affix.indexOf('*') + 1)));
  return {
    tests: [...tests].map(([extension, affixes]) => `${extension}:^(${begins(affixes) || '/'}):(${ends(affixes) || '/'})$`).join(' '),
    tested: [...tested].map(([form, ids]) => `${form}:${[...ids].join(',')}`).join(' '),
    sources: languages.flatMap(({ id, extensions }) => extensions.map((extension) => `${extension}:${id}`)).join(' '),
  };
}

function put(map: Map<string, Set<string>>, key: string, value: string): void {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}
