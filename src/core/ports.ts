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

/** Says that nobody waits for the answer any more; an AbortSignal is one. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** What a program that has ended came to. An exit code other than 0 is an answer, not an error. */
export interface ProgramOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as it came, for what is no text. */
  readonly bytes: Uint8Array;
}

/** How a program is run. Times in milliseconds. */
export interface ProgramOptions {
  /** Absolute. */
  readonly cwd: string;
  /** The whole environment; without it, the one we run in. */
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads on standard input; without it, nothing. */
  readonly input?: string | Uint8Array;
  /** After this long it is ended, with all that it started: a WorkflowError `timeout`. Without it, two minutes. */
  readonly timeoutMs?: number;
  /** The most it may print, each on standard output and standard error; more is a WorkflowError. Without it, 16 MiB. */
  readonly maxBytes?: number;
  /** Ends it, with all that it started: a WorkflowError `cancelled`. */
  readonly signal?: CancelSignal;
  /** Given what it prints on standard output, in pieces, while it runs; the outcome then has none of it. What it throws ends the program. */
  readonly onText?: (piece: string) => void;
}

/** Other programs, except git, which has a port of its own. Never through a shell, and only where the folder is trusted. */
export interface Programs {
  /** `argv`: the program and its arguments. A program that cannot be started is a WorkflowError `missing-program`. */
  run(argv: readonly string[], options: ProgramOptions): Promise<ProgramOutcome>;
}

/** How git is run. */
export interface GitOptions {
  /** Absolute; without it, the folder that the port was opened for. */
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  /** An index file (absolute) in place of the working tree's own, for commits that disturb nothing. */
  readonly indexFile?: string;
  /** Settings for this call alone; they count after those of every file. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Variables beyond the hardened environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** It changes something; without it, git takes no optional lock, so that looking never gets in the way of working. */
  readonly changes?: boolean;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  readonly signal?: CancelSignal;
  /** As in `ProgramOptions`; not for what changes something. */
  readonly onText?: (piece: string) => void;
}

/** What git answered. Decide on `code` and on what porcelain prints, never on the words of `stderr`. */
export type GitOutcome = ProgramOutcome;

/**
 * git, hardened (quality 3): nothing that a repository names is run (hooks, file system monitors, filters, merge drivers, diff
 * programs, aliases, pagers, editors), nothing is fetched, nobody is asked for a password, and what the environment says about
 * repositories does not count. Hooks are off for changes, too: who merges here checks by the product's own rules.
 * Only where the folder is trusted: Restricted Mode runs no process.
 */
export interface Git {
  /** `args` begin with a subcommand that the port allows. A git that is missing or takes too long is a WorkflowError. */
  run(args: readonly string[], options?: GitOptions): Promise<GitOutcome>;
}

/** Whether anybody on this machine listens on a port, on 127.0.0.1 or on ::1, or keeps others from doing so. */
export type PortProbe = (port: number) => Promise<boolean>;

/** Which pane: a role in a session. Both are names that passed `asPaneName`. */
export interface PaneAddress {
  readonly session: string;
  readonly role: string;
}

/** What a pane begins with. */
export interface PaneStart extends PaneAddress {
  /** Absolute. */
  readonly cwd: string;
  /** What is set beyond the environment of whoever starts it. */
  readonly env: Readonly<Record<string, string>>;
  /** The program and its arguments, never through a shell; `null`: the person's own shell. */
  readonly argv: readonly string[] | null;
}

/** A pane as it is now. */
export interface PaneState extends PaneAddress {
  /** When it was started last, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** What has ended keeps its last output and says how it ended; as in shells, 128 and the number of the signal that killed it. */
  readonly life: { readonly kind: 'running'; readonly front: PaneFront } | { readonly kind: 'ended'; readonly code: number | null };
}

/** Who has the pane: a shell at its prompt, a program that works, one that waits for a line to be typed. */
export type PaneFront = 'shell' | 'program' | 'reading';

/** Where agents run and a person can look at them: panes of tmux, or terminals of the editor (decisions 8.4). */
export interface Panes {
  /** Starts what is not running; anew where it has ended. `running`: it is left as it is. */
  start(pane: PaneStart): Promise<'started' | 'running'>;
  /** Types a line (`asTypedLine`) and presses Enter. Nothing is typed where nobody runs who could read it. */
  send(pane: PaneAddress, line: string): Promise<'sent' | 'ended' | 'missing'>;
  /** The last lines that are not empty at the end, without escape sequences; `null`: there is no such pane. */
  capture(pane: PaneAddress, lines: number): Promise<readonly string[] | null>;
  /** The command that shows a session in a terminal; `null` where it is in sight anyway. */
  attach(session: string): readonly string[] | null;
  /** Ends everything that runs in a session, or one role of it, with what it said last; `false`: there is none. */
  stop(session: string, role?: string): Promise<boolean>;
  /** In the order in which they were started. */
  list(): Promise<readonly PaneState[]>;
}
