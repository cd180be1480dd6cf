import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const folders: string[] = [];

/** A new empty folder, by its real path; removed when all tests have run. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'workflow-'));
  folders.push(folder);
  return folder;
}

/** Writes files below a folder, making the directories they need: path → text or bytes. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

after(function () {
  this.timeout(120_000);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
