import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newFrame, renderTodo } from '../../src/core/todo/render-todo.js';
import type { SessionState } from '../../src/core/workflow/workflow-state.js';
import { sha256 } from '../../src/node/sha256.js';
import type { GeneratedWorkflow } from '../support/generate-workflow.js';
import { median, ratioOf, timed } from './measure.js';
import type { Row } from './measure.js';
import { measureRows } from './measure-rows.js';
import { storeOn, workflowOf } from './workflows.js';

const size = { sessions: 1, tasks: 10_000 };
const cli = join(process.cwd(), 'dist', 'cli.js');

/** Runs a program; its output. A program that fails, or is not there, fails the row. */
function run(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  assert.equal(status, 0, `${program}: ${error?.message ?? stderr}`);
  return stdout;
}

/** What jq has to say for the same answer: read, join children and open dependencies. The fastest of several ways to write it. */
const jqList = `
  [inputs | {id, title, status, agent: .meta.agent, type: .meta.type, parent: .context.parent, dependsOn: .context.depends_on, file: input_filename}]
  | (map({key: .id, value: .status}) | from_entries) as $status
  | (map(select(.parent)) | group_by(.parent) | map({key: .[0].parent, value: map(.id)}) | from_entries) as $children
  | map(. + {children: ($children[.id] // []), kind: (if $children[.id] then "container" else "leaf" end),
      blockedBy: [.dependsOn[] | select($status[.] != "completed" and $status[.] != "skipped")]})`;

/** One list entry as both sides know it: the status of a container is derived by us and `container` for jq. */
interface Listed {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly children: readonly string[];
  readonly [other: string]: unknown;
}

function listed(text: string): readonly unknown[] {
  const entries = JSON.parse(text) as readonly Listed[];
  const plain = entries.map(({ id, kind, status, children, title, agent, type, parent, dependsOn, blockedBy, file }) => (
    { id, title, kind, status: kind === 'leaf' ? status : '', agent, type, parent, dependsOn, blockedBy, file, children: children.toSorted() }));
  return plain.sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function msOfNode(): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) times.push((await timed(() => run(process.execPath, ['-e', '0'], '.'))).ms);
  return median(times);
}

async function onlySession(workflow: GeneratedWorkflow): Promise<SessionState> {
  const [session] = (await storeOn(workflow).refresh()).sessions;
  return session ?? assert.fail('no session');
}

/** Lists of 10,000 tasks: by the command line (G6) and as TODO_LIST.md (G7). */
const listRows: readonly Row[] = [
  {
    name: 'G6 `workflow task list --json` of 10,000 tasks ÷ one jq that gives the same answer',
    bound: 0.8,
    measure: async () => {
      const workflow = workflowOf(size);
      const measured = await ratioOf({
        yardstick: () => run('jq', ['-c', '-n', jqList, ...workflow.tasks], workflow.root),
        ours: () => run(process.execPath, [cli, 'task', 'list', '--json'], workflow.root),
        check: (ours, theirs) => assert.deepEqual(listed(ours), listed(theirs)),
      });
      return { ...measured, beside: `node -e 0: ${(await msOfNode()).toFixed(0)} ms` };
    },
  },
  {
    name: 'G7 TODO_LIST.md of 10,000 tasks ÷ JSON.parse of those tasks',
    bound: 0.25,
    measure: async () => {
      const workflow = workflowOf(size);
      const session = await onlySession(workflow);
      const texts = workflow.tasks.map((path) => readFileSync(join(workflow.root, path), 'utf8'));
      return ratioOf({
        yardstick: () => texts.map((text) => (JSON.parse(text) as { id: string }).id),
        // A graph of its own for each round, because what was rendered of one is remembered.
        ours: () => renderTodo({ ...session, tasks: { ...session.tasks } }, newFrame, sha256),
        check: (text, ids) => assert.deepEqual(Array.from(text.matchAll(/^ *(?:▸|- \[[ x]\]) \*\*([^*]+)\*\*/gm), ([, id = '']) => id).sort(), [...ids].sort()),
      });
    },
  },
];

measureRows(listRows);
