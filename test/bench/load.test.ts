import assert from 'node:assert/strict';
import { longestGap, median, ratioOf, timed } from './measure.js';
import type { Row } from './measure.js';
import { measureRows } from './measure-rows.js';
import { parseFiles, storeOn, tasksOf, workflowOf } from './workflows.js';

const size = { sessions: 100, tasks: 100 };

/** Loading the model of 10,000 tasks (G1), and what it does to the event loop meanwhile (G2). */
const loadRows: readonly Row[] = [
  {
    name: 'G1 load of 10,000 tasks ÷ readFileSync + JSON.parse of the same files',
    bound: 1.5,
    measure: async () => {
      const workflow = workflowOf(size);
      const expected = workflow.tasks.toSorted();
      return ratioOf({
        yardstick: () => parseFiles(workflow, expected),
        ours: () => storeOn(workflow).refresh(),
        check: (state, tasks) => assert.deepEqual(tasksOf(state), tasks),
      });
    },
  },
  {
    name: 'G2 longest event-loop gap during that load ÷ the synchronous load',
    bound: 0.1,
    measure: async () => {
      const workflow = workflowOf(size);
      const ratios: number[] = [];
      for (let round = 0; round < 9; round++) {
        const { ms } = await timed(() => parseFiles(workflow, workflow.tasks));
        ratios.push(await longestGap(async () => storeOn(workflow).refresh()) / ms);
      }
      return { ratio: median(ratios) };
    },
  },
];

measureRows(loadRows);
