import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { WorkflowError } from '../../base/workflow-error.js';
import type { CancelSignal, Git, GitOutcome } from '../../core/ports.js';
import { FirstCommitsReader, firstCommitsLog, noCommits, parseHistory, renderHistory, type FirstCommits, type KeptHistory, type ReadHistory } from '../../core/tdd/first-commits.js';
import { sha256 } from '../sha256.js';
import type { StateRoot } from '../state-root.js';
import { readVolatile, writeVolatile, type VolatileFile } from '../volatile-file.js';

/** Whose history is read. */
export interface HistoryPorts {
  readonly git: Git;
  readonly place: StateRoot;
  /** Top of the working tree whose HEAD counts. Absolute. */
  readonly top: string;
  readonly signal?: CancelSignal;
}

/** `changed`: paths of which something new is known since the reader was last asked; `null`: all. `shallow`: the history is cut off. */
export type HistoryOutcome = ({ readonly kind: 'history'; readonly history: FirstCommits; readonly changed: readonly string[] | null }) | { readonly kind: 'shallow' };

/** Reading a few commits again costs less than keeping them. */
const fewCommits = 64;
/** A history that prints more than this is not read. Bytes. */
const largestLog = 512 * 1024 * 1024;

/**
 * Reads the first commit of every path, up to HEAD: what was kept, and the commits since; all of it where there is nothing to go on
 * from. What is kept is among the volatile things, for each working tree, and only a cache.
 */
export class HistoryReader {
  readonly #ports: HistoryPorts;
  readonly #file: VolatileFile;
  #kept: KeptHistory | null = null;
  /** Paths that the commits after what is kept concerned in the last answer; `null`: there was none, or more has changed. */
  #recent: readonly string[] | null = null;

  constructor(ports: HistoryPorts) {
    this.#ports = ports;
    this.#file = { folder: 'tdd', name: `history-${sha256(ports.top).slice(0, 16)}`, largest: largestLog, isCache: true };
  }

  async read(): Promise<HistoryOutcome> {
    if (isShallow(this.#ports.place)) return { kind: 'shallow' };
    const before = this.#recent;
    this.#kept ??= parseHistory(readVolatile(this.#ports.place, this.#file) ?? '');
    const continued = this.#kept === null ? null : await this.#continue(this.#kept);
    const { history, changed } = continued ?? await this.#readWhole();
    this.#recent = changed;
    // What a commit said that is taken back is to be asked again, too.
    return { kind: 'history', history, changed: before === null || continued === null ? null : [...before, ...changed] };
  }

  /** Every time from what is kept: so few commits are soon read. */
  async #continue(kept: KeptHistory): Promise<ReadHistory | null> {
    const upTo = async (head: string): Promise<ReadHistory | null> => {
      const { code, reader } = await this.#log(`${kept.head}...${head}`);
      return code === 0 ? reader.finish(kept.history) : null;
    };
    const now = await upTo('HEAD');
    const isMuch = now !== null && now.history.commits.length - kept.history.commits.length > fewCommits;
    return isMuch ? this.#readAndKeep(upTo) : now;
  }

  async #readWhole(): Promise<ReadHistory> {
    const read = await this.#readAndKeep(async (head) => {
      const { code, reader, stderr } = await this.#log(head);
      if (code !== 0) throw new WorkflowError('io', `git log failed in ${this.#ports.top}: ${stderr.trim()}`);
      return reader.finish(noCommits);
    });
    return read ?? { history: noCommits, changed: [] }; // Nothing is committed yet.
  }

  async #readAndKeep(readTo: (head: string) => Promise<ReadHistory | null>): Promise<ReadHistory | null> {
    const { code, stdout } = await this.#ports.git.run(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], optionsOf(this.#ports));
    const read = code === 0 ? await readTo(stdout.trim()) : null;
    if (read === null) return null;
    this.#kept = { head: stdout.trim(), history: { ...read.history, first: read.history.first.whole() } };
    await writeVolatile(this.#ports.place, this.#file, renderHistory(this.#kept));
    return read;
  }

  /** Is read while git writes it. */
  async #log(range: string): Promise<GitOutcome & { readonly reader: FirstCommitsReader }> {
    const reader = new FirstCommitsReader();
    const outcome = await this.#ports.git.run([...firstCommitsLog, range, '--'], { ...optionsOf(this.#ports), maxBytes: largestLog, onText: (piece) => { reader.push(piece); } });
    return { ...outcome, reader };
  }
}

/** git writes this file where it cut the history off. */
function isShallow({ commonDir }: StateRoot): boolean {
  return commonDir !== null && (lstatSync(join(commonDir, 'shallow'), { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function optionsOf({ top, signal }: HistoryPorts): { readonly cwd: string; readonly signal?: CancelSignal } {
  return { cwd: top, ...(signal === undefined ? {} : { signal }) };
}
