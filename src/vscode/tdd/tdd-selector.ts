import type { DocumentFilter } from 'vscode';
import { languages } from '../../core/tdd/languages.js';

/** Files of all languages of which tests are known. */
export const sourcePattern: DocumentFilter = {
  scheme: 'file',
  pattern: `**/*.{${[...new Set(languages.flatMap(({ extensions, testExtensions = [] }) => [...extensions, ...testExtensions]))].join(',')}}`,
};
