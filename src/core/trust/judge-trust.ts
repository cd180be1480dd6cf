import { lowerOf, trustLevels, type Supervision, type TrustLevel, type TrustModel, type TrustOrigin, type TrustRule, type TrustTaskRule } from './trust-model.js';
import { TrustMatcher } from './trust-matcher.js';

/** An answer about a path or a kind of task: the level, and who says so where and why (decisions 5.6). */
export interface TrustAnswer {
  readonly level: TrustLevel;
  readonly autoApprove: boolean;
  readonly supervision: Supervision;
  readonly escalation: boolean;
  readonly maxConsecutiveChanges: number | null;
  /** The pattern or kind of task that decided; `null`: the default level did. */
  readonly pattern: string | null;
  /** The model's file, relative to the state root; `null`: the built-in model. */
  readonly file: string | null;
  /** Where in that file; `null` in the built-in model and where the default level is not said. */
  readonly origin: TrustOrigin | null;
  /** The whole explanation, a sentence. */
  readonly reason: string;
  /** The part of it that whoever wrote the rule gave, `null` when nothing. */
  readonly why: string | null;
  /** What it would be without the person's own ceiling, `null` when that changed nothing. */
  readonly lowered: TrustLevel | null;
}

/** Answers by one or several models; of several the lowest answer counts. */
export interface TrustJudge {
  readonly models: readonly [TrustModel, ...TrustModel[]];
  readonly ceiling: TrustLevel;
  /** Only the level, for many paths. A path is relative to the state root with "/" between its parts. */
  readonly levelOf: (path: string) => TrustLevel;
  readonly assess: (path: string) => TrustAnswer;
  readonly assessTask: (taskType: string) => TrustAnswer;
}

/** Compiles models once for many questions. `ceiling`: the highest level that the person allows, whatever a repository says. */
export function judgeTrust(models: readonly [TrustModel, ...TrustModel[]], ceiling: TrustLevel = 'high'): TrustJudge {
  const [first, ...rest] = models.map(judgeOf);
  if (first === undefined) throw new Error('There is always a model.');
  const lowest = (ask: (judge: ModelJudge) => TrustAnswer): TrustAnswer => rest.map(ask).reduce(lowerAnswer, ask(first));
  return {
    models,
    ceiling,
    levelOf: (path) => rest.reduce((level, judge) => lowerOf(level, judge.levelOf(path)), lowerOf(ceiling, first.levelOf(path))),
    assess: (path) => lowest((judge) => judge.assess(path, ceiling)),
    assessTask: (taskType) => lowest((judge) => judge.assessTask(taskType, ceiling)),
  };
}

/** The lowest level of many; of none the highest. */
export function lowestTrust(levels: Iterable<TrustLevel>): TrustLevel {
  let lowest: TrustLevel = 'high';
  for (const level of levels) lowest = lowerOf(lowest, level);
  return lowest;
}

function lowerAnswer(one: TrustAnswer, other: TrustAnswer): TrustAnswer {
  return trustLevels.indexOf(other.level) < trustLevels.indexOf(one.level) ? other : one;
}

interface ModelJudge {
  readonly levelOf: (path: string) => TrustLevel;
  readonly assess: (path: string, ceiling: TrustLevel) => TrustAnswer;
  readonly assessTask: (taskType: string, ceiling: TrustLevel) => TrustAnswer;
}

const order: readonly TrustLevel[] = ['low', 'high', 'medium'];

function judgeOf(model: TrustModel): ModelJudge {
  const ruleFor = ruleFinder(model);
  return {
    levelOf: (path) => ruleFor(path)?.level ?? model.defaultLevel,
    assess: (path, ceiling) => {
      const rule = ruleFor(path);
      return rule === null ? defaultAnswer(model, 'pattern', ceiling) : answerOf(model, { ...rule, named: rule.pattern }, ceiling);
    },
    assessTask: (taskType, ceiling) => {
      const rule = taskRuleFor(model, taskType);
      return rule === undefined ? defaultAnswer(model, 'task type', ceiling) : answerOf(model, { ...rule, named: rule.taskType }, ceiling);
    },
  };
}

/**
 * Demotions, then low, high, medium; then what would be low is medium where an elevation says so. A demotion is never elevated.
 */
function ruleFinder(model: TrustModel): (path: string) => TrustRule | null {
  const demotions = model.rules.filter(({ kind }) => kind === 'demote');
  const contexts = order.flatMap((level) => model.rules.filter((rule) => rule.kind === 'context' && rule.level === level));
  const elevations = model.rules.filter(({ kind }) => kind === 'elevate');
  const rules = [...demotions, ...contexts];
  const matcher = new TrustMatcher(rules);
  const elevating = new TrustMatcher(elevations);
  return (path) => {
    const rule = rules[matcher.first(path)] ?? null;
    if (elevations.length === 0 || rule?.kind === 'demote' || (rule?.level ?? model.defaultLevel) !== 'low') return rule;
    return elevations[elevating.first(path)] ?? rule;
  };
}

function taskRuleFor({ taskRules }: TrustModel, taskType: string): TrustTaskRule | undefined {
  const wanted = taskType.trim().toLowerCase();
  return order.map((level) => taskRules.find((rule) => rule.level === level && rule.taskType.toLowerCase() === wanted)).find((rule) => rule !== undefined);
}

interface Deciding {
  readonly kind?: TrustRule['kind'];
  readonly level: TrustLevel;
  readonly named: string;
  readonly reason: string | null;
  readonly origin: TrustOrigin;
}

function answerOf(model: TrustModel, { kind, level, named, reason, origin }: Deciding, ceiling: TrustLevel): TrustAnswer {
  const does = { context: `gives it ${level} trust`, demote: 'demotes it to low trust', elevate: 'elevates it from low to medium trust' }[kind ?? 'context'];
  const why = reason?.trim().replace(/[.\s]+$/, '') ?? '';
  const sentence = `"${named}" ${placeOf(model, origin)} ${does}${why === '' ? '' : `: ${why}`}.`;
  return terms(model, { level, pattern: named, origin: model.file === null ? null : origin, reason: sentence, why: why === '' ? null : why }, ceiling);
}

function defaultAnswer(model: TrustModel, what: string, ceiling: TrustLevel): TrustAnswer {
  const { defaultLevel: level, defaultOrigin: origin } = model;
  const said = origin === null ? '' : ` ${placeOf(model, origin)}`;
  return terms(model, { level, pattern: null, origin, reason: `No ${what} names it, so it has the default trust level, ${level}${said}.`, why: null }, ceiling);
}

function placeOf({ file }: TrustModel, { line }: TrustOrigin): string {
  return file === null ? 'of the built-in model' : `(line ${line} of ${file})`;
}

function terms(model: TrustModel, decided: Pick<TrustAnswer, 'level' | 'pattern' | 'origin' | 'reason' | 'why'>, ceiling: TrustLevel): TrustAnswer {
  const level = lowerOf(decided.level, ceiling);
  const { autoApprove, supervision, escalation, maxConsecutiveChanges } = model.terms[level];
  const isLowered = level !== decided.level;
  const reason = isLowered ? `${decided.reason} Your own ceiling lowers it to ${level}.` : decided.reason;
  return { ...decided, level, autoApprove, supervision, escalation, maxConsecutiveChanges, file: model.file, reason, lowered: isLowered ? decided.level : null };
}
