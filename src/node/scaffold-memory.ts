import { realpathSync } from 'node:fs';
import { parseScaffoldRecord, renderScaffoldRecord, type ScaffoldRecord } from '../core/scaffold/scaffold-record.js';
import type { StateRoot } from './state-root.js';
import { readVolatile, writeVolatile } from './volatile-file.js';

/** What `workflow init` wrote in this clone, so that a newer version may replace what nobody changed. */
const record = { folder: 'scaffold', name: 'written.json' };

/** Where the command is that wrote it: the scripts fall back on it (contracts 2). Uncommitted, because it holds for this machine only. */
const cli = { folder: 'scaffold', name: 'cli' };

export function recallScaffold(place: StateRoot): ScaffoldRecord {
  return parseScaffoldRecord(readVolatile(place, record) ?? '{}');
}

export async function rememberScaffold(place: StateRoot, written: ScaffoldRecord): Promise<boolean> {
  return writeVolatile(place, record, renderScaffoldRecord(written));
}

/** Records where the command line is. `false`: it could not be written, and scripts have to find the command by themselves. */
export async function rememberCli(place: StateRoot, program: string): Promise<boolean> {
  return writeVolatile(place, cli, `${realpathSync(program)}\n`);
}
