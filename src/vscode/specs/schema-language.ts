import { CompletionItem, CompletionItemKind, type DocumentSelector, Hover, MarkdownString, type TextDocument, l10n, languages } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { completeBySchema, hintBySchema, type Completion, type SchemaHint } from '../../core/schema/schema-language.js';
import type { SchemaNode } from '../../core/schema/schema-node.js';
import { escapeMarkdown } from '../../core/text/escape.js';
import { lineContextAt } from '../../core/text/line-context.js';
import { parseYaml } from '../../core/text/yaml-text.js';
import { rangeOfMark } from './mark-range.js';

const itemKinds: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property, value: CompletionItemKind.EnumMember, id: CompletionItemKind.Reference,
};

/** Things to type as the editor lists them, in their order, what is required first. `offset`: where the cursor is. */
export function itemsOf(document: TextDocument, offset: number, completions: readonly Completion[]): CompletionItem[] {
  return completions.map(({ label, kind, insert, length, detail, isRequired }, index) => {
    const item = new CompletionItem(label, itemKinds[kind]);
    item.insertText = insert;
    item.filterText = insert;
    item.range = rangeOfMark(document, { offset: offset - length, length });
    item.detail = isRequired ? l10n.t('required') : '';
    item.documentation = detail;
    item.sortText = `${isRequired ? 0 : 1}${String(index).padStart(3, '0')}`;
    return item;
  });
}

/** What a schema says, as Markdown. */
export function hintText({ title, description, words }: Omit<SchemaHint, 'mark'>): string {
  return [`**${escapeMarkdown(title)}** — ${escapeMarkdown(description)}`, ...(words.length === 0 ? [] : [words.map((word) => `\`${word}\``).join(' · ')])].join('\n\n');
}

/** Hover and completion in YAML files by their schemas. `schemaOf`: that of a document; `null`: nobody helps there. */
export function registerSchemaLanguage(selector: DocumentSelector, schemaOf: (document: TextDocument) => SchemaNode | null): Disposable {
  const lifetime = new Lifetime();
  lifetime.own(languages.registerHoverProvider(selector, {
    provideHover: (document, position) => {
      const schema = schemaOf(document);
      const parsed = schema === null ? null : parseYaml(document.getText());
      const hint = schema !== null && parsed?.ok === true ? hintBySchema(schema, parsed.value.root, document.offsetAt(position)) : null;
      // Not trusted: what a file says becomes no link and no command.
      return hint === null ? null : new Hover(new MarkdownString(hintText(hint)), rangeOfMark(document, hint.mark));
    },
  }));
  lifetime.own(languages.registerCompletionItemProvider(selector, {
    provideCompletionItems: (document, position) => {
      const schema = schemaOf(document);
      const offset = document.offsetAt(position);
      const context = schema === null ? null : lineContextAt(document.getText(), offset);
      return schema === null || context === null ? [] : itemsOf(document, offset, completeBySchema(schema, context));
    },
  }, ' ', '-', '"'));
  return lifetime;
}
