import { trustModelPath, type TrustLevel, type TrustModel, type TrustRule } from '../trust-model.js';
import { anyCase, targetPatterns } from './target-pattern.js';

/**
 * A model as targets can take it: what may be changed without asking, and what is always asked, each as patterns anchored at
 * the root. What is asked counts before what is granted. It never grants more than the model does, only less.
 */
export interface TrustGrants {
  /** Does everything that no pattern names need no asking? */
  readonly byDefault: boolean;
  readonly granted: readonly string[];
  readonly asked: readonly string[];
  /** Where the model says more than the target can take. Sentences. */
  readonly advisories: readonly string[];
}

/** Works out the grants of a model under the person's ceiling. */
export function grantsOf(model: TrustModel, ceiling: TrustLevel): TrustGrants {
  const grants = ceiling === 'high' && model.terms.high.autoApprove;
  const byDefault = grants && model.defaultLevel === 'high';
  const high = model.rules.filter(({ kind, level }) => kind === 'context' && level === 'high');
  const lower = model.rules.filter(({ kind, level }) => kind === 'demote' || (kind === 'context' && (level === 'low' || (level === 'medium' && byDefault))));
  return {
    byDefault,
    granted: grants && !byDefault ? unique(high.flatMap(grantedBy)) : [],
    asked: unique([...(grants ? high.flatMap(({ exclude }) => exclude.flatMap(askedFor)) : []), ...lower.flatMap(({ pattern }) => askedFor(pattern)), ...askedFor(trustModelPath)]),
    advisories: advisoriesOf(model, { grants, byDefault }),
  };
}

const unique = (patterns: readonly string[]): readonly string[] => [...new Set(patterns)];

/** A pattern that would grant more than it should is left out. */
function grantedBy({ pattern }: TrustRule): readonly string[] {
  const found = targetPatterns(pattern);
  return found.some(({ widened }) => widened) ? [] : found.map((each) => each.pattern);
}

/** Case must not be a way around. */
function askedFor(pattern: string): readonly string[] {
  return targetPatterns(pattern).map((each) => anyCase(each.pattern));
}

function advisoriesOf({ rules, taskRules }: TrustModel, { grants, byDefault }: { readonly grants: boolean; readonly byDefault: boolean }): readonly string[] {
  const quoted = (found: readonly TrustRule[]): string => found.map(({ pattern }) => `"${pattern}"`).join(', ');
  const isWidened = ({ pattern }: TrustRule): boolean => targetPatterns(pattern).some(({ widened }) => widened);
  const high = rules.filter(({ kind, level }) => kind === 'context' && level === 'high');
  const low = rules.filter(({ kind, level }) => kind === 'demote' || (kind === 'context' && level === 'low'));
  const elevated = rules.filter(({ kind }) => kind === 'elevate');
  const said: (readonly [readonly TrustRule[], string])[] = [
    [grants ? high.filter(isWidened) : [], 'Cannot be written for it and is left out, so that such files are asked for'],
    [low.filter(isWidened), 'Cannot be written exactly, so that more files are asked for'],
    [low.filter(({ exclude }) => exclude.length > 0), 'Loses its exceptions, so that those files are asked for too'],
    [elevated, 'Is not elevated, so that such files stay asked for'],
    [grants && !byDefault ? high.filter(({ pattern }) => /[a-z]/i.test(pattern)) : [], 'Counts only in the case it is written in, where the file system minds case'],
  ];
  return [
    ...said.flatMap(([found, what]) => (found.length === 0 ? [] : [`${what}: ${quoted(found)}.`])),
    ...(taskRules.length === 0 ? [] : ['Trust of kinds of tasks is only advice: it knows files alone.']),
    'Code review, pair programming, escalation and the number of changes in a row are only advice: it knows asking and not asking.',
  ];
}
