import { blankText } from './blank-text.js';
import type { CodePath } from './code-path.js';
import type { LanguageId } from './languages.js';

/** How statements begin that only pass on or declare; `◇` stands for what was in brackets. */
interface Rule {
  /** Where one statement ends and the next begins. */
  readonly between: RegExp;
  readonly statements: readonly RegExp[];
}

const passesOn = [/^(?:import|export)\b[^]*\bfrom\s*(["'])[^]*\1$/, /^import\s*(["'])[^]*\1$/, /^export\s*(?:type\s*)?◇$/, /^(["'])\s*\1$/];
const script = { between: /;|\n(?=[^\s|&})\]=?:>])/, statements: passesOn };
const typed = { ...script, statements: [...passesOn, /^(?:export\s+)?(?:declare\s+)?(?:interface|type)\s+[\w$]/] };

const rules: Partial<Readonly<Record<LanguageId, Rule>>> = {
  typescript: typed,
  javascript: script,
  python: { between: /\n|;/, statements: [/^(?:from\s+[\w.]+\s+)?import\b/, /^__\w+__\s*(?::[^=]*)?\+?=/, /^["'\s]+$/] },
  rust: { between: /;/, statements: [/^(?:#!?◇\s*)*(?:pub\s*◇?\s+)?(?:mod\s+\w+|use\b[^]*|extern\s+crate\b[^]*)$/] },
};

/** So much of a file is looked at; a longer one is taken for code. UTF-16 units. */
const longest = 20_000;
const deepest = 12;

/**
 * Nothing happens in the file: it only passes on what others declare, or only declares types. Judged by the beginnings of its
 * statements; when in doubt, something happens.
 */
export function onlyDeclares(path: CodePath, text: string, language: LanguageId): boolean {
  if (text.length > longest) return false;
  if (text.trim() === '') return path.name === '__init__';
  const rule = rules[language];
  if (rule === undefined) return false;
  const statements = withoutBrackets(blankText(text, language).replace(/\r\n?/g, '\n')).split(rule.between).map((statement) => statement.trim());
  return statements.every((statement) => statement === '' || rule.statements.some((begins) => begins.test(statement)));
}

function withoutBrackets(text: string): string {
  let [before, after] = ['', text];
  for (let depth = 0; depth < deepest && after !== before; depth++) {
    before = after;
    after = before.replace(/\{[^{}()[\]]*\}|\([^{}()[\]]*\)|\[[^{}()[\]]*\]/g, '◇');
  }
  return after;
}
