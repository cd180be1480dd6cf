import type { JsonPointer } from '../text/json-pointer.js';
import { nodeAt, resolved, valueOf } from '../text/yaml-tree.js';
import { defaultTrustModel } from './default-trust-model.js';
import { wordFix, wrongWord } from './level-words.js';
import { say, type TrustText } from './trust-text.js';
import { supervisions, type Supervision, type TrustLevel, type TrustTerms } from './trust-model.js';

/** One term of a level: how it must be, in words and as a test. */
interface Term<Value> {
  readonly name: string;
  readonly required: boolean;
  readonly otherwise: Value;
  readonly must: string;
  readonly accepts: (value: unknown) => value is Value;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTruth = (value: unknown): value is boolean => typeof value === 'boolean';
const isCount = (value: unknown): value is number | null => typeof value === 'number' && Number.isInteger(value) && value >= 1;
const isSupervision = (value: unknown): value is Supervision => supervisions.some((each) => each === value);

/** Reads what a level means. What is missing or wrong is said, and the careful answer taken instead. */
export function readTerms(source: TrustText, level: TrustLevel): TrustTerms {
  const node = nodeAt(source.root, ['trust_levels', level]);
  const { description, supervision } = defaultTrustModel.terms[level];
  if (node === undefined || resolved(node).kind !== 'map') return { ...defaultTrustModel.terms[level], autoApprove: false };
  const at = ['trust_levels', level];
  const autoApprove = readTerm(source, at, { name: 'auto_approve', required: true, otherwise: false, must: 'true or false', accepts: isTruth });
  if (autoApprove && level !== 'high') sayAutoApprove(source, level);
  return {
    description: readTerm(source, at, { name: 'description', required: true, otherwise: description, must: 'a text', accepts: isText }),
    autoApprove: autoApprove && level === 'high',
    supervision: readTerm(source, at, { name: 'supervision', required: true, otherwise: supervision, must: '', accepts: isSupervision }),
    escalation: readTerm(source, at, { name: 'escalation', required: false, otherwise: false, must: 'true or false', accepts: isTruth }),
    maxConsecutiveChanges: readTerm<number | null>(source, at, { name: 'max_consecutive_changes', required: false, otherwise: null, must: 'a whole number, 1 or more', accepts: isCount }),
  };
}

function sayAutoApprove(source: TrustText, level: TrustLevel): void {
  const pointer = ['trust_levels', level, 'auto_approve'];
  const node = nodeAt(source.root, pointer);
  const fixes = node === undefined ? [] : [{ title: 'Write false', edits: [{ offset: node.start, length: node.end - node.start, text: 'false' }] }];
  say(source, { code: 'trust/auto-approve', pointer, message: `Only the high level can approve by itself, so this counts as false for ${level}.`, fixes });
}

function readTerm<Value>(source: TrustText, level: JsonPointer, term: Term<Value>): Value {
  const pointer = [...level, term.name];
  const node = nodeAt(source.root, pointer);
  if (node === undefined) {
    if (term.required) say(source, { code: 'trust/missing-field', pointer, part: 'key', message: `The level "${String(level.at(-1))}" lacks "${term.name}".` });
    return term.otherwise;
  }
  const value = valueOf(node);
  if (term.accepts(value)) return value;
  const what = `"${term.name}"`;
  if (term.must === '') say(source, { code: 'trust/unknown-word', pointer, message: wrongWord(what, value, supervisions), fixes: wordFix(node, value, supervisions) });
  else say(source, { code: 'trust/wrong-type', pointer, message: `${what} must be ${term.must}.` });
  return term.otherwise;
}
