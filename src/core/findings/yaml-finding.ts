import type { JsonPointer } from '../text/json-pointer.js';
import type { Repair } from '../text/repair.js';
import type { TextEdit } from '../text/text-edit.js';
import { applyYamlEdits, editYaml, type YamlEdit, type YamlSource } from '../text/yaml-edit.js';
import { markOf } from '../text/yaml-tree.js';
import type { FindingCode } from './finding-codes.js';
import type { Finding, Fix } from './finding.js';
import { makeFinding } from './make-finding.js';

/** One thing that is wrong with a YAML file. `pointer` leads to it from the root of the file. */
export interface YamlFault {
  readonly code: FindingCode;
  readonly message: string;
  readonly pointer: JsonPointer;
  readonly part: 'key' | 'value';
  readonly repairs: readonly Repair[];
}

/** A fault as a finding: where it is, and its repairs as changes of the text. */
export function yamlFinding(file: string, source: YamlSource, fault: YamlFault): Finding {
  const { code, message, pointer, part, repairs } = fault;
  const { offset, length } = markOf(source.root, pointer, part);
  return makeFinding({ code, file, message, place: { kind: 'offset', offset, length }, fixes: repairs.flatMap((repair) => fixOf(file, source, repair)) });
}

/** A repair as the text edits that carry it out; none when it cannot be done in this text. */
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
