// Runs inside the extension host of a window that start-rows.ts opens: activates extensions and writes down what that cost.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Milliseconds and bytes of one window. */
export interface HostFigures {
  readonly ours: number;
  readonly empty: number;
  readonly oursHeap: number;
  readonly typescriptHeap: number;
}

/** What a window is asked to do. */
export interface MeasureOrder {
  readonly oursFirst: boolean;
  /** A workflow to put into the folder of the window. */
  readonly sample: string;
}

const ours = 'agent-workflow.agent-workflow';
const empty = 'bench.empty';

/** Called by VS Code. What is to be done stands in the file that will have the figures. */
export async function run(): Promise<void> {
  const report = process.env['MEASURE_REPORT'] ?? '';
  const { oursFirst, sample } = JSON.parse(readFileSync(report, 'utf8')) as MeasureOrder;
  cpSync(sample, join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', '.workflow'), { recursive: true });
  // A window that is still starting would be measured with it; the first activation pays for what all share.
  await setTimeout(3000);
  await activated(vscode.extensions.all.find(({ id, isActive }) => id.startsWith('vscode.') && !isActive)?.id ?? '');
  const before = oursFirst ? null : await activated(empty);
  const heap = await usedHeap();
  const own = await activated(ours);
  const oursHeap = await usedHeap() - heap;
  const after = before ?? await activated(empty);
  const figures: HostFigures = { ours: own, empty: after, oursHeap, typescriptHeap: await heapOfTypescript() };
  writeFileSync(report, JSON.stringify(figures));
}

async function activated(id: string): Promise<number> {
  const extension = vscode.extensions.getExtension(id);
  assert.ok(extension, id);
  assert.equal(extension.isActive, false, `${id} was activated before`);
  const start = performance.now();
  await extension.activate();
  return performance.now() - start;
}

async function usedHeap(): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.collectGarbage');
  session.disconnect();
  return process.memoryUsage().heapUsed;
}

async function heapOfTypescript(): Promise<number> {
  const heap = await usedHeap();
  const load = createRequire(__filename);
  const loaded: unknown = load('typescript');
  const added = await usedHeap() - heap;
  assert.ok(loaded);
  return added;
}
