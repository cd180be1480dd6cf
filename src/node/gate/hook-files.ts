import { randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HookFile, HookFiles, HookStep } from '../../core/gate/plan-hooks.js';
import { gateHooks } from '../../core/gate/render-hook.js';
import { worldFailed } from '../writer/syscalls.js';

/** Reads the hooks of a folder that concern the gate. A link is read as what it leads to; what cannot be read is there without text. */
export function readHookFiles(folder: string): HookFiles {
  const names = namesIn(folder).filter((name) => gateHooks.some((hook) => name === hook || name.startsWith(`${hook}.`)));
  return new Map(names.map((name) => [name, hookFileAt(join(folder, name))]));
}

function namesIn(folder: string): readonly string[] {
  return lstatSync(folder, { throwIfNoEntry: false }) === undefined ? [] : readdirSync(folder);
}

function hookFileAt(path: string): HookFile {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFile() !== true) return { text: '', isExecutable: false };
  // Latin 1 keeps every byte.
  return { text: readFileSync(path, 'latin1'), isExecutable: process.platform === 'win32' || (stats.mode & 0o111) !== 0 };
}

/** Carries out the steps, each as a whole. Files of hooks are nothing of the state root, so its writer does not know them. */
export function applyHookSteps(folder: string, steps: readonly HookStep[]): void {
  for (const step of steps) {
    try {
      applyStep(folder, step);
    } catch (error) {
      throw worldFailed(error, folder);
    }
  }
}

function applyStep(folder: string, step: HookStep): void {
  if (step.kind === 'move') {
    renameSync(join(folder, step.from), join(folder, step.to));
  } else if (step.kind === 'remove') {
    rmSync(join(folder, step.name));
  } else {
    mkdirSync(folder, { recursive: true });
    const path = join(folder, step.name);
    const mode = (statSync(path, { throwIfNoEntry: false })?.mode ?? 0o644) & 0o777;
    const temporary = join(folder, `${step.name}.${randomUUID()}.tmp`);
    writeFileSync(temporary, step.text, { encoding: 'latin1', mode: step.executable ? mode | 0o755 : mode, flag: 'wx' });
    renameSync(temporary, path);
  }
}
