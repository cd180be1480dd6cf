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
  /** Opens a window, runs the tests in it and closes it. When `lost` rejects no result will come: the window is closed and the reason thrown. */
  readonly run: (group: Group, lost: Promise<never>) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface EditorOptions {
  /** For the extension host. */
  readonly env: Readonly<Record<string, string>>;
  /** Where logs and pictures of failures go. */
  readonly logs: string;
  /** A port for the debugger of the extension host. */
  readonly inspect: string | undefined;
}
