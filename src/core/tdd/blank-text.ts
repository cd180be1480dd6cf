import type { LanguageId } from './languages.js';

/**
 * What is not code, for each way to write it. A text is looked through once from its beginning, so that what begins inside of
 * something else does not begin.
 */
const pieces = {
  slashes: String.raw`\/\/[^\n]*`,
  block: String.raw`\/\*[^]*?(?:\*\/|(?![^]))`,
  hash: String.raw`#[^\n]*`,
  // A hash inside of a word, as in ${#list} and a#b, begins no comment.
  shellHash: String.raw`(?<![^\s;(&|])#[^\n]*`,
  // Attributes of PHP 8 begin with the mark of a comment.
  phpHash: String.raw`#(?!\[)[^\n]*`,
  double: String.raw`"(?:\\[^]|[^"\\\n])*"?`,
  single: String.raw`'(?:\\[^]|[^'\\\n])*'?`,
  // Over several lines, as shells and PHP have them.
  longDouble: String.raw`"(?:\\[^]|[^"\\])*"?`,
  longSingle: String.raw`'(?:\\[^]|[^'\\])*'?`,
  shellSingle: String.raw`'[^']*'?`,
  template: '`(?:\\\\[^]|[^`\\\\])*`?',
  rawTemplate: '`[^`]*`?',
  triple: String.raw`"""[^]*?(?:"""|(?![^]))`,
  tripleSingle: String.raw`'''[^]*?(?:'''|(?![^]))`,
  // Where a value may begin, a slash begins a pattern. None is longer than this; without a bound each slash would be looked for to the end.
  pattern: String.raw`\/(?<=(?:^|[=(,:;!&|?{}[+~\n]|=>|\breturn|\btypeof)[ \t]*\/)(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n]){0,200}\]|[^/\\\n[]){1,400}\/`,
  rustRaw: String.raw`\br(#*)"[^]*?(?:"\1|(?![^]))`,
  // 'a' is a character, 'a without its end a lifetime.
  character: String.raw`'(?:\\[^\n]{1,8}?|[^'\\\n])'`,
  verbatim: String.raw`\$?@\$?"(?:""|[^"])*"?`,
  rubyBlock: String.raw`^=begin\b[^]*?(?:^=end\b|(?![^]))`,
  rubyEnd: String.raw`^__END__\r?$[^]*`,
  neverCompiled: String.raw`^[ \t]*#if[ \t]+false\b[^]*?(?:^[ \t]*#(?:else|elif|elseif|endif)\b|(?![^]))`,
  markup: String.raw`<!--[^]*?(?:-->|(?![^]))`,
} as const;

type Piece = keyof typeof pieces;

const script: readonly Piece[] = ['slashes', 'block', 'pattern', 'double', 'single', 'template'];
const jvm: readonly Piece[] = ['slashes', 'block', 'triple', 'double', 'character'];
const syntaxes: Readonly<Record<LanguageId, readonly Piece[]>> = {
  typescript: script, javascript: script, vue: ['markup', ...script], svelte: ['markup', ...script],
  python: ['hash', 'triple', 'tripleSingle', 'double', 'single'],
  php: ['slashes', 'block', 'phpHash', 'longDouble', 'longSingle'],
  go: ['slashes', 'block', 'double', 'rawTemplate', 'character'],
  rust: ['slashes', 'block', 'rustRaw', 'longDouble', 'character'],
  java: jvm, kotlin: jvm, swift: ['neverCompiled', 'slashes', 'block', 'triple', 'double'],
  csharp: ['neverCompiled', 'slashes', 'block', 'triple', 'verbatim', 'double', 'character'],
  ruby: ['rubyBlock', 'rubyEnd', 'shellHash', 'longDouble', 'longSingle'],
  shell: ['shellHash', 'longDouble', 'shellSingle'],
};

const scanners = new Map(Object.entries(syntaxes).map(([id, parts]) => (
  [id, new RegExp(parts.map((part) => `(?<${part}>${pieces[part].replaceAll(String.raw`\1`, String.raw`\k<hashes>`).replace('r(#*)', 'r(?<hashes>#*)')})`).join('|'), 'gm')])));

const comments: ReadonlySet<string> = new Set<Piece>(['slashes', 'block', 'hash', 'shellHash', 'phpHash', 'rubyBlock', 'rubyEnd', 'neverCompiled', 'markup']);

/**
 * The text with comments and the insides of strings as blanks, so that what is looked for is found in code only. Every character
 * and line stays in its place; the quotes of strings stay too. Not a parser: strings inside of templates inside of strings may fool it.
 */
export function blankText(text: string, language: LanguageId): string {
  const scanner = scanners.get(language);
  if (scanner === undefined) return text;
  return text.replace(scanner, (...found: readonly unknown[]) => {
    const whole = String(found[0]);
    const groups = found.at(-1) as Readonly<Record<string, string | undefined>>;
    const isComment = Object.entries(groups).some(([name, value]) => value !== undefined && comments.has(name));
    return isComment || whole.length < 2 ? blank(whole) : `${whole.charAt(0)}${blank(whole.slice(1, -1))}${whole.charAt(whole.length - 1)}`;
  });
}

function blank(text: string): string {
  return text.replace(/[^\n\r]/g, ' ');
}
