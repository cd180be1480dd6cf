/**
 * What core asks of the world. Hosts hand in implementations (`src/node`, `src/vscode`); core never imports one.
 * Every path is relative to the state root, with `/` separators on every platform.
 */

/**
 * Identifies one version of a file's content without reading it: times in milliseconds (fractions kept), size in bytes.
 * `racy`: the file changed so shortly before it was read that another change could carry the same stamp, so the stamp
 * proves nothing and the content is read again next time.
 */
export interface FileStamp {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
  readonly racy: boolean;
}

/** What a directory entry is by its own look (`lstat`), links not followed. */
export type EntryKind = 'file' | 'directory' | 'other';

/** `other` is everything that is never opened: symbolic links, FIFOs, sockets, devices. */
export interface DirectoryEntry {
  readonly name: string;
  readonly kind: EntryKind;
}

/** Missing and unreadable differ: the first is a fact about the state, the second a problem to show. */
export type DirectoryOutcome =
  | { readonly kind: 'entries'; readonly entries: readonly DirectoryEntry[] }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Why a file that is there was not read as text. `not-a-file`: link, FIFO, socket, directory. */
export type UnreadableReason = 'not-a-file' | 'too-large' | 'invalid-utf8' | 'io-error';

/**
 * The UTF-8 bytes of a text, each as one character from U+0000 to U+00FF. Whoever needs only what is ASCII in it, as most of
 * JSON is, saves the decoding, which costs as much as parsing; `decodeUtf8` decodes the rest. Absent where nobody has the bytes.
 */
export type ByteText = string;

/** What one read request came to. `unchanged` only answers a request that had a `known` stamp. */
export type ReadOutcome =
  | { readonly kind: 'text'; readonly text: string; readonly bytes?: ByteText; readonly stamp: FileStamp }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason; readonly detail: string; readonly stamp: FileStamp | undefined };

/** One file to read. */
export interface ReadRequest {
  readonly path: string;
  /** The stamp of the content the caller already has; the outcome is `unchanged` when it still holds. */
  readonly known?: FileStamp | undefined;
  /** The largest file that is still read, for files that may be large by their nature; bytes. Absent: 256 KiB. */
  readonly maxBytes?: number;
}

/** Read access to the state root. Never follows a symbolic link and never blocks on a special file. */
export interface Files {
  list(directory: string): Promise<DirectoryOutcome>;
  /**
   * Reads many files, calling `visit` once for each in the order asked. The implementation yields to the event loop
   * between slices, so `visit` should do its parsing at once. Text keeps its BOM and line endings.
   */
  read(requests: readonly ReadRequest[], visit: (path: string, outcome: ReadOutcome) => void): Promise<void>;
}

/** Milliseconds since the epoch, and timers. The only clock core sees. */
export interface Time {
  now(): number;
  /** Runs `callback` once after `ms`; the returned function cancels it. */
  schedule(ms: number, callback: () => void): () => void;
}

/** Lower-case hexadecimal SHA-256 of a text's UTF-8 bytes. */
export type Sha256 = (text: string) => string;

/** Where hosts tell what they did. For people who look for a cause, never for state. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string, cause?: unknown): void;
}
