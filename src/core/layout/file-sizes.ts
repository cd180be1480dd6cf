import { archiveManifest, classifyPath } from './state-layout.js';

/**
 * How large a file of the state root may be to be read (quality 2). Bytes. Lists that grow with every task, or with every
 * session, may be longer than what a task or session is made of; so may specs, which people write.
 */
export function largestBytes(path: string): number {
  const isLong = path === archiveManifest || path.startsWith(recordsOfVersions) || spec.test(path) || classifyPath(path).kind === 'todo';
  return isLong ? largestLong : largestFile;
}

/** A task run lists everything that it did. */
const recordsOfVersions = '.workflow/versions/';

const largestFile = 256 * 1024;
const largestLong = 4 * 1024 * 1024;
const spec = /^\.ai\/project\/features\/[^/]+\/spec\.ya?ml$/;
