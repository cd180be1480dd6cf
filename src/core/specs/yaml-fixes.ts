import type { Fix } from '../findings/finding.js';
import type { TextEdit } from '../text/text-edit.js';
import { applyYamlEdits, editYaml, type YamlEdit, type YamlSource } from '../text/yaml-edit.js';
import type { Repair } from './spec-problem.js';

/** A repair of a YAML file as the text edits that carry it out; none when it cannot be done in this text. */
export function fixOf(file: string, source: YamlSource, { title, edits }: Repair): Fix[] {
  const made = textEditsFor(source, edits);
  return made === null ? [] : [{ title, request: { do: 'edit-text', file, edits: made.map((edit) => ({ ...edit, was: source.text.slice(edit.offset, edit.offset + edit.length) })) } }];
}

/** Several changes are made one after the other and then told as one replacement of what is different. */
function textEditsFor(source: YamlSource, edits: readonly YamlEdit[]): readonly TextEdit[] | null {
  const [first, ...others] = edits;
  const edit = first === undefined ? null : editYaml(source, first);
  if (edit === null || others.length === 0) return edit === null ? null : [edit];
  const text = applyYamlEdits(source.text, edits);
  return text === null ? null : [{ offset: 0, length: source.text.length, text }];
}
