import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OrderKind } from '../../src/core/tdd/commit-order.js';
import { git } from './git.js';
import { temporaryFolder } from './temporary-folder.js';

/** What is true of a source: known because the history was made so. */
export interface KnownOrder {
  readonly kind: OrderKind;
  readonly testCommit: string | null;
  readonly implementationCommit: string | null;
}

export interface GeneratedHistory {
  readonly folder: string;
  /** Source → what is true of it. */
  readonly truth: ReadonlyMap<string, KnownOrder>;
}

/** A source and its test while the history is made; commits by their numbers. */
interface Pair {
  name: string;
  readonly files: { source: string | null; test: string | null };
  readonly since: { source: number | null; test: number | null };
  readonly plan: OrderKind;
}

const plans: readonly OrderKind[] = ['test-first', 'implementation-first', 'same-commit', 'no-test', 'test-first'];
const firstDate = 1_700_000_000;

/**
 * Makes a repository of so many commits with `git fast-import`: tests before, after and with their sources, sources without tests,
 * renames of one or both, and side branches that are merged. Always the same for the same number.
 */
export function generateHistory(commits: number): GeneratedHistory {
  const folder = temporaryFolder();
  git(folder, 'init', '-q');
  const maker = new HistoryMaker();
  while (maker.commits < commits) maker.step();
  maker.finish();
  const marks = join(folder, '.git', 'marks');
  const made = spawnSync('git', ['fast-import', '--quiet', `--export-marks=${marks}`], { cwd: folder, input: maker.stream(), encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  git(folder, 'reset', '-q', '--hard');
  const ids = new Map(readFileSync(marks, 'utf8').trim().split('\n').map((line): [number, string] => {
    const [mark = '', id = ''] = line.split(' ');
    return [Number(mark.slice(1)), id];
  }));
  const idOf = (mark: number | null): string | null => (mark === null ? null : ids.get(mark) ?? assert.fail(`no commit ${mark}`));
  return { folder, truth: new Map(maker.pairs.map(({ name, since, plan }) => [`src/${name}.ts`, { kind: plan, testCommit: idOf(since.test), implementationCommit: idOf(since.source) }])) };
}

class HistoryMaker {
  commits = 0;
  readonly pairs: Pair[] = [];
  readonly #lines: string[] = [];
  readonly #open: (() => void)[] = [];
  #random = 42;
  #renames = 0;

  /** One to a few commits. */
  step(): void {
    const chance = this.#next(100);
    const waiting = this.#open.length > 0 && chance < 40 ? this.#open.splice(this.#next(this.#open.length), 1)[0] : undefined;
    if (waiting !== undefined) waiting();
    else if (chance < 55) this.#begin();
    else if (chance < 62) this.#rename();
    else if (chance < 64) this.#branch();
    else this.#edit();
  }

  /** What was begun is ended, so that every pair is what it was planned to be. */
  finish(): void {
    for (const end of this.#open.splice(0)) end();
  }

  stream(): string {
    return this.#lines.join('');
  }

  #begin(): void {
    const plan = plans[this.#next(plans.length)] ?? 'same-commit';
    const pair: Pair = { name: `part${this.#next(20)}/module${this.pairs.length}`, plan, files: { source: null, test: null }, since: { source: null, test: null } };
    this.pairs.push(pair);
    const both = plan === 'same-commit';
    const first = plan === 'test-first' ? 'test' : 'source';
    this.#commit('', [...this.#add(pair, first), ...(both ? this.#add(pair, 'test') : [])]);
    if (plan === 'test-first') this.#open.push(() => this.#commit('', this.#add(pair, 'source')));
    if (plan === 'implementation-first') this.#open.push(() => this.#commit('', this.#add(pair, 'test')));
  }

  #add(pair: Pair, kind: 'source' | 'test'): readonly string[] {
    const path = pathOf(pair.name, kind);
    pair.files[kind] = path;
    pair.since[kind] = this.commits + 1;
    const body = Array.from({ length: 12 }, (_, line) => `line ${line} of the ${kind} of ${pair.name} ${this.#next(1e6)}\n`).join('');
    return [`M 100644 inline ${path}\ndata ${body.length}\n${body}\n`];
  }

  /** Both get another name at once; their pasts are theirs. */
  #rename(): void {
    const pair = this.pairs[this.#next(this.pairs.length || 1)];
    if (pair === undefined) return;
    const name = `moved${this.#next(10)}/renamed${this.#renames++}`;
    const lines = (['source', 'test'] as const).flatMap((kind) => {
      const from = pair.files[kind];
      if (from === null) return [];
      pair.files[kind] = pathOf(name, kind);
      return [`R ${from} ${pathOf(name, kind)}\n`];
    });
    pair.name = name;
    this.#commit('', lines);
  }

  /** Something begins on the main line and ends on a side branch that is merged, or the other way round. */
  #branch(): void {
    const start = this.commits;
    if (start === 0) return;
    const plan: OrderKind = this.#next(2) === 0 ? 'test-first' : 'implementation-first';
    const pair: Pair = { name: `side/module${this.pairs.length}`, plan, files: { source: null, test: null }, since: { source: null, test: null } };
    this.pairs.push(pair);
    const [first, second] = plan === 'test-first' ? ['test', 'source'] as const : ['source', 'test'] as const;
    const onSide = this.#add(pair, first);
    this.#commit(`from :${start}\n`, onSide, 'refs/heads/side');
    const side = this.commits;
    const onMain = this.#add(pair, second);
    this.#commit(`from :${start}\n`, onMain);
    this.#commit(`merge :${side}\n`, onSide);
  }

  #edit(): void {
    this.#commit('', [`M 100644 inline notes.md\ndata 8\n${String(this.#next(1e7)).padStart(7, '0')}\n\n`]);
  }

  #commit(parents: string, changes: readonly string[], branch = 'refs/heads/main'): void {
    this.commits += 1;
    const message = `commit ${this.commits}`;
    this.#lines.push(`commit ${branch}\nmark :${this.commits}\ncommitter Test <test@example.invalid> ${firstDate + this.commits * 60} +0000\ndata ${message.length}\n${message}\n${parents}${changes.join('')}\n`);
  }

  /** A whole number below a limit, always the same ones. */
  #next(limit: number): number {
    this.#random = (this.#random * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((this.#random / 2_147_483_648) * limit);
  }
}

function pathOf(name: string, kind: 'source' | 'test'): string {
  return kind === 'source' ? `src/${name}.ts` : `tests/${name}.test.ts`;
}
