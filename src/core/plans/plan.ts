import type { JsonEdit } from '../text/json-edit.js';
import { plainLine } from '../text/escape.js';
import type { JsonPointer } from '../text/json-pointer.js';
import type { Advice, NextStep } from './next-step.js';

/** What a field was when the plan was made; `undefined` means absent. If it is something else now, the step conflicts. */
export interface JsonExpectation {
  readonly pointer: JsonPointer;
  readonly value: unknown;
}

/**
 * One intended change of the state root. Paths are relative to it.
 * - `edit-json` changes only the named fields and keeps every other byte, so edits by others merge unless they clash.
 * - `write-text` replaces the whole text, only if it still is `from` (`null`: only if the file is absent).
 * - `create-file` and `copy-file` never overwrite.
 * - `move` never overwrites and moves a file or a directory in one atomic rename.
 * - `make-directory` makes missing parents too and is content when the directory is there. No other step makes one.
 * - `remove-file` removes a regular file, with `from` only if its text still is that one. Missing: a conflict.
 */
export type Step =
  | { readonly kind: 'edit-json'; readonly path: string; readonly edits: readonly JsonEdit[]; readonly expect: readonly JsonExpectation[] }
  | { readonly kind: 'write-text'; readonly path: string; readonly from: string | null; readonly to: string }
  | { readonly kind: 'create-file'; readonly path: string; readonly content: string; readonly executable?: boolean }
  | { readonly kind: 'copy-file'; readonly from: string; readonly to: string }
  | { readonly kind: 'make-directory'; readonly path: string }
  | { readonly kind: 'move'; readonly from: string; readonly to: string }
  | { readonly kind: 'remove-file'; readonly path: string; readonly from?: string };

/**
 * A change of an entity's status, recorded in the journal with time and actor when the plan is applied (decisions 2). `session` is
 * the directory that it belongs to: of a session; of a feature; of a version, for a version and its task
 * runs; of an agent run, the path of its hand-over.
 */
export interface Transition {
  readonly entity: 'session' | 'task' | 'feature' | 'agent-run' | 'version' | 'task-run';
  readonly session: string;
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly reason?: string;
}

/**
 * An intended change as data: made purely, shown before it is applied. Steps are applied in order; the order is chosen
 * so that dying between two of them leaves a state that is valid and that the next load explains.
 * `warning` says what will be lost or is surprising; hosts ask before applying a plan that has one.
 */
export interface Plan {
  readonly kind: 'plan';
  readonly title: string;
  readonly steps: readonly Step[];
  readonly transitions: readonly Transition[];
  readonly warning?: string;
}

/** A request that cannot be done: what, why, and the next step, in one line. Nothing was changed. `next`: the commands that the line names. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly code: string;
  readonly message: string;
  readonly next?: readonly NextStep[];
}

/** Makes a refusal. `message` is the whole line a person reads: what, why, and the next step; with `advice` where that is a command. */
export function refusal(code: string, message: string | Advice): Refusal {
  return typeof message === 'string' ? { kind: 'refusal', code, message } : { kind: 'refusal', code, message: plainLine(message.text), next: message.next };
}
