import { type CompletionItem, DocumentSymbol, Hover, Location, MarkdownString, type Position, SymbolKind, type TextDocument, l10n, languages } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { completeSpec } from '../../core/specs/complete-spec.js';
import { definitionOf, hintAt, idAt, mentionsOf, outlineOf, type SpecHint, type SpecSymbol } from '../../core/specs/spec-links.js';
import { escapeMarkdown } from '../../core/text/escape.js';
import { rangeOfMark } from './mark-range.js';
import type { OpenSpec, OpenSpecs } from './open-specs.js';
import { hintText, itemsOf } from './schema-language.js';
import { specSelector } from './spec-files.js';

/** Hover, completion, definition, references and outline of specs. */
export function registerLanguage(specs: OpenSpecs): Disposable {
  const lifetime = new Lifetime();
  lifetime.own(languages.registerHoverProvider(specSelector, { provideHover: at(specs, hover) }));
  lifetime.own(languages.registerCompletionItemProvider(specSelector, { provideCompletionItems: at(specs, complete) }, ' ', '-', '"'));
  lifetime.own(languages.registerDefinitionProvider(specSelector, { provideDefinition: at(specs, define) }));
  lifetime.own(languages.registerReferenceProvider(specSelector, { provideReferences: at(specs, refer) }));
  lifetime.own(languages.registerDocumentSymbolProvider(specSelector, { provideDocumentSymbols: (document) => withSpec(specs, document, outline) }, { label: 'Workflow' }));
  return lifetime;
}

function withSpec<Answer>(specs: OpenSpecs, document: TextDocument, answer: (open: OpenSpec) => Answer): Answer | null {
  const open = specs.of(document);
  return open === null ? null : answer(open);
}

function at<Answer>(specs: OpenSpecs, answer: (open: OpenSpec, offset: number) => Answer): (document: TextDocument, position: Position) => Answer | null {
  return (document, position) => withSpec(specs, document, (open) => answer(open, document.offsetAt(position)));
}

function hover({ document, spec }: OpenSpec, offset: number): Hover | null {
  const hint = hintAt(spec, offset);
  if (hint === null) return null;
  // Not trusted: what the file says becomes no link and no command.
  return new Hover(new MarkdownString(hoverText(hint)), rangeOfMark(document, hint.mark));
}

function hoverText({ coverage, ...hint }: SpecHint): string {
  const t = l10n.t;
  const listed = (ids: readonly string[]): string => (ids.length === 0 ? t('none') : ids.map(escapeMarkdown).join(', '));
  return [hintText(hint), ...(coverage === null ? [] : [`${t('Tasks')}: ${listed(coverage.tasks)}  \n${t('Tests')}: ${listed(coverage.tests)}`])].join('\n\n');
}

function complete({ document, spec }: OpenSpec, offset: number): CompletionItem[] {
  return itemsOf(document, offset, completeSpec(document.getText(), offset, spec.spec));
}

function define({ document, spec }: OpenSpec, offset: number): Location | null {
  const id = idAt(spec, offset)?.id;
  const mark = id === undefined ? null : definitionOf(spec, id);
  return mark === null ? null : new Location(document.uri, rangeOfMark(document, mark));
}

function refer({ document, spec }: OpenSpec, offset: number): Location[] {
  const id = idAt(spec, offset)?.id;
  return id === undefined ? [] : mentionsOf(spec, id).map((mark) => new Location(document.uri, rangeOfMark(document, mark)));
}

const symbolKinds: Readonly<Record<SpecSymbol['kind'], SymbolKind>> = {
  section: SymbolKind.Module, list: SymbolKind.Array, entry: SymbolKind.Object,
};

function outline({ document, spec }: OpenSpec): DocumentSymbol[] {
  const symbolOf = ({ name, detail, kind, whole, head, children }: SpecSymbol): DocumentSymbol => {
    const symbol = new DocumentSymbol(name, detail, symbolKinds[kind], rangeOfMark(document, whole), rangeOfMark(document, head));
    symbol.children = children.map(symbolOf);
    return symbol;
  };
  return outlineOf(spec).map(symbolOf);
}
