import type { JsonEdit } from '../text/json-edit.js';
import { editJson, jsonValueAt, spanOf } from '../text/json-text.js';
import type { Repair } from '../text/repair.js';
import { replacementFor, type TextEdit } from '../text/text-edit.js';
import type { Fix } from './finding.js';

/** A repair as the change of a JSON text that carries it out; none when it cannot be done in this text, or needs several changes. */
export function jsonFixOf(file: string, text: string, { title, edits }: Repair): Fix[] {
  const [edit, ...others] = edits;
  const made = edit === undefined || others.length > 0 ? null : textEditFor(text, edit);
  return made === null ? [] : [{ title, request: { do: 'edit-text', file, edits: [{ ...made, was: text.slice(made.offset, made.offset + made.length) }] } }];
}

/** What stands around the change stays byte for byte. */
function textEditFor(text: string, edit: Repair['edits'][number]): TextEdit | null {
  if (edit.kind === 'rename') return renamed(text, edit);
  const wanted = jsonEditFor(text, edit);
  const changed = wanted === null ? null : editJson(text, [wanted]);
  return changed?.ok === true ? replacementFor(text, changed.value) : null;
}

function renamed(text: string, { pointer, name }: Extract<Repair['edits'][number], { kind: 'rename' }>): TextEdit | null {
  if (jsonValueAt(text, pointer) === undefined) return null;
  const [offset, length] = spanOf(text, { kind: 'pointer', pointer, part: 'key' });
  return { offset, length, text: JSON.stringify(name) };
}

function jsonEditFor(text: string, edit: Exclude<Repair['edits'][number], { kind: 'rename' }>): JsonEdit | null {
  const { pointer } = edit;
  if (edit.kind === 'extend') return null;
  if (edit.kind === 'quote') return { kind: 'set', pointer, value: String(jsonValueAt(text, pointer)) };
  return { kind: edit.kind === 'append' ? 'append' : 'set', pointer, value: edit.value };
}
