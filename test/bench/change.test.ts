import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../../src/core/plans/plan.js';
import { planRendered, planTodoSync } from '../../src/core/todo/plan-todo-sync.js';
import { sessionByPath } from '../../src/core/workflow/selectors.js';
import type { SessionState, WorkflowState } from '../../src/core/workflow/workflow-state.js';
import type { WorkflowStore } from '../../src/core/workflow/workflow-store.js';
import { sha256 } from '../../src/node/sha256.js';
import type { GeneratedWorkflow } from '../support/generate-workflow.js';
import { ratioOf } from './measure.js';
import type { Row } from './measure.js';
import { measureRows } from './measure-rows.js';
import { parseFiles, storeOn, workflowOf } from './workflows.js';

/** A loaded workflow whose sessions have our TODO lists, and what changing some of its tasks takes. */
class Changes {
  readonly #workflow: GeneratedWorkflow;
  readonly #store: WorkflowStore;
  readonly #paths: readonly string[];
  #isDone = false;

  constructor(workflow: GeneratedWorkflow, paths: readonly string[]) {
    this.#workflow = workflow;
    this.#store = storeOn(workflow);
    this.#paths = paths;
  }

  async load(): Promise<this> {
    for (const session of (await this.#store.refresh()).sessions) this.#write(planRendered(session, sha256));
    await this.#store.refresh();
    return this;
  }

  /** Somebody turns the tasks from pending to completed or back. */
  change(): void {
    this.#isDone = !this.#isDone;
    for (const path of this.#paths) {
      const file = join(this.#workflow.root, path);
      writeFileSync(file, readFileSync(file, 'utf8').replace(/"status": "[a-z]+"/, `"status": "${this.#status}"`));
    }
  }

  /** From the hint to the text that TODO_LIST.md gets: all that follows from a change but the write. */
  async follow(): Promise<readonly Step[]> {
    const before = this.#store.state;
    const after = await this.#store.refresh(this.#paths);
    return changed(before, after).flatMap((session) => planTodoSync({ before: sessionByPath(before, session.path), after: session }, sha256) ?? []);
  }

  /** Fails unless exactly the changed tasks are seen and ticked; then writes the lists, as the projection does. */
  async check(steps: readonly Step[]): Promise<void> {
    assert.equal(steps.length, 1);
    const ids = this.#paths.map((path) => path.slice(path.lastIndexOf('/') + 1, -'.json'.length));
    const session = this.#store.state.sessions.find(({ path }) => this.#paths[0]?.startsWith(`${path}/`));
    for (const id of ids) {
      assert.equal(session?.tasks.byId.get(id)?.file.rawStatus, this.#status);
      assert.ok(steps.every((step) => step.kind === 'write-text' && step.to.includes(`- [${this.#isDone ? 'x' : ' '}] **${id}**`)), id);
    }
    for (const step of steps) this.#write(step);
    await this.#store.refresh(steps.flatMap((step) => ('path' in step ? [step.path] : [])));
  }

  get #status(): string {
    return this.#isDone ? 'completed' : 'pending';
  }

  #write(step: Step): void {
    assert.ok(step.kind === 'write-text');
    writeFileSync(join(this.#workflow.root, step.path), step.to);
  }
}

function changed(before: WorkflowState, after: WorkflowState): readonly SessionState[] {
  return after.sessions.filter((session, index) => session !== before.sessions[index]);
}

const large = { sessions: 100, tasks: 100 };
/** 125 tasks are 100 leaves in 25 containers. */
const leafy = { sessions: 80, tasks: 125 };
const small = { sessions: 1000, tasks: 10 };

/** One change and a burst of changes, from the hint to the text of TODO_LIST.md (G3, G4, G5). */
const changeRows: readonly Row[] = [
  {
    name: 'G3 one changed file of 10,000, TODO text included ÷ full load',
    bound: 1 / 500,
    measure: async () => {
      const workflow = workflowOf(large);
      const changes = await new Changes(workflow, workflow.tasks.slice(1, 2)).load();
      return ratioOf({ times: 9, prepare: () => changes.change(), yardstick: () => storeOn(workflow).refresh(), ours: () => changes.follow(), check: (steps) => changes.check(steps) });
    },
  },
  {
    name: 'G4 burst of 100 changed files, TODO text included ÷ reading and parsing those 100',
    bound: 2.5,
    measure: async () => {
      const workflow = workflowOf(leafy);
      const leaves = workflow.tasks.slice(0, 125).filter((path) => /IMPL-\d+\.\d+\.json$/.test(path));
      assert.equal(leaves.length, 100);
      const changes = await new Changes(workflow, leaves).load();
      return ratioOf({ prepare: () => changes.change(), yardstick: () => parseFiles(workflow, leaves), ours: () => changes.follow(), check: (steps) => changes.check(steps) });
    },
  },
  {
    name: 'G5 one change at 10,000 tasks ÷ at 10',
    bound: 8,
    measure: async () => {
      const [many, few] = [workflowOf(small), workflowOf({ sessions: 1, tasks: 10 })];
      const ours = await new Changes(many, many.tasks.slice(1, 2)).load();
      const theirs = await new Changes(few, few.tasks.slice(1, 2)).load();
      return ratioOf({
        prepare: () => {
          ours.change();
          theirs.change();
        },
        yardstick: () => theirs.follow(),
        ours: () => ours.follow(),
        check: async (steps, others) => {
          await ours.check(steps);
          await theirs.check(others);
        },
      });
    },
  },
];

measureRows(changeRows);
