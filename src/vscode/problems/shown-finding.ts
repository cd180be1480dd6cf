import type { Range } from 'vscode';
import type { Finding } from '../../core/findings/finding.js';
import type { Root } from '../roots/root.js';

/** A finding as it is shown in the editor. */
export interface ShownFinding {
  readonly root: Root;
  readonly finding: Finding;
  readonly range: Range;
  /** The editor says the same by itself: offered to be mended, but not said again. */
  readonly isToldByEditor: boolean;
}
