import type { FindingCode } from '../findings/finding-codes.js';
import type { JsonPointer } from '../text/json-pointer.js';
import type { YamlEdit } from '../text/yaml-edit.js';

/** A way to mend a problem, in words and as changes of the text that are made one after the other. */
export interface Repair {
  readonly title: string;
  readonly edits: readonly YamlEdit[];
}

/** One thing that is wrong with a spec. `pointer` leads to it from the root of the file. */
export interface SpecProblem {
  readonly code: FindingCode;
  readonly message: string;
  readonly pointer: JsonPointer;
  readonly part: 'key' | 'value';
  readonly repairs: readonly Repair[];
}
