import { plainLine } from '../text/escape.js';

/**
 * A command that a file or a setting names. Files of a repository are data: what they name runs only when the person has agreed
 * to exactly this (quality 3). `env`: what is set beyond the environment of the host.
 */
export interface AskedCommand {
  /** What it is for, one word or a few: `agent`, `review.lint`, `tdd.runner`. Consent for one purpose says nothing about another. */
  readonly purpose: string;
  readonly argv: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What is known of a command: agreed to as it is, agreed to when it was something else, or never seen here. */
export type ConsentState =
  | { readonly kind: 'agreed' }
  | { readonly kind: 'changed'; readonly before: AskedCommand }
  | { readonly kind: 'new' };

/** Remembers what the person has agreed to. Kept outside of every repository. */
export interface Consents {
  judge(command: AskedCommand): Promise<ConsentState>;
  /** The person has agreed; what was agreed to before for the same purpose and place is forgotten. */
  agree(command: AskedCommand): Promise<void>;
}

/** The exact command as a text of which one changed byte gives another one. */
export function commandText({ purpose, argv, cwd, env }: AskedCommand): string {
  const variables = Object.entries(env).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([purpose, argv, cwd, variables]);
}

/** What a person is asked to agree to, a line each: the command, where it runs, what is set; and what it was before, if it changed. */
export function describeConsent(command: AskedCommand, state: ConsentState): readonly string[] {
  const now = linesOf(command);
  if (state.kind !== 'changed') return now;
  const before = linesOf(state.before);
  return [...now, ...before.filter((line) => !now.includes(line)).map((line) => `before: ${line}`)];
}

function linesOf({ argv, cwd, env }: AskedCommand): readonly string[] {
  const variables = Object.entries(env).map(([name, value]) => `with ${name}=${plainLine(value)}`);
  return [argv.map(quoted).join(' '), `in ${plainLine(cwd)}`, ...variables];
}

/** An argument as a shell would want it written, so that a person sees where one ends and the next begins. */
function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${plainLine(argument).replaceAll("'", "'\\''")}'`;
}
