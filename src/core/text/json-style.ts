import { endOf, type JsonNode } from './json-node.js';

/** How a document writes its values; what is added to it follows. */
export interface JsonStyle {
  readonly eol: string;
  /** One step of indentation. */
  readonly unit: string;
  /** From a key's closing quote to its value, e.g. `: `. */
  readonly colon: string;
  /** Between two entries on one line, e.g. `, `. */
  readonly comma: string;
  /** Inside the braces of an object on one line: blanks or nothing. */
  readonly padding: string;
}

/** Where a rendered value goes: the document's style, the indentation there, and whether entries get lines of their own. */
export interface JsonSpot {
  readonly style: JsonStyle;
  readonly indent: string;
  readonly isMultiLine: boolean;
}

/** The style of a text, colon, comma and padding as in the first of the nodes that is an object with entries. */
export function styleOf(text: string, models: readonly (JsonNode | undefined)[]): JsonStyle {
  const eol = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
  const unit = /[\r\n]([ \t]+)[^\s]/.exec(text)?.[1] ?? '  ';
  const model = models.find((node) => node?.type === 'object' && node.children?.length);
  return { eol, unit, ...spacingOf(text, model) };
}

function spacingOf(text: string, model: JsonNode | undefined): Pick<JsonStyle, 'colon' | 'comma' | 'padding'> {
  const [first, second] = model?.children ?? [];
  const [key, value] = first?.children ?? [];
  const colon = between(text, key, value) ?? ': ';
  return {
    colon,
    comma: between(text, first, second) ?? (colon.endsWith(' ') ? ', ' : ','),
    padding: paddingOf(text, model, first),
  };
}

function paddingOf(text: string, model: JsonNode | undefined, first: JsonNode | undefined): string {
  return model && first ? onOneLine(text.slice(model.offset + 1, first.offset)) ?? '' : '';
}

function between(text: string, before: JsonNode | undefined, after: JsonNode | undefined): string | undefined {
  return before && after && onOneLine(text.slice(endOf(before), after.offset));
}

function onOneLine(text: string): string | undefined {
  return /[\r\n]/.test(text) ? undefined : text;
}

/** White space at the start of the line in which an offset lies. */
export function indentAt(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** Writes a value for a spot. `undefined` inside objects is left out, as in JSON.stringify. */
export function renderValue(value: unknown, spot: JsonSpot): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = { ...spot, indent: spot.indent + spot.style.unit };
  if (Array.isArray(value)) {
    return enclose(['[', ']'], value.map((item: unknown) => renderValue(item, inner)), spot);
  }
  const entries = Object.entries(value).filter(([, child]) => child !== undefined);
  return enclose(['{', '}'], entries.map(([key, child]) => renderEntry(key, child, inner)), spot);
}

/** Writes `"key": value`. */
export function renderEntry(key: string, value: unknown, spot: JsonSpot): string {
  return JSON.stringify(key) + spot.style.colon + renderValue(value, spot);
}

/** Puts brackets around rendered entries. */
export function enclose(brackets: readonly [string, string], entries: readonly string[], spot: JsonSpot): string {
  const { style } = spot;
  const [open, close] = brackets;
  if (entries.length === 0) return open + close;
  if (!spot.isMultiLine) {
    const padding = open === '{' ? style.padding : '';
    return open + padding + entries.join(style.comma) + padding + close;
  }
  const newLine = style.eol + spot.indent;
  return open + newLine + style.unit + entries.join(`,${newLine}${style.unit}`) + newLine + close;
}
