import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { manifestEndings, manifestNames } from '../../core/tdd/test-frameworks.js';
import { readTreeText } from './tree-text.js';

/** Texts of the manifests of the project that a file (relative to `top`) belongs to, each with its name, the nearest folder first. */
export function readManifests(top: string, path: string): readonly string[] {
  const read = readTreeText(top);
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/')).concat('').flatMap((folder) => {
    const names = namesIn(join(top, folder)).filter((name) => manifestNames.includes(name) || manifestEndings.some((ending) => name.endsWith(ending)));
    return names.sort().flatMap((name) => {
      const text = read(folder === '' ? name : `${folder}/${name}`);
      return text === null ? [] : [`${name}\n${text}`];
    });
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // A folder that is not there yet, or may not be read, has no manifest.
  }
}
