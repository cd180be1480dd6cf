import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { WorkflowError } from '../../base/workflow-error.js';
import type { CancelSignal, Git, GitOutcome } from '../../core/ports.js';
import { firstCommitsLog, noCommits, parseHistory, readFirstCommits, renderHistory, type FirstCommits, type KeptHistory } from '../../core/tdd/first-commits.js';
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

/** `shallow`: the history is cut off, so nobody can say what came first. */
export type HistoryOutcome = { readonly kind: 'history'; readonly history: FirstCommits } | { readonly kind: 'shallow' };

/** Reading a few commits again costs less than keeping them. */
const fewCommits = 64;
/** A history that prints more than this is not read. Bytes. */
const largestLog = 512 * 1024 * 1024;

/**
 * The first commit of every path, up to HEAD: what was kept, and the commits since; all of it where there is nothing to go on from.
 * What is kept is among the volatile things, for each working tree, and only a cache.
 */
export async function loadHistory(ports: HistoryPorts): Promise<HistoryOutcome> {
  if (isShallow(ports.place)) return { kind: 'shallow' };
  const kept = parseHistory(readVolatile(ports.place, fileOf(ports)) ?? '');
  const continued = kept === null ? null : await continuedHistory(kept, ports);
  return { kind: 'history', history: continued ?? await wholeHistory(ports) };
}

/** git writes this file where it cut the history off. */
function isShallow({ commonDir }: StateRoot): boolean {
  return commonDir !== null && (lstatSync(join(commonDir, 'shallow'), { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function fileOf({ top }: HistoryPorts): VolatileFile {
  return { folder: 'tdd', name: `history-${sha256(top).slice(0, 16)}`, largest: largestLog };
}

async function continuedHistory(kept: KeptHistory, ports: HistoryPorts): Promise<FirstCommits | null> {
  const upTo = async (head: string): Promise<FirstCommits | null> => {
    const { code, stdout } = await runLog(`${kept.head}...${head}`, ports);
    return code === 0 ? readFirstCommits(stdout, kept.history) : null;
  };
  const now = await upTo('HEAD');
  return now === null || now.commits.length - kept.history.commits.length <= fewCommits ? now : readAndKeep(ports, upTo);
}

async function wholeHistory(ports: HistoryPorts): Promise<FirstCommits> {
  const history = await readAndKeep(ports, async (head) => {
    const { code, stdout, stderr } = await runLog(head, ports);
    if (code !== 0) throw new WorkflowError('io', `git log failed in ${ports.top}: ${stderr.trim()}`);
    return readFirstCommits(stdout, noCommits);
  });
  return history ?? noCommits; // Nothing is committed yet.
}

async function readAndKeep(ports: HistoryPorts, readTo: (head: string) => Promise<FirstCommits | null>): Promise<FirstCommits | null> {
  const head = await ports.git.run(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], optionsOf(ports));
  const history = head.code === 0 ? await readTo(head.stdout.trim()) : null;
  if (history !== null) await writeVolatile(ports.place, fileOf(ports), renderHistory({ head: head.stdout.trim(), history }));
  return history;
}

function runLog(range: string, ports: HistoryPorts): Promise<GitOutcome> {
  return ports.git.run([...firstCommitsLog, range, '--'], { ...optionsOf(ports), maxBytes: largestLog });
}

function optionsOf({ top, signal }: HistoryPorts): { readonly cwd: string; readonly signal?: CancelSignal } {
  return { cwd: top, ...(signal === undefined ? {} : { signal }) };
}
