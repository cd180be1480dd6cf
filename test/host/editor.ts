import type { Workspace } from './workspaces.js';

/** Tests of one workspace, ready to be run in a window on it. */
export interface Group extends Workspace {
  readonly name: string;
  /** The folder or .code-workspace file to open; nothing for an empty window. */
  readonly open: string | undefined;
  /** The module to run in the extension host. */
  readonly tests: string;
}

/** A VS Code that runs in-editor tests. */
export interface Editor {
  /** Opens a window, runs the tests in it and closes it; throws when the window gives no result. */
  readonly run: (group: Group) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** How long a window may take for all of its tests, in milliseconds; an hour with a debugger. */
export const windowLimit = process.env['TEST_INSPECT'] === undefined ? 240_000 : 3_600_000;

export interface EditorOptions {
  /** For the extension host. */
  readonly env: Readonly<Record<string, string>>;
  /** Where logs and pictures of failures go. */
  readonly logs: string;
  /** A port for the debugger of the extension host. */
  readonly inspect: string | undefined;
}
