import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failure, success, type Result } from '../../base/result.js';
import type { StepEffect } from '../../core/plans/applied.js';
import type { Step } from '../../core/plans/plan.js';
import { confine, lookAt } from './confine.js';
import { FileWriter } from './file-writer.js';
import { decideContent } from './step-rules.js';
import type { Syscalls } from './syscalls.js';

/** What a step did, or the sentence that says why it does not fit what is there. */
type StepResult = Result<StepEffect, string>;

/** Carries out single steps of a plan. The lock of the state root is the caller's business. */
export class StepWriter {
  readonly #files: FileWriter;

  constructor(private readonly root: string, volatileDir: string, private readonly calls: Syscalls) {
    this.#files = new FileWriter(root, volatileDir, calls);
  }

  /** Whether a step fits what is there now: `null`, or why not. Changes nothing. */
  async misfit(step: Step): Promise<string | null> {
    switch (step.kind) {
      case 'edit-json':
      case 'write-text':
        return this.#contentMisfit(step);
      case 'create-file':
        return this.#takenMisfit(step.path);
      case 'copy-file':
      case 'move':
        return this.#pairMisfit(step);
      case 'make-directory':
        return this.#directoryMisfit(step.path);
      case 'remove-file':
        return this.#removalMisfit(step);
    }
  }

  async apply(step: Step): Promise<StepResult> {
    switch (step.kind) {
      case 'edit-json':
        return this.#change(step);
      case 'write-text':
        return this.#replace(step);
      case 'create-file':
        return this.#create(step.path, Buffer.from(step.content), step.executable === true ? 0o755 : 0o644);
      case 'copy-file':
        return this.#copy(step.from, step.to);
      case 'make-directory':
        return this.#makeDirectory(step.path);
      case 'move':
        return this.#move(step.from, step.to);
      case 'remove-file':
        return this.#remove(step);
    }
  }

  /** Takes back what a step did, if it still stands. */
  async revert(effect: StepEffect): Promise<void> {
    if (effect.kind === 'moved') await this.#move(effect.to, effect.from);
    if (effect.kind !== 'text' || effect.before === effect.after) return;
    const { path, before, after } = effect;
    if (after === null) await this.#create(path, Buffer.from(before ?? ''), 0o644);
    else if (before === null) await this.#remove({ kind: 'remove-file', path, from: after });
    else await this.#change({ kind: 'write-text', path, from: after, to: before });
  }

  async #change(step: Step & { kind: 'edit-json' | 'write-text' }): Promise<StepResult> {
    const { path } = step;
    const change = await this.#files.change(path, gone(path), (before) => decideContent(step, before));
    if (change.kind === 'refused') return failure(change.reason);
    return success({ kind: 'text', path, before: change.before.toString('utf8'), after: change.after.toString('utf8') });
  }

  async #replace(step: Step & { kind: 'write-text' }): Promise<StepResult> {
    return step.from === null ? this.#create(step.path, Buffer.from(step.to), 0o644) : this.#change(step);
  }

  async #copy(from: string, to: string): Promise<StepResult> {
    const bytes = await this.#read(from);
    return bytes === null ? failure(gone(from)) : this.#create(to, bytes, 0o644);
  }

  async #create(path: string, bytes: Buffer, mode: number): Promise<StepResult> {
    if (!await this.#hasDirectory(path)) return failure(gone(dirname(path)));
    const isNew = await this.#files.create(path, bytes, mode);
    return isNew ? success({ kind: 'text', path, before: null, after: bytes.toString('utf8') }) : failure(taken(path));
  }

  async #makeDirectory(path: string): Promise<StepResult> {
    const directory = await confine(this.root, path);
    const existed = await lookAt(directory) !== null;
    if (!existed) await this.calls.mkdir(directory);
    return success({ kind: 'directory', path, existed });
  }

  /** A rename would replace an empty directory or a file without a word, so the target is looked at first. */
  async #move(from: string, to: string): Promise<StepResult> {
    const misfit = await this.#pairMisfit({ from, to });
    if (misfit !== null) return failure(misfit);
    const [source, target] = [await confine(this.root, from), await confine(this.root, to)];
    await this.calls.rename(source, target);
    await this.#durably([dirname(target), dirname(source)], () => this.calls.rename(target, source));
    return success({ kind: 'moved', from, to });
  }

  async #remove(step: Step & { kind: 'remove-file' }): Promise<StepResult> {
    const misfit = await this.#removalMisfit(step);
    if (misfit !== null) return failure(misfit);
    const file = await confine(this.root, step.path);
    const before = await readFile(file, 'utf8');
    await this.calls.unlink(file);
    await this.#durably([dirname(file)], async () => { await this.#create(step.path, Buffer.from(before), 0o644); });
    return success({ kind: 'text', path: step.path, before, after: null });
  }

  /** What cannot be made durable is taken back, so that a step that failed is not there. */
  async #durably(directories: readonly string[], undo: () => Promise<void>): Promise<void> {
    try {
      for (const directory of directories) await this.calls.syncDirectory(directory);
    } catch (error) {
      await undo();
      throw error;
    }
  }

  async #contentMisfit(step: Step & { kind: 'edit-json' | 'write-text' }): Promise<string | null> {
    const before = await this.#read(step.path);
    if (step.kind === 'write-text' && step.from === null) return before === null ? null : taken(step.path);
    if (before === null) return gone(step.path);
    const answer = decideContent(step, before);
    return answer.kind === 'refuse' ? answer.reason : null;
  }

  async #takenMisfit(path: string): Promise<string | null> {
    return await this.#isThere(path) ? taken(path) : null;
  }

  async #directoryMisfit(path: string): Promise<string | null> {
    const stats = await lookAt(await confine(this.root, path));
    return stats === null || stats.isDirectory() ? null : taken(path);
  }

  async #pairMisfit({ from, to }: { from: string; to: string }): Promise<string | null> {
    if (!await this.#isThere(from)) return gone(from);
    return await this.#isThere(to) ? taken(to) : null;
  }

  async #removalMisfit({ path, from }: Step & { kind: 'remove-file' }): Promise<string | null> {
    const before = await this.#read(path);
    if (before === null) return gone(path);
    return from === undefined || before.toString('utf8') === from ? null : `${path} was changed meanwhile by somebody else.`;
  }

  /** The bytes of a regular file, `null` for anything else. */
  async #read(path: string): Promise<Buffer | null> {
    const file = await confine(this.root, path);
    return (await lookAt(file))?.isFile() === true ? readFile(file) : null;
  }

  async #isThere(path: string): Promise<boolean> {
    return await lookAt(await confine(this.root, path)) !== null;
  }

  async #hasDirectory(path: string): Promise<boolean> {
    return (await lookAt(dirname(await confine(this.root, path))))?.isDirectory() === true;
  }
}

function gone(path: string): string {
  return `${path} is not there any more.`;
}

function taken(path: string): string {
  return `${path} is there already.`;
}
