import assert from 'node:assert/strict';
import { deriveTaskGraph } from '../../../../src/core/tasks/derive-task-graph.js';
import { parseTaskFile } from '../../../../src/core/tasks/parse-task-file.js';
import { treeOrder } from '../../../../src/core/tasks/tree-order.js';

/** Tasks with their levels, from files `name → fields`. */
function orderOf(files: Readonly<Record<string, Readonly<Record<string, unknown>>>>): string[] {
  const parsed = Object.entries(files).map(([name, fields]) => parseTaskFile(`.workflow/WFS-x/.task/${name}.json`, { kind: 'text', text: JSON.stringify({ id: name, ...fields }) }));
  return Array.from(treeOrder(deriveTaskGraph(parsed)), ([task, level]) => `${level} ${task.file.path.slice('.workflow/WFS-x/.task/'.length, -'.json'.length)}`);
}

const under = (parent: string): Readonly<Record<string, unknown>> => ({ context: { parent } });

describe('treeOrder', () => {
  it('puts subtasks below their container, wherever its id stands', () => {
    assert.deepEqual(orderOf({ 'IMPL-1': under('IMPL-3'), 'IMPL-2': {}, 'IMPL-3': {}, 'IMPL-3.1': {} }), ['0 IMPL-2', '0 IMPL-3', '1 IMPL-1', '1 IMPL-3.1']);
  });

  it('has every file once, also the second of an id and those in a circle', () => {
    assert.deepEqual(orderOf({ 'IMPL-1': {}, 'copy': { id: 'IMPL-1' }, 'IMPL-2': under('IMPL-3'), 'IMPL-3': under('IMPL-2') }).map((line) => line.slice(2)).sort(), ['IMPL-1', 'IMPL-2', 'IMPL-3', 'copy']);
  });

  it('gives what is below any legal level rows of its own', () => {
    const chain = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`T-${index + 1}`, index === 0 ? {} : under(`T-${index}`)]));
    assert.deepEqual(orderOf(chain), ['0 T-1', '1 T-2', '2 T-3', '3 T-4', '4 T-5', '0 T-6', '1 T-7', '2 T-8']);
  });
});
