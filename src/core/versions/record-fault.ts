import type { YamlFault } from '../findings/yaml-finding.js';
import { repairsOf } from '../schema/schema-repairs.js';
import type { JsonPointer } from '../text/json-pointer.js';
import type { Repair } from '../text/repair.js';
import { recordJson, type RecordFile, type RecordKind } from './record-codec.js';
import { timeOf } from './record-ids.js';

/** Says what is wrong with a value of a record, and what would mend it. */
export function faultAt(code: YamlFault['code'], pointer: JsonPointer): (message: string, ...repairs: readonly Repair[]) => YamlFault {
  return (message, ...repairs) => ({ code, pointer, part: 'value', message, repairs });
}

/** A repair that puts a value, a group or a list in a place. */
export function putting(title: string, pointer: JsonPointer, value: unknown): Repair {
  return { title, edits: [{ kind: 'put', pointer, value: recordJson(value) }] };
}

/** How a record breaks its schema, with what mends it. */
export function schemaFaults({ problems }: RecordFile<RecordKind>): readonly YamlFault[] {
  return problems.map((problem) => ({ code: `version/${problem.kind}`, pointer: problem.pointer, part: problem.part, message: problem.message, repairs: repairsOf(problem, []) }));
}

/** What has a beginning and an end. */
interface Spell {
  readonly startedAt: string;
  readonly completedAt: string | null;
}

/** An end before the beginning. `above`: the pointer of the two. */
export function orderFaults(above: JsonPointer, { startedAt, completedAt }: Spell): YamlFault[] {
  const [from, to] = [timeOf(startedAt), timeOf(completedAt)];
  if (from === null || to === null || from <= to) return [];
  return [faultAt('version/time-order', [...above, 'completed_at'])(`It ended at ${completedAt ?? ''}, before it began at ${startedAt}.`,
    putting('Replace by the time of its beginning', [...above, 'completed_at'], startedAt))];
}

/** What ended says when, and what goes on does not. `end`: when it probably ended. */
export function endFaults({ status, completedAt }: { readonly status: string; readonly completedAt: string | null }, ended: boolean, end: string | null): YamlFault[] {
  if (ended === (completedAt !== null)) return [];
  const pointer: JsonPointer = ['completed_at'];
  if (!ended) return [faultAt('version/completed-at', pointer)(`The status is ${status}, but completed_at says that it ended.`, putting('Remove the time', pointer, null))];
  const repairs = end === null ? [] : [putting(`Replace by ${end}`, pointer, end)];
  return [faultAt('version/completed-at', pointer)(`The status is ${status}, but completed_at does not say since when.`, ...repairs)];
}
