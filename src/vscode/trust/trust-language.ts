import { type CancellationToken, Hover, type Position, RelativePattern, type TextDocument, l10n, languages, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { trustModelSchema } from '../../core/schema/validators.js';
import { plainLine } from '../../core/text/escape.js';
import { parseYaml } from '../../core/text/yaml-text.js';
import { spotAt, type YamlMark } from '../../core/text/yaml-tree.js';
import { matchesOf } from '../../core/trust/pattern-matches.js';
import { trustModelPath } from '../../core/trust/trust-model.js';
import { rangeOfMark } from '../specs/mark-range.js';
import { registerSchemaLanguage } from '../specs/schema-language.js';
import type { TrustModels } from './trust-models.js';

const selector = { scheme: 'file', pattern: `**/${trustModelPath}` };

/** Most files that are looked through for a hover. */
const mostFiles = 20_000;
const mostExamples = 3;

/** Hover and completion in trust models: keys, levels, words of supervision; and how many files a pattern means. */
export function registerTrustLanguage(models: TrustModels): Disposable {
  const lifetime = new Lifetime();
  lifetime.own(registerSchemaLanguage(selector, () => trustModelSchema));
  lifetime.own(languages.registerHoverProvider(selector, { provideHover: (document, position, cancel) => countHover(models, { document, position, cancel }) }));
  return lifetime;
}

interface Asked {
  readonly document: TextDocument;
  readonly position: Position;
  readonly cancel: CancellationToken;
}

async function countHover({ all }: TrustModels, { document, position, cancel }: Asked): Promise<Hover | null> {
  const root = all.find((trust) => trust.root.pathOf(document.uri) === trustModelPath)?.root;
  const pattern = patternAt(document.getText(), document.offsetAt(position));
  if (root === undefined || pattern === null) return null;
  const found = await workspace.findFiles(new RelativePattern(root.uriOf(''), '**/*'), undefined, mostFiles, cancel);
  const matches = matchesOf(pattern.text, found.flatMap((uri) => root.pathOf(uri) ?? []));
  return matches === null ? null : new Hover(countText(matches, found.length), rangeOfMark(document, pattern.mark));
}

/** The pattern of a context, an exception or an exclusion at an offset. */
function patternAt(text: string, offset: number): { readonly text: string; readonly mark: YamlMark } | null {
  const parsed = parseYaml(text);
  if (!parsed.ok) return null;
  const { pointer, part, node } = spotAt(parsed.value.root, offset);
  const isBare = pointer[0] === 'overrides' && pointer.length === 3;
  const isMeant = part === 'value' && (pointer.at(-1) === 'pattern' || pointer.at(-2) === 'exclude' || isBare);
  if (!isMeant || node.kind !== 'scalar' || typeof node.value !== 'string') return null;
  return { text: node.value, mark: { offset: node.start, length: node.end - node.start } };
}

function countText(matches: readonly string[], total: number): string {
  const t = l10n.t;
  const count = total < mostFiles ? t('Means {0} of {1} files here.', matches.length, total) : t('Means {0} of the first {1} files here.', matches.length, total);
  const examples = matches.toSorted((a, b) => a.length - b.length).slice(0, mostExamples).map((path) => `- \`${plainLine(path).replaceAll('`', "'")}\``);
  return [count, ...(examples.length === 0 ? [] : [examples.join('\n')])].join('\n\n');
}
