import type { CancelSignal, Files } from '../ports.js';
import { idsIn, mayHoldCode, traceKindOf, type TracedFile } from './compliance.js';

/** More files than this are not looked at: a person would name a folder. */
const mostFiles = 50_000;

/** So many are read before it is asked whether anybody still wants to know. */
const atATime = 200;

/** Whether anybody still wants to know. */
type Signal = Pick<CancelSignal, 'aborted'>;

/**
 * The files of a folder that name any id, tests and code told apart. `files` sees that folder as its root. After `signal` was
 * aborted, those that were found before.
 */
export async function traceFiles(files: Files, signal: Signal = { aborted: false }): Promise<readonly TracedFile[]> {
  const paths = await codeFiles(files, signal);
  const traced: TracedFile[] = [];
  for (let at = 0; at < paths.length && !signal.aborted; at += atATime) {
    await files.read(paths.slice(at, at + atATime).map((path) => ({ path })), (path, outcome) => {
      const kind = traceKindOf(path);
      const ids = outcome.kind === 'text' ? idsIn(outcome.text) : [];
      if (kind !== null && ids.length > 0) traced.push({ path, kind, ids });
    });
  }
  return traced;
}

async function codeFiles(files: Files, signal: Signal): Promise<readonly string[]> {
  const found: string[] = [];
  const folders = [''];
  const isEnough = (): boolean => found.length >= mostFiles || signal.aborted;
  for (let folder = folders.pop(); folder !== undefined && !isEnough(); folder = folders.pop()) {
    const above = folder === '' ? '' : `${folder}/`;
    const listed = await files.list(folder);
    for (const { name, kind } of listed.kind === 'entries' ? listed.entries : []) {
      if (kind === 'directory' && mayHoldCode(name)) folders.push(above + name);
      if (kind === 'file' && traceKindOf(above + name) !== null) found.push(above + name);
    }
  }
  return found.toSorted();
}
