import type { Plan, Step } from '../plans/plan.js';
import { historyDirectory, historyNames, nextHistoryName } from './progress-files.js';
import { parseProgress } from './progress.js';

/** The runs that are kept. */
export interface RunHistory {
  /** The copies that are there: name → text; `null`: it cannot be read. */
  readonly kept: ReadonlyMap<string, string | null>;
  /** The day, yyyy-mm-dd. */
  readonly day: string;
  /** `harness.max_history_entries`; the oldest go first. */
  readonly most: number;
}

/**
 * Keeps a copy of a hand-over in `.ai/project/sessions/history/<day>_sessionN.log` (document 000, 4.1), one for each run: a later copy of
 * the same run takes the place of the earlier.
 */
export function planHistory({ text, kept, day, most }: RunHistory & { readonly text: string }): Plan & { readonly copy: string } {
  const { sessionId } = parseProgress(text);
  const names = historyNames([...kept.keys()]);
  const same = names.findLast((name) => isOfRun(kept.get(name), sessionId));
  const name = same ?? nextHistoryName(names, day);
  const copy = `${historyDirectory}/${name}`;
  const before = kept.get(name) ?? null;
  const steps: Step[] = before === text ? [] : [{ kind: 'make-directory', path: historyDirectory }, { kind: 'write-text', path: copy, from: before, to: text }];
  const all = same === undefined ? [...names, name] : names;
  const old = all.slice(0, Math.max(0, all.length - Math.max(1, most))).filter((each) => each !== name);
  const removals = old.map((each): Step => ({ kind: 'remove-file', path: `${historyDirectory}/${each}` }));
  return { kind: 'plan', title: `Keep a copy of the run as ${copy}`, steps: [...steps, ...removals], transitions: [], copy };
}

function isOfRun(text: string | null | undefined, sessionId: string | null): boolean {
  return typeof text === 'string' && sessionId !== null && parseProgress(text).sessionId === sessionId;
}
