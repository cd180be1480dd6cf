import { existsSync, readdirSync } from 'node:fs';
import { copyFile, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Git } from '../../core/ports.js';
import { workTreeOf } from '../git-directory.js';
import { readRegularFile } from '../regular-file.js';
import type { StateRoot } from '../state-root.js';

/**
 * Where the contents are that a repository has already. `null`: it has none that can be used by us, because git names them otherwise
 * there (SHA-256), or because their path cannot be written down in a list of such places.
 */
export function sharedObjects({ commonDir }: Pick<StateRoot, 'commonDir'>): string | null {
  if (commonDir === null || /[\n"#]/.test(commonDir)) return null;
  const config = readRegularFile(join(commonDir, 'config'), undefined, { now: 0 });
  return config.kind === 'text' && /^\s*objectformat\s*=\s*"?sha256/im.test(config.text) ? null : join(commonDir, 'objects');
}

/**
 * Begins an index of our own with what git knows of the working tree already, so that nothing has to be read that did not change
 * since. Only where what git stored is what the files hold, byte for byte: where nothing converts line ends or filters contents. The
 * repository is only looked at. `false`: it cannot be, so everything has to be read once.
 */
export async function adoptIndex(git: Git, top: string, index: string): Promise<boolean> {
  const gitDir = workTreeOf(top)?.gitDir ?? null;
  if (gitDir === null || !existsSync(join(gitDir, 'index')) || isSplit(gitDir)) return false;
  if (attributeFiles(gitDir).some((path) => existsSync(path)) || !await isPlain(git, top)) return false;
  const own = join(gitDir, 'index');
  const { atimeMs, mtimeMs } = await stat(own);
  await copyFile(own, index);
  // Files that changed after this are looked into again: a copy that looked newer would hide what changed meanwhile.
  await utimes(index, atimeMs / 1000, (Math.floor(mtimeMs) - 1) / 1000);
  return true;
}

function isSplit(gitDir: string): boolean {
  return readdirSync(gitDir).some((name) => name.startsWith('sharedindex.'));
}

/** Where attributes may be said besides in the tree. */
function attributeFiles(gitDir: string): readonly string[] {
  const home = process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
  return [join(gitDir, 'info', 'attributes'), join(workTreeOf(gitDir)?.commonDir ?? gitDir, 'info', 'attributes'), join(home, 'git', 'attributes'), '/etc/gitattributes'];
}

/** No setting converts contents, and every entry is an ordinary one: not half merged, not said to be unchanged, nothing with attributes. */
async function isPlain(git: Git, top: string): Promise<boolean> {
  const [settings, entries] = await Promise.all([
    git.run(['config', '--null', '--get-regexp', '^core\\.(autocrlf|eol|attributesfile|symlinks|filemode)$'], { cwd: top }),
    git.run(['ls-files', '-v', '--stage', '-z'], { cwd: top }),
  ]);
  const harmless = settings.stdout.split('\0').every((each) => each === '' || /^core\.(?:autocrlf\nfalse|symlinks\ntrue|filemode\ntrue)$/.test(each));
  if (!harmless) return false;
  return entries.code === 0 && entries.stdout.split('\0').every((each) => each === '' || (/^H (?:100644|100755|120000) \w+ 0\t/.test(each) && !each.endsWith('.gitattributes')));
}
