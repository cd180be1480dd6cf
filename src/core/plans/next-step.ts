/** What a refusal may send a person to, as the command line calls it. */
export type NextVerb =
  | 'approve design' | 'approve implementation' | 'check' | 'parallel start' | 'parallel stop' | 'review decide' | 'run finish' | 'run start'
  | 'spec interview' | 'version create' | 'version list' | 'version rollback' | 'version show' | 'worktree cleanup' | 'worktree doctor' | 'worktree finish';

/** A next step. `line`: all of it, as it is typed on the command line; a host with commands of its own says those instead. */
export interface NextStep {
  readonly verb: NextVerb;
  readonly line: string;
}

/** The step of a verb. `words`: what it is done to, and options; they are shown, not run. */
export function nextStep(verb: NextVerb, ...words: readonly string[]): NextStep {
  return { verb, line: ['workflow', verb, ...words].join(' ') };
}

/** A sentence with the steps that are in it. */
export interface Advice {
  readonly text: string;
  readonly next: readonly NextStep[];
}

/** A sentence that remembers which next steps it names, also those of sentences that it is made of. */
export function advice(strings: TemplateStringsArray, ...values: readonly (string | number | NextStep | Advice)[]): Advice {
  const parts = values.map(partOf);
  return { text: strings.map((text, index) => `${text}${parts[index]?.text ?? ''}`).join(''), next: parts.flatMap(({ next }) => next) };
}

function partOf(value: string | number | NextStep | Advice): Advice {
  if (typeof value !== 'object') return { text: String(value), next: [] };
  return 'line' in value ? { text: value.line, next: [value] } : value;
}
