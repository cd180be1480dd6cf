import type { CommandId } from '../commands/command-ids.js';
import type { Target } from '../target.js';

/** A codicon and, where colour helps, the id of a theme colour. Never the only carrier of what it means. */
export interface Icon {
  readonly id: string;
  readonly color?: string;
}

/**
 * One row of a tree as plain data. `id` is stable across reloads, so that selection and expansion survive. `context` is a
 * list of words that menus look for (`viewItem =~ /\bstart\b/`). Every text is already one harmless line.
 */
export interface TreeNode {
  readonly id: string;
  readonly target: Target;
  readonly label: string;
  readonly description: string;
  /** Lines of the hover, plain text. */
  readonly tooltip: readonly string[];
  /** What a screen reader says: name, status, level. */
  readonly spoken: string;
  readonly icon: Icon;
  readonly context: string;
  readonly children: readonly TreeNode[];
  readonly shape: 'leaf' | 'collapsed' | 'expanded';
  /** What a click does; the row's target is handed over. */
  readonly click: CommandId | null;
}

/** One state root with what is needed to name it. */
export interface RootView<State> {
  readonly root: string;
  readonly name: string;
  readonly state: State;
}
