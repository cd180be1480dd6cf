import type { Finding } from '../findings/finding.js';
import { makeFinding } from '../findings/make-finding.js';
import { unlistable } from '../findings/read-document.js';
import type { DirectoryOutcome } from '../ports.js';

/** What a directory has of what was looked for, and what stands there in its place (quality 2). */
export interface Listing {
  /** Paths of the regular files, in the order of the listing. */
  readonly files: readonly string[];
  /** Paths of the directories. */
  readonly directories: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Sorts out the entries of a directory whose names are wanted. Links, FIFOs, sockets and devices are named in a finding
 * and otherwise left alone; so is a directory that cannot be listed. A missing one is empty.
 */
export function checkListing(directory: string, outcome: DirectoryOutcome, isWanted: (name: string) => boolean): Listing {
  if (outcome.kind === 'missing') return { files: [], directories: [], findings: [] };
  if (outcome.kind === 'unreadable') return { files: [], directories: [], findings: [unlistable(directory, outcome.reason)] };
  const listing = { files: [] as string[], directories: [] as string[], findings: [] as Finding[] };
  for (const { name, kind } of outcome.entries) {
    if (!isWanted(name)) continue;
    const path = `${directory}/${name}`;
    if (kind === 'file') listing.files.push(path);
    else if (kind === 'directory') listing.directories.push(path);
    else listing.findings.push(notRegular(path));
  }
  return listing;
}

/** Something has the name of a file or directory of ours and is neither. */
export function notRegular(file: string): Finding {
  return makeFinding({ code: 'file/not-regular', file, message: `${file} is not what its name says: a link, a special file or a directory in the place of a file. It is skipped.` });
}
