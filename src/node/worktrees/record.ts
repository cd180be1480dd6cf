import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../../core/text/json-text.js';
import type { WorktreeRecord } from '../../core/worktrees/worktree.js';
import { readRegularFile } from '../regular-file.js';

/** What we know of a worktree beyond git lies beside what git knows, in its administrative directory, and is gone when that is. */
const recordName = 'workflow-worktree.json';

export function readRecord(admin: string): WorktreeRecord | null {
  const outcome = readRegularFile(join(admin, recordName), undefined, { now: 0 });
  const parsed = outcome.kind === 'text' ? parseJson(outcome.text) : null;
  if (parsed?.ok !== true || !isRecord(parsed.value)) return null;
  const { role, feature, base } = parsed.value;
  return typeof role === 'string' && typeof base === 'string' && !base.startsWith('-') ? { role, feature: typeof feature === 'string' ? feature : null, base } : null;
}

export function writeRecord(admin: string, record: WorktreeRecord): void {
  replaceFile(join(admin, recordName), `${JSON.stringify(record)}\n`);
}

/** A file of the git directory, whole or not at all. */
export function replaceFile(path: string, text: string): void {
  mkdirSync(join(path, '..'), { recursive: true });
  const fresh = `${path}.${process.pid}.new`;
  writeFileSync(fresh, text, { flush: true });
  renameSync(fresh, path);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
