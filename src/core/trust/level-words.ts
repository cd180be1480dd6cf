import { closest } from '../text/closest.js';
import type { YamlNode } from '../text/yaml-tree.js';
import type { TextFix } from './trust-text.js';

/** "X must be a, b or c, not d." */
export function wrongWord(what: string, value: unknown, words: readonly string[]): string {
  const meant = meantBy(value, words);
  return `${what} must be ${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}, not ${JSON.stringify(value)}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`;
}

/** Offers the word that was most likely meant. */
export function wordFix(node: YamlNode, value: unknown, words: readonly string[]): readonly TextFix[] {
  const meant = meantBy(value, words);
  return meant === undefined ? [] : [{ title: `Write "${meant}"`, edits: [{ offset: node.start, length: node.end - node.start, text: meant }] }];
}

function meantBy(value: unknown, words: readonly string[]): string | undefined {
  return typeof value === 'string' ? closest(value, words) : undefined;
}
