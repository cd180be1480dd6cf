import type { JsonEdit } from '../text/json-edit.js';
import { plainLine } from '../text/escape.js';
import type { Plan, Step } from './plan.js';

/** One line for each step of a plan, in order: for `--dry-run` and for the question before it is applied. */
export function describePlan(plan: Plan): string[] {
  return plan.steps.map((step) => plainLine(describeStep(step)));
}

function describeStep(step: Step): string {
  switch (step.kind) {
    case 'edit-json': return `Change ${step.path}: ${step.edits.map(describeEdit).join(', ')}`;
    case 'write-text': return step.from === null ? `Create ${step.path}` : `Write ${step.path} (${describeDifference(step.from, step.to)})`;
    case 'create-file': return `Create ${step.path}`;
    case 'copy-file': return `Copy ${step.from} to ${step.to}`;
    case 'make-directory': return `Make the folder ${step.path}`;
    case 'move': return `Move ${step.from} to ${step.to}`;
    case 'remove-file': return `Remove ${step.path}`;
  }
}

function describeEdit(edit: JsonEdit): string {
  const name = edit.pointer.length === 0 ? 'the list' : edit.pointer.join('.');
  switch (edit.kind) {
    case 'set': return `${name} = ${shorten(JSON.stringify(edit.value))}`;
    case 'append': return `${name} + ${shorten(JSON.stringify(edit.value))}`;
    case 'remove': return `without ${name}`;
  }
}

/** Longest value shown, in UTF-16 units. */
const longest = 80;

function shorten(value: string | undefined): string {
  const text = value ?? 'nothing';
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function describeDifference(from: string, to: string): string {
  const [old, now] = [from.split('\n'), to.split('\n')];
  if (old.length !== now.length) return `${old.length} → ${now.length} lines`;
  const changed = old.filter((line, index) => line !== now[index]).length;
  return changed === 1 ? '1 line changes' : `${changed} lines change`;
}
