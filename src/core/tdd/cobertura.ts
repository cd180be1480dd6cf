import { parseXml, XmlElement } from '@rgrove/parse-xml';

/** The one door to `@rgrove/parse-xml`, which reads no document type and expands no entity but the five of XML. */

/** One element: its attributes, its text, and the attributes of the `<line>` elements in it. */
export interface XmlPart {
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly lines: readonly Readonly<Record<string, string>>[];
}

/** Every element of a name in a document, at any depth; none of a document that cannot be read. */
export function xmlElements(text: string, name: string): readonly XmlPart[] {
  const root = rootOf(text);
  return root === null ? [] : elementsIn(root, name).map((element) => (
    { attributes: element.attributes, text: element.text, lines: elementsIn(element, 'line').map(({ attributes }) => attributes) }));
}

function rootOf(text: string): XmlElement | null {
  try {
    return parseXml(text).root;
  } catch {
    return null; // Half written, or no XML: a report that says nothing.
  }
}

function elementsIn(element: XmlElement, name: string): readonly XmlElement[] {
  const found: XmlElement[] = [];
  const waiting: XmlElement[] = [element];
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    if (each.name === name) found.push(each);
    for (const child of each.children) if (child instanceof XmlElement) waiting.push(child);
  }
  return found.reverse();
}
