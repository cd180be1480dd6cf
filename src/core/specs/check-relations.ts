import { closest } from '../text/closest.js';
import type { JsonPointer } from '../text/json-pointer.js';
import { pointerOfEntry, type FeatureSpec, type SpecEntry } from './feature-spec.js';
import { checkCoverage } from './check-coverage.js';
import { freeIds } from './free-id.js';
import type { SpecProblem } from './spec-problem.js';

/**
 * The rules beyond the schema (decisions 4.2): ids are unique, references lead somewhere, requirements that ask for it have
 * a task and a test, tasks say when they are accepted, endpoints are told apart. Warnings and hints, never errors.
 */
export function checkRelations(spec: FeatureSpec): readonly SpecProblem[] {
  const ids = idsOf(spec.entries);
  return [
    ...spec.entries.flatMap((entry) => checkId(entry, ids)),
    ...checkReferences(spec.entries, ids),
    ...spec.entries.flatMap(checkAcceptance),
    ...spec.entries.flatMap(checkEndpoint),
    ...checkTwins(spec.entries),
    ...checkCoverage(spec),
  ];
}

/** The ids of a spec, each with its first entry, and the next free one like any. */
interface Ids {
  readonly first: ReadonlyMap<string, SpecEntry>;
  readonly freeLike: (id: string) => string;
}

function idsOf(entries: readonly SpecEntry[]): Ids {
  const first = new Map<string, SpecEntry>();
  for (const entry of entries) if (entry.id !== null && !first.has(entry.id)) first.set(entry.id, entry);
  return { first, freeLike: freeIds(first.keys()) };
}

function at(entry: SpecEntry, ...rest: JsonPointer): JsonPointer {
  return [...pointerOfEntry(entry), ...rest];
}

function checkId(entry: SpecEntry, ids: Ids): SpecProblem[] {
  const { id } = entry;
  if (id === null) return [];
  const first = ids.first.get(id);
  if (first !== undefined && first !== entry) {
    const free = ids.freeLike(id);
    return [{
      code: 'spec/duplicate-id', pointer: at(entry, 'id'), part: 'value',
      message: `${id} is the id of ${nameOf(first)} already; each id stands once in a spec.`,
      repairs: [{ title: `Renumber to ${free}`, edits: [{ kind: 'set', pointer: at(entry, 'id'), value: free }] }],
    }];
  }
  const wanted = prefixes[entry.kind];
  if (wanted === undefined || (id.startsWith(`${wanted}-`) && idNumber.test(id.slice(wanted.length + 1)))) return [];
  return [{
    code: 'spec/id-format', pointer: at(entry, 'id'), part: 'value', repairs: [],
    message: `${id} is no ${wanted}-<number>, so tasks, tests and code that name it are not found.`,
  }];
}

const idNumber = /^\d+(?:\.\d+)*$/;
const prefixes: Readonly<Partial<Record<SpecEntry['kind'], string>>> = { functional: 'FR', 'non-functional': 'NFR' };

function nameOf({ title, list }: SpecEntry): string {
  return title === '' ? `an entry of ${list.join('.')}` : `"${title}"`;
}

/** So many ids are compared, in one check, with those that lead nowhere; who has more of both finds the right one without us. */
const mostComparisons = 100_000;

/** An id of another kind counts as ours only when this spec has ids like it: ABC-12 may be somebody's ticket. */
function checkReferences(entries: readonly SpecEntry[], { first }: Ids): SpecProblem[] {
  const prefixesHere = new Set(Array.from(first.keys(), prefixOf)).add('FR-').add('NFR-');
  let comparisons = 0;
  const nearestTo = (id: string): string | undefined => {
    comparisons += first.size;
    return comparisons > mostComparisons ? undefined : closest(id, first.keys());
  };
  return entries.flatMap((entry) => entry.references
    .filter((id) => !first.has(id) && prefixesHere.has(prefixOf(id)))
    .map((id) => unknownReference(entry, id, nearestTo(id))));
}

function unknownReference(entry: SpecEntry, id: string, nearest: string | undefined): SpecProblem {
  const pointer = at(entry, 'reference');
  return {
    code: 'spec/unknown-reference', pointer, part: 'value',
    message: `There is no ${id} in this spec.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
    repairs: nearest === undefined ? [] : [{ title: `Replace by ${nearest}`, edits: [{ kind: 'set', pointer, value: entry.reference.replace(id, nearest) }] }],
  };
}

/** `FR-` of FR-101. */
function prefixOf(id: string): string {
  return id.slice(0, id.indexOf('-') + 1);
}

function checkAcceptance(entry: SpecEntry): SpecProblem[] {
  if (entry.kind !== 'task' || entry.criteria !== 0) return [];
  const pointer = at(entry, 'acceptance_criteria');
  return [{
    code: 'spec/no-acceptance', pointer, part: 'value', repairs: [],
    message: `${entry.id ?? 'The task'} has no acceptance criteria; say how one sees that it is done.`,
  }];
}

function checkEndpoint(entry: SpecEntry): SpecProblem[] {
  if (entry.kind !== 'api') return [];
  const { endpoint, responses } = entry;
  const path: SpecProblem[] = endpoint === null || endpoint.startsWith('/') ? [] : [{
    code: 'spec/endpoint-path', pointer: at(entry, 'endpoint'), part: 'value',
    message: `The endpoint "${endpoint}" is no path; it begins with "/".`,
    repairs: [{ title: `Write /${endpoint}`, edits: [{ kind: 'set', pointer: at(entry, 'endpoint'), value: `/${endpoint}` }] }],
  }];
  const codes = responses.filter((code) => !/^(?:[1-5]\d\d|[1-5]XX|default)$/i.test(code)).map((code): SpecProblem => ({
    code: 'spec/response-code', pointer: at(entry, 'responses', code), part: 'key', repairs: [],
    message: `"${code}" is no HTTP status; responses are named 200, 404, … or default.`,
  }));
  return [...path, ...codes];
}

function checkTwins(entries: readonly SpecEntry[]): SpecProblem[] {
  const seen = new Set<string>();
  return entries.flatMap((entry) => {
    if (entry.kind !== 'api' || entry.endpoint === null || entry.method === null) return [];
    const key = `${entry.method} ${entry.endpoint}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [{ code: 'spec/duplicate-endpoint' as const, pointer: at(entry, 'endpoint'), part: 'value' as const, repairs: [], message: `${key} is described above already.` }];
  });
}
