import type { Refusal } from '../core/plans/plan.js';
import type { PartName } from '../core/workflow/state-parts.js';
import type { OpenRoot } from '../node/open-root.js';
import type { ExitCode } from './output.js';

/** Every option there is; a command names those it takes. */
export interface Options {
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly session?: string;
  readonly reason?: string;
  readonly parent?: string;
  readonly check?: boolean;
  readonly adopt?: boolean;
  readonly ceiling?: string;
  readonly stdin?: boolean;
  readonly vscode?: boolean;
  readonly claude?: boolean;
  readonly codeowners?: boolean;
  readonly owner?: readonly string[];
  readonly answers?: string;
  readonly roles?: string;
  readonly command?: string;
  readonly lines?: string;
  readonly watch?: boolean;
  readonly intoSession?: boolean;
  readonly role?: string;
  readonly status?: string;
  readonly scripts?: boolean;
  readonly specs?: boolean;
  readonly actions?: boolean;
  readonly hooks?: boolean;
  readonly message?: string;
  readonly all?: boolean;
  readonly remove?: boolean;
  readonly in?: string;
  readonly agent?: string;
  readonly as?: string;
  readonly feature?: string;
  readonly continues?: string;
  readonly result?: readonly string[];
  readonly suggestion?: readonly string[];
  readonly issue?: readonly string[];
  readonly notes?: string;
  readonly run?: string;
  readonly operation?: string;
  readonly partial?: boolean;
  readonly review?: boolean;
  readonly reject?: boolean;
  readonly task?: string;
  readonly target?: string;
  readonly id?: string;
  readonly summary?: string;
  readonly branch?: string;
  readonly base?: string;
  readonly force?: boolean;
  readonly fix?: boolean;
}

/** What a command runs in: the opened state root, loaded, and what was said on the command line. */
export interface Context {
  readonly root: OpenRoot;
  readonly options: Options;
}

/** An answer in both forms; only the one that is asked for is made. */
export interface Answer {
  readonly kind: 'answer';
  readonly json: () => unknown;
  readonly text: () => string;
  readonly exit: ExitCode;
  /** A line for people on standard error. */
  readonly notice?: string;
}

export type Run = (context: Context, words: readonly string[]) => Promise<Answer | Refusal>;

/** One row of the command table. `name` is what follows `workflow`; `words` are its arguments as in the help. */
export interface CommandRow {
  readonly name: string;
  readonly words: string;
  readonly summary: string;
  readonly options: readonly (keyof Options)[];
  /** It asks nothing of sessions and tasks, so they are not loaded for it. */
  readonly stateless?: boolean;
  /** The areas beside sessions and tasks that it asks about; without them, none is loaded. */
  readonly parts?: readonly PartName[];
  /** It is not in the help: another name for a row that is. */
  readonly hidden?: boolean;
  readonly run: Run;
}

export function answer(json: () => unknown, text: () => string, exit: ExitCode = 0): Answer {
  return { kind: 'answer', json, text, exit };
}
