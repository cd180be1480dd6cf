import { sameValue } from '../../base/same-value.js';
import type { Step } from '../../core/plans/plan.js';
import { editJson, jsonValueAt, parseJson } from '../../core/text/json-text.js';
import { isUtf8 } from 'node:buffer';
import type { Answer } from './file-writer.js';

/** The new content that a step gives a file, from the content that is there; or why the step does not fit any more. */
export function decideContent(step: Step & { kind: 'edit-json' | 'write-text' }, before: Buffer): Answer<string> {
  if (!isUtf8(before)) return refuse(`${step.path} is not valid UTF-8, so it is not rewritten.`);
  const text = before.toString('utf8');
  return step.kind === 'edit-json' ? decideEdit(step, text) : decideReplacement(step, text);
}

function decideEdit({ path, edits, expect }: Step & { kind: 'edit-json' }, text: string): Answer<string> {
  const parsed = parseJson(text);
  if (!parsed.ok) return refuse(`${path} is not valid JSON now: ${parsed.problem.message}`);
  for (const { pointer, value } of expect) {
    const found = jsonValueAt(text, pointer);
    if (!sameValue(found, value)) return refuse(`${path} was changed meanwhile: ${pointer.join('.')} is ${shown(found)}, expected was ${shown(value)}.`);
  }
  const edited = editJson(text, edits);
  return edited.ok ? { kind: 'write', bytes: Buffer.from(edited.value) } : refuse(`${path} cannot be edited: ${edited.problem}`);
}

function decideReplacement({ path, from, to }: Step & { kind: 'write-text' }, text: string): Answer<string> {
  if (text === to) return { kind: 'write', bytes: null };
  return text === from ? { kind: 'write', bytes: Buffer.from(to) } : refuse(`${path} was changed meanwhile by somebody else.`);
}

function shown(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}

function refuse(reason: string): Answer<string> {
  return { kind: 'refuse', reason };
}

/** The paths a step reads or changes. */
export function pathsOf(step: Step): readonly string[] {
  return step.kind === 'move' || step.kind === 'copy-file' ? [step.from, step.to] : [step.path];
}
