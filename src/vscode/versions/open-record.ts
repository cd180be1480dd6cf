import { allRuns } from '../../core/versions/version-selectors.js';
import { openFile } from '../commands/open-file.js';
import type { Root } from '../roots/root.js';
import type { VersionTarget } from '../target.js';

/** Opens the file in which a version, a run, an attempt or a rollback is kept; one that cannot be read where it is broken. */
export async function openRecord(root: Root, { version, run }: VersionTarget): Promise<void> {
  const { versions } = root.state.parts;
  const record = run === undefined ? versions.versions.find(({ name }) => name === version) : allRuns(versions).find(({ directory }) => directory === run);
  if (record === undefined) return;
  const finding = record.broken ? versions.findings.find(({ file }) => file === record.path) : undefined;
  await openFile(root, record.path, finding?.place);
}
