import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../../../src/core/plans/plan.js';
import { PlanWriter, type WriterPlace } from '../../../src/node/writer/plan-writer.js';

/** The file that everybody in the fault tests fights for. */
export const contested = 'state/list.json';

export function writerFor(root: string, more: Partial<WriterPlace> = {}): PlanWriter {
  return new PlanWriter({ root, volatileDir: join(root, '.volatile'), actor: 'test', ...more });
}

export function appendPlan(item: string): Plan {
  const step = { kind: 'edit-json', path: contested, expect: [], edits: [{ kind: 'append', pointer: ['items'], value: item }] } as const;
  return { kind: 'plan', title: `append ${item}`, steps: [step], transitions: [] };
}

/** The items of the list; throws when the file is not whole. */
export function itemsOf(root: string): string[] {
  const value = JSON.parse(readFileSync(join(root, contested), 'utf8')) as { name: string; items: string[] };
  if (value.name !== 'contested') throw new Error('the file lost its name');
  return value.items;
}
