import { refusal, type Refusal } from '../core/plans/plan.js';
import { rangeOf } from '../core/text/json-text.js';
import { judgeTrust, type TrustAnswer, type TrustJudge } from '../core/trust/judge-trust.js';
import type { TrustState } from '../core/trust/load-trust.js';
import { isTrustLevel, lowerOf, trustLevels, type TrustLevel } from '../core/trust/trust-model.js';
import { treePaths } from '../node/tree-paths.js';
import { readTrust } from '../node/trust-state.js';
import type { Context } from './command.js';

/** The trust model of the state root, ready to answer about paths as they stand on the command line. */
export interface OpenTrust {
  readonly state: TrustState;
  readonly judge: TrustJudge;
  readonly ceiling: TrustLevel;
  /** What is wrong with the model, a line for people; `null`: nothing that matters for an answer. */
  readonly trouble: string | null;
  readonly assess: (path: string) => TrustAnswer | Refusal;
  readonly levelOf: (path: string) => TrustLevel | Refusal;
}

/** The lowest of the ceilings that the person sets: on the command line, in the environment. */
function ceilingOf({ options }: Context): TrustLevel | Refusal {
  const named = [['--ceiling', options.ceiling], ['WORKFLOW_TRUST_CEILING', process.env['WORKFLOW_TRUST_CEILING']]] as const;
  let ceiling: TrustLevel = 'high';
  for (const [name, word] of named) {
    if (word === undefined || word === '') continue;
    if (!isTrustLevel(word)) return refusal('trust/ceiling', `${name} is "${word}", but a ceiling is one of ${trustLevels.join(', ')}.`);
    ceiling = lowerOf(ceiling, word);
  }
  return ceiling;
}

export async function openTrust(context: Context): Promise<OpenTrust | Refusal> {
  const { root } = context;
  const ceiling = ceilingOf(context);
  if (typeof ceiling !== 'string') return ceiling;
  const { state, text } = await readTrust(root);
  const judge = judgeTrust(state.models, ceiling);
  const pathsOf = treePaths(root.place);
  const within = <Found>(path: string, ask: (paths: readonly [string, ...string[]]) => Found): Found | Refusal => {
    const [first, ...others] = path === '' ? [] : pathsOf(path);
    if (first === undefined) return refusal('trust/outside', `${path === '' ? 'An empty path' : path} is not in ${root.place.root}, or leads out of it; name a file in it.`);
    return ask([first, ...others]);
  };
  return {
    state, judge, ceiling,
    trouble: troubleOf(state, text),
    // A file that is reached through a link is trusted as the less trusted of both.
    assess: (path) => within(path, ([first, ...others]) => others.map(judge.assess).reduce(lowerAnswer, judge.assess(first))),
    levelOf: (path) => within(path, ([first, ...others]) => others.map(judge.levelOf).reduce(lowerOf, judge.levelOf(first))),
  };
}

function lowerAnswer(one: TrustAnswer, other: TrustAnswer): TrustAnswer {
  return lowerOf(one.level, other.level) === one.level ? one : other;
}

/** The first thing that keeps the model from deciding, where it is, and what holds meanwhile. */
function troubleOf({ source, findings }: TrustState, text: string): string | null {
  const found = findings.find(({ severity, code }) => severity === 'error' || code === 'trust/removed-model');
  if (found === undefined) return null;
  const { line, column } = rangeOf(text, found.place);
  const meanwhile = {
    'model': '', 'built-in': '',
    'last-good': ' Until it is repaired, what it said before goes on to hold.',
    'careful': found.code === 'trust/removed-model' ? '' : ' Until it is repaired, the built-in model holds, lowered by what can still be read of the file.',
  }[source];
  return `${found.file}:${line}:${column} ${found.message}${meanwhile}`;
}
