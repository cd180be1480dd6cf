import type { Files } from '../ports.js';
import { idsIn, mayHoldCode, traceKindOf, type TracedFile } from './compliance.js';

/** More files than this are not looked at: a person would name a folder. */
const mostFiles = 50_000;

/** The files of a folder that name any id, tests and code told apart. `files` sees that folder as its root. */
export async function traceFiles(files: Files): Promise<readonly TracedFile[]> {
  const paths = await codeFiles(files);
  const traced: TracedFile[] = [];
  await files.read(paths.map((path) => ({ path })), (path, outcome) => {
    const kind = traceKindOf(path);
    const ids = outcome.kind === 'text' ? idsIn(outcome.text) : [];
    if (kind !== null && ids.length > 0) traced.push({ path, kind, ids });
  });
  return traced;
}

async function codeFiles(files: Files): Promise<readonly string[]> {
  const found: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined && found.length < mostFiles; folder = folders.pop()) {
    const above = folder === '' ? '' : `${folder}/`;
    const listed = await files.list(folder);
    for (const { name, kind } of listed.kind === 'entries' ? listed.entries : []) {
      if (kind === 'directory' && mayHoldCode(name)) folders.push(above + name);
      if (kind === 'file' && traceKindOf(above + name) !== null) found.push(above + name);
    }
  }
  return found.toSorted();
}
