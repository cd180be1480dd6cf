import { archiveManifest, classifyPath } from './state-layout.js';

/**
 * How large a file of the state root may be to be read (quality 2). Bytes. Lists that grow with every task, or with every
 * session, may be longer than what a task or session is made of.
 */
export function largestBytes(path: string): number {
  return path === archiveManifest || classifyPath(path).kind === 'todo' ? largestList : largestFile;
}

const largestFile = 256 * 1024;
const largestList = 4 * 1024 * 1024;
