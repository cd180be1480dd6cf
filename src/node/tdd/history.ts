import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { WorkflowError } from '../../base/workflow-error.js';
import type { CancelSignal, Git, GitOutcome } from '../../core/ports.js';
import { FirstCommitsReader, logSince, noCommits, parseHistory, renderHistory, wholeLog, type FirstCommits, type KeptHistory, type ReadHistory } from '../../core/tdd/first-commits.js';
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
 * Reads the first commit of every path, up to HEAD: what was answered last, and the commits since; else what was kept, and the commits
 * since; else all of it. What is kept is among the volatile things, for each working tree, and only a cache.
 */
export class HistoryReader {
  readonly #ports: HistoryPorts;
  readonly #file: VolatileFile;
  #kept: KeptHistory | null = null;
  #answered: KeptHistory | null = null;
  /** Paths that the commits after what is kept concerned, as answered last. */
  #recent: readonly string[] = [];

  constructor(ports: HistoryPorts) {
    this.#ports = ports;
    this.#file = { folder: 'tdd', name: `history-${sha256(ports.top).slice(0, 16)}`, largest: largestLog, isCache: true };
  }

  async read(): Promise<HistoryOutcome> {
    if (isShallow(this.#ports.place)) return { kind: 'shallow' };
    const changed = await this.#continue() ?? await this.#readKept() ?? await this.#readWhole();
    return { kind: 'history', history: this.#answered?.history ?? noCommits, ...changed };
  }

  async #continue(): Promise<Changed | null> {
    const read = this.#answered === null ? null : await this.#readSince(this.#answered);
    if (read === null) return null;
    this.#recent = [...this.#recent, ...read.changed];
    return { changed: read.changed };
  }

  async #readKept(): Promise<Changed | null> {
    this.#kept ??= parseHistory(readVolatile(this.#ports.place, this.#file) ?? '');
    const before = this.#answered === null ? null : this.#recent;
    const read = this.#kept === null ? null : await this.#readSince(this.#kept);
    if (read === null) return null;
    this.#recent = read.changed;
    // What a commit said that is taken back is to be asked again, too.
    return { changed: before === null ? null : [...before, ...read.changed] };
  }

  /** Is kept when there is so much new that reading it again costs more than keeping it. */
  async #readSince(known: KeptHistory): Promise<ReadHistory | null> {
    const { code, reader } = await this.#log(logSince(known.head));
    const read = code === 0 ? reader.finish(known.history) : null;
    if (read === null) return null;
    this.#answered = { head: read.head ?? known.head, history: read.history };
    if (read.history.commits.length - (this.#kept?.history.commits.length ?? 0) > fewCommits) await this.#keep(this.#answered);
    return read;
  }

  async #readWhole(): Promise<Changed> {
    const { code, stdout } = await this.#ports.git.run(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], optionsOf(this.#ports));
    [this.#answered, this.#kept, this.#recent] = [null, null, []];
    if (code !== 0) return { changed: null }; // Nothing is committed yet.
    const head = stdout.trim();
    const { reader, ...outcome } = await this.#log(wholeLog(head));
    if (outcome.code !== 0) throw new WorkflowError('io', `git log failed in ${this.#ports.top}: ${outcome.stderr.trim()}`);
    this.#answered = { head, history: reader.finish(noCommits)?.history ?? noCommits };
    await this.#keep(this.#answered);
    return { changed: null };
  }

  async #keep({ head, history }: KeptHistory): Promise<void> {
    this.#kept = { head, history: { ...history, first: history.first.whole() } };
    [this.#answered, this.#recent] = [this.#kept, []];
    await writeVolatile(this.#ports.place, this.#file, renderHistory(this.#kept));
  }

  /** Is read while git writes it. */
  async #log(args: readonly string[]): Promise<GitOutcome & { readonly reader: FirstCommitsReader }> {
    const reader = new FirstCommitsReader();
    const outcome = await this.#ports.git.run(args, { ...optionsOf(this.#ports), maxBytes: largestLog, onText: (piece) => { reader.push(piece); } });
    return { ...outcome, reader };
  }
}

type Changed = Pick<Extract<HistoryOutcome, { readonly kind: 'history' }>, 'changed'>;

/** git writes this file where it cut the history off. */
function isShallow({ commonDir }: StateRoot): boolean {
  return commonDir !== null && (lstatSync(join(commonDir, 'shallow'), { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function optionsOf({ top, signal }: HistoryPorts): { readonly cwd: string; readonly signal?: CancelSignal } {
  return { cwd: top, ...(signal === undefined ? {} : { signal }) };
}
