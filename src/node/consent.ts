import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { commandText, type AskedCommand, type Consents, type ConsentState } from '../core/consent/consent.js';
import { parseJson } from '../core/text/json-text.js';
import { clock } from './clock.js';
import { readRegularFile } from './regular-file.js';
import { sha256 } from './sha256.js';
import { discard, writeWhole } from './writer/whole-file.js';
import { diskSyscalls, worldFailed } from './writer/syscalls.js';

/** A file for each purpose and place: what was agreed to, in plain words for who wonders, and its hash, which decides. */
interface ConsentFile extends AskedCommand {
  readonly sha256: string;
  readonly agreed_at: string;
}

/** The consents of this person on this machine; the command line and the editor share them. `directory`: absolute. */
export function consentsAt(directory: string): Consents {
  return {
    judge: (command) => Promise.resolve(judge(directory, command)),
    agree: (command) => agree(directory, command),
  };
}

/** Where this person's programs keep what they know and no repository may write: the place that the system has for it. */
export function consentDirectory(env: Readonly<Record<string, string | undefined>>): string {
  const home = env['XDG_STATE_HOME'] ?? env['LOCALAPPDATA'] ?? '';
  return join(isAbsolute(home) ? home : join(homedir(), '.local', 'state'), 'agent-workflow', 'consents');
}

function judge(directory: string, command: AskedCommand): ConsentState {
  const outcome = readRegularFile(fileOf(directory, command), undefined, { now: clock.now() });
  const parsed = outcome.kind === 'text' ? parseJson(outcome.text) : null;
  if (parsed?.ok !== true || !isConsentFile(parsed.value)) return { kind: 'new' };
  const { purpose, argv, cwd, env, sha256: hash } = parsed.value;
  return hash === sha256(commandText(command)) ? { kind: 'agreed' } : { kind: 'changed', before: { purpose, argv, cwd, env } };
}

async function agree(directory: string, command: AskedCommand): Promise<void> {
  const { purpose, argv, cwd, env } = command;
  const content: ConsentFile = { purpose, argv, cwd, env, sha256: sha256(commandText(command)), agreed_at: new Date(clock.now()).toISOString() };
  const path = fileOf(directory, command);
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await diskSyscalls.mkdir(directory);
    await writeWhole(diskSyscalls, { path: temporary, bytes: Buffer.from(`${JSON.stringify(content, null, 2)}\n`, 'utf8'), mode: 0o600 });
    await diskSyscalls.rename(temporary, path);
  } catch (error) {
    await discard(diskSyscalls, temporary);
    throw worldFailed(error, path);
  }
}

function fileOf(directory: string, { purpose, cwd }: AskedCommand): string {
  return join(directory, `${sha256(JSON.stringify([purpose, cwd]))}.json`);
}

function isConsentFile(value: unknown): value is ConsentFile {
  if (typeof value !== 'object' || value === null) return false;
  const { purpose, argv, cwd, env, sha256: hash } = value as Partial<Record<keyof ConsentFile, unknown>>;
  const isText = (each: unknown): boolean => typeof each === 'string';
  const variables: readonly unknown[] = typeof env === 'object' && env !== null ? Object.values(env) : [null];
  return [purpose, cwd, hash, ...variables].every(isText) && Array.isArray(argv) && argv.every(isText);
}
