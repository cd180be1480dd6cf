import { EventEmitter, type FileChangeEvent, FileSystemError, FileType, type FileStat, type FileSystemProvider, Uri, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';

/** The scheme of what files were before and after task runs changed them. */
const contentScheme = 'workflow-content';

/** A content of the store of a root; `null`: nothing, which is what a file was before it was created. */
export interface ContentAddress {
  readonly root: string;
  readonly hash: string | null;
}

/**
 * The address of what a file was. `path` (relative, or absolute as in an address) says how it is called and so what language it is in;
 * `hash` which content it is.
 */
export function contentUri(root: string, path: string, hash: string | null): Uri {
  const query = new URLSearchParams({ root, ...(hash !== null && { hash }) });
  return Uri.from({ scheme: contentScheme, path: path.startsWith('/') ? path : `/${path}`, query: query.toString() });
}

function contentAddressOf({ scheme, query }: Uri): ContentAddress | null {
  if (scheme !== contentScheme) return null;
  const words = new URLSearchParams(query);
  const root = words.get('root');
  return root === null ? null : { root, hash: words.get('hash') };
}

/** Finds a content; `null` when it is not in the store. */
export type FindContent = (address: ContentAddress) => Promise<Uint8Array | null>;

/** Shows contents of the store as files that can only be read: texts, pictures, whatever the editor can open. */
export class ContentDocuments implements FileSystemProvider, Disposable {
  readonly #lifetime = new Lifetime();
  /** A content never changes: that is what its name says. */
  readonly onDidChangeFile = this.#lifetime.own(new EventEmitter<FileChangeEvent[]>()).event;

  constructor(private readonly find: FindContent) {
    this.#lifetime.own(workspace.registerFileSystemProvider(contentScheme, this, { isReadonly: true, isCaseSensitive: true }));
  }

  async stat(uri: Uri): Promise<FileStat> {
    return { type: FileType.File, ctime: 0, mtime: 0, size: (await this.readFile(uri)).length };
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    const address = contentAddressOf(uri);
    const bytes = address === null ? null : address.hash === null ? new Uint8Array() : await this.find(address);
    if (bytes === null) throw FileSystemError.FileNotFound(uri);
    return bytes;
  }

  watch(): Disposable {
    return { dispose: () => undefined };
  }

  readDirectory(): [string, FileType][] {
    return [];
  }

  createDirectory(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#lifetime.dispose();
  }
}
