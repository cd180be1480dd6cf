import { pointerOfEntry, type FeatureSpec, type SpecEntry } from './feature-spec.js';
import { freeIds } from './free-id.js';
import type { SpecProblem } from './spec-problem.js';

/** Who covers a requirement: the ids of the tasks that name it, and of those the ones that bring a test. */
export interface Coverage {
  readonly tasks: readonly string[];
  readonly tests: readonly string[];
}

const nobody: Coverage = { tasks: [], tests: [] };

/** Requirement id → the tasks of the spec that name it, in the order of the file. */
export function deriveCoverage(entries: readonly SpecEntry[]): ReadonlyMap<string, Coverage> {
  const covered = new Map<string, { tasks: string[]; tests: string[] }>();
  for (const entry of entries) {
    if (entry.kind !== 'task') continue;
    for (const id of entry.mentions) {
      const found = covered.get(id) ?? { tasks: [], tests: [] };
      covered.set(id, found);
      const name = entry.id ?? entry.title;
      found.tasks.push(name);
      if (entry.brings === 'test') found.tests.push(name);
    }
  }
  return covered;
}

/** How far the tasks of a spec cover one of its functional requirements. */
export interface RequirementCoverage extends Coverage {
  readonly id: string;
  readonly title: string;
  /** Where it stands among the functional requirements, from 0. */
  readonly index: number;
  /** `no-task`: nobody builds it. `no-test`: it asks for a test (`test_coverage: required`), and no task that covers it brings one. */
  readonly state: 'covered' | 'no-task' | 'no-test';
}

/** The functional requirements that have an id, in the order of the file, and how far tasks cover them. What trees, lenses and rules count. */
export function requirementCoverage(entries: readonly SpecEntry[]): readonly RequirementCoverage[] {
  const coverage = deriveCoverage(entries);
  return entries.flatMap(({ kind, id, title, index, testCoverage }) => {
    if (kind !== 'functional' || id === null) return [];
    const { tasks, tests } = coverage.get(id) ?? nobody;
    const lacksTest = testCoverage === 'required' && tests.length === 0;
    return [{ id, title, index, tasks, tests, state: tasks.length === 0 ? 'no-task' : lacksTest ? 'no-test' : 'covered' }];
  });
}

/** Requirements that ask for a test (`test_coverage: required`) and have no task, or no test; and a status that is too far for that. */
export function checkCoverage({ entries, head }: FeatureSpec): SpecProblem[] {
  const coverage = new Map(requirementCoverage(entries).map((each) => [each.index, each.state]));
  const required = entries.filter(({ kind, id, testCoverage }) => kind === 'functional' && id !== null && testCoverage === 'required');
  const tasks = tasksIn(entries);
  const open = required.flatMap((entry) => gapsOf(entry, coverage.get(entry.index) ?? 'no-task', tasks));
  const isFar = head.status === 'review' || head.status === 'completed';
  if (!isFar || open.length === 0) return open;
  const ids = [...new Set(open.map(({ id }) => id))];
  return [...open, {
    code: 'spec/early-status', pointer: ['feature', 'status'], part: 'value', repairs: [],
    message: `The feature is in ${head.status}, but ${ids.join(', ')} ${ids.length === 1 ? 'is' : 'are'} not covered by tasks and tests.`,
  }];
}

function gapsOf(entry: SpecEntry, state: RequirementCoverage['state'], tasks: Tasks): (SpecProblem & { readonly id: string })[] {
  const id = entry.id ?? '';
  const pointer = [...pointerOfEntry(entry), 'id'];
  if (state === 'no-task') {
    return [{ id, code: 'spec/no-task', pointer, part: 'value', message: `No task refers to ${id}, so nobody builds it.`, repairs: [newTask(entry, tasks, tasks.workRole)] }];
  }
  if (state === 'covered') return [];
  return [{ id, code: 'spec/no-test', pointer, part: 'value', message: `${id} asks for a test, and no test or test-first task refers to it.`, repairs: [newTask(entry, tasks, 'qa')] }];
}

/** What a new task has to fit in with. */
interface Tasks {
  /** The first role that builds rather than tests. */
  readonly workRole: string;
  /** The last id of each role. */
  readonly lastIds: ReadonlyMap<string, string>;
  readonly freeLike: (id: string) => string;
}

function tasksIn(entries: readonly SpecEntry[]): Tasks {
  const tasks = entries.filter(({ kind }) => kind === 'task');
  return {
    workRole: tasks.find(({ list }) => list[1] !== 'qa')?.list[1] ?? 'backend',
    lastIds: new Map(tasks.flatMap(({ list, id }) => (id === null ? [] : [[list[1], id]]))),
    freeLike: freeIds(entries.flatMap(({ id }) => id ?? [])),
  };
}

/** Like the last id of the role; of a role without tasks, with the letters it is known by. */
function newTaskId({ lastIds, freeLike }: Tasks, role: string): string {
  return freeLike(lastIds.get(role) ?? `${rolePrefixes[role] ?? role.slice(0, 2).toUpperCase()}-001`);
}

const rolePrefixes: Readonly<Record<string, string>> = { backend: 'BE', frontend: 'FE', qa: 'QA' };

function newTask(entry: SpecEntry, tasks: Tasks, role: string): SpecProblem['repairs'][number] {
  const id = newTaskId(tasks, role);
  const isTest = role === 'qa';
  const task = {
    id,
    title: `${isTest ? 'Test' : 'Implement'}: ${entry.title}`,
    ...(isTest ? { type: 'integration' } : {}),
    reference: entry.id,
    ...(isTest ? {} : { methodology: 'TDD' }),
    acceptance_criteria: [`The acceptance criteria of ${entry.id ?? 'the requirement'} hold`],
    done_when: isTest ? 'The test passes' : 'The tests pass',
  };
  return { title: `Add ${isTest ? 'the test' : 'the task'} ${id} for ${entry.id ?? ''}`, edits: [{ kind: 'append', pointer: ['tasks', role], value: task }] };
}
