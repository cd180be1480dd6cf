import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';

/** One thing that somebody does to a working tree. `file` and `other` choose among what is there, or among names. */
export interface TreeEdit {
  readonly kind: 'write' | 'append' | 'delete' | 'rename' | 'chmod' | 'link' | 'binary' | 'folder-for-file';
  readonly file: number;
  readonly other: number;
  readonly text: string;
}

const names = ['a.txt', 'b c.txt', 'src/one.ts', 'src/two.ts', 'src/deep/er/three.ts', 'ümläut.txt', 'run.sh', 'Makefile', '-dash', 'docs/x', 'docs', '#x#'];

/** Random edits: creating, changing, renaming, deleting, modes, links, binary contents, folders in the place of files. */
export const treeEdits = fc.array(fc.record({
  kind: fc.constantFrom<TreeEdit['kind'][]>('write', 'write', 'append', 'delete', 'rename', 'rename', 'chmod', 'link', 'binary', 'folder-for-file'),
  file: fc.nat(), other: fc.nat(), text: fc.string({ unit: 'grapheme', maxLength: 40 }),
}, { noNullPrototype: true }), { minLength: 1, maxLength: 12 });

/** Files below a folder, without git and the state. */
function filesIn(root: string, folder = ''): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (path === '.git' || path === '.workflow') return [];
    return entry.isDirectory() ? filesIn(root, path) : [path];
  }).toSorted();
}

/** Everything that a working tree is: of each file its path, whether it is a link or may be run, and every byte. */
export function treeText(root: string): string {
  return filesIn(root).map((path) => {
    const stats = lstatSync(join(root, path));
    const kind = stats.isSymbolicLink() ? 'link' : (stats.mode & 0o100) === 0 ? 'file' : 'executable';
    const content = stats.isSymbolicLink() ? readlinkSync(join(root, path), 'buffer') : readFileSync(join(root, path));
    return `${kind} ${path} ${content.toString('base64')}\n`;
  }).join('');
}

/** Does one thing to a working tree, if it can be done there. */
export function applyEdit(root: string, edit: TreeEdit): void {
  const there = filesIn(root);
  const chosen = there[edit.file % Math.max(1, there.length)];
  const name = names[edit.other % names.length] ?? 'a.txt';
  if (edit.kind === 'write' || edit.kind === 'binary' || edit.kind === 'link') {
    put(root, edit.kind === 'write' && edit.file % 2 === 0 && chosen !== undefined ? chosen : name, edit);
    return;
  }
  if (chosen !== undefined) changers[edit.kind](join(root, chosen), { ...edit, root, name });
}

function put(root: string, path: string, { kind, text }: TreeEdit): void {
  const file = join(root, path);
  makeRoom(root, path);
  rmSync(file, { recursive: true, force: true });
  if (kind === 'link') symlinkSync(text.replaceAll(/[\0\ud800-\udfff]/g, '') || 'nowhere', file);
  else writeFileSync(file, kind === 'binary' ? Buffer.from([0, 255, 13, 10, ...Buffer.from(text)]) : text);
}

type Place = TreeEdit & { readonly root: string; readonly name: string };

const changers: Readonly<Record<Exclude<TreeEdit['kind'], 'write' | 'binary' | 'link'>, (file: string, place: Place) => void>> = {
  append: (file, { text }) => { if (lstatSync(file).isFile()) writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from(text)])); },
  delete: (file) => { rmSync(file); },
  chmod: (file) => { if (lstatSync(file).isFile()) chmodSync(file, (lstatSync(file).mode & 0o100) === 0 ? 0o755 : 0o644); },
  'folder-for-file': (file, { text }) => {
    rmSync(file);
    mkdirSync(file);
    writeFileSync(join(file, 'inside'), text);
  },
  rename: (file, { root, name }) => {
    const to = join(root, name);
    if (to === file || to.startsWith(`${file}/`) || file.startsWith(`${to}/`)) return;
    makeRoom(root, name);
    rmSync(to, { recursive: true, force: true });
    renameSync(file, to);
  },
};

/** A file on the way gives way to a folder. */
function makeRoom(root: string, path: string): void {
  let folder = root;
  for (const part of dirname(path).split('/').filter((each) => each !== '.')) {
    folder = join(folder, part);
    const stats = lstatSync(folder, { throwIfNoEntry: false });
    if (stats?.isDirectory() === false) rmSync(folder);
    mkdirSync(folder, { recursive: true });
  }
}
