import type { YamlEdit } from './yaml-edit.js';

/** A way to mend a problem, in words and as changes of the text that are made one after the other. */
export interface Repair {
  readonly title: string;
  readonly edits: readonly YamlEdit[];
}
