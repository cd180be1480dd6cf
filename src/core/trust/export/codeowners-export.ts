import { failure, success, type Result } from '../../../base/result.js';
import { lineEndingOf } from '../../text/text-edit.js';
import type { TrustModel } from '../trust-model.js';
import { spellings, targetPatterns } from './target-pattern.js';

/** Where GitHub looks for the owners, in this order; the first that is there counts. */
export const codeownersPaths: readonly string[] = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

const begin = '# BEGIN file trust (written by Agent Workflow from .ai/workflow/trust_model.yaml)';
const end = '# END file trust';

/** What holds for code owners whatever the model says. */
export const codeownersAdvisories: readonly string[] = [
  'Owners are asked for a review only where the branch is protected by "Require review from Code Owners".',
  'Code owners mind case: other spellings than as written, small, Capital and LARGE are not owned.',
  'Only low trust is written; medium trust needs a review by whoever owns the files otherwise.',
];

/** The owners that the file names already: those of our block, else those of the last line for everything. */
function ownersIn(text: string): readonly string[] {
  const { before, block, after } = split(text);
  const [, ...ofBlock] = block.split('\n').find((line) => /^[^#\s]/.test(line))?.trim().split(/\s+/) ?? [];
  if (ofBlock.length > 0) return ofBlock;
  const forAll = `${before}\n${after}`.split(/\r?\n/).findLast((line) => /^\*\s+\S/.test(line));
  return forAll?.replace(/\s#.*$/, '').trim().split(/\s+/).slice(1) ?? [];
}

/**
 * The file with a marked block that gives files of low trust to owners; `null`: nothing changes. The last line that matches
 * counts, so the block goes to the end when it is new. `owners`: named by the person, else those the file names.
 */
export function exportToCodeowners(text: string | null, model: TrustModel, owners: readonly string[]): Result<string | null, string> {
  const chosen = owners.length > 0 ? owners : ownersIn(text ?? '');
  if (chosen.length === 0) return failure('nobody is named as owner of files with low trust; name one, for example with --owner @org/security.');
  const wrong = chosen.find((owner) => !/^(@[\w.-]+(\/[\w.-]+)?|[^\s@#]+@[^\s@#]+)$/.test(owner));
  if (wrong !== undefined) return failure(`"${wrong}" is no owner; write @name, @org/team or an e-mail address.`);
  const after = withBlock(text ?? '', patternsOf(model).map((pattern) => `${pattern} ${chosen.join(' ')}`));
  return success(after === text ? null : after);
}

function withBlock(text: string, lines: readonly string[]): string {
  const eol = lineEndingOf(text);
  const made = [begin, ...lines, end].join(eol);
  const { before, block, after } = split(text);
  if (block !== '') return before + made + after;
  const gap = before.endsWith(eol) ? eol : eol + eol;
  return `${before}${before === '' ? '' : gap}${made}${eol}`;
}

function split(text: string): { readonly before: string; readonly block: string; readonly after: string } {
  const from = text.indexOf(begin);
  const to = from < 0 ? -1 : text.indexOf(end, from);
  return to < 0 ? { before: text, block: '', after: '' } : { before: text.slice(0, from), block: text.slice(from, to + end.length), after: text.slice(to + end.length) };
}

function patternsOf({ rules }: TrustModel): readonly string[] {
  const low = rules.filter(({ kind, level }) => kind === 'demote' || (kind === 'context' && level === 'low'));
  const patterns = low.flatMap(({ pattern }) => targetPatterns(pattern)).flatMap(({ pattern }) => spellings(withoutBrackets(pattern)));
  return [...new Set(patterns)].map((pattern) => `/${pattern}`.replaceAll(/[\s#]/g, '\\$&'));
}

/** Ranges such as [ab] are unknown there; "?" means more. */
function withoutBrackets(pattern: string): string {
  return pattern.replaceAll(/\[[^\]]*\]/g, '?');
}
