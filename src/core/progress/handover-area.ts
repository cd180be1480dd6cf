import { sameValue } from '../../base/same-value.js';
import { agentFileName, agentFilesDirectory } from '../agents/agent-file-path.js';
import { parseAgentFile, type AgentFile } from '../agents/agent-file.js';
import { unreadable } from '../findings/read-document.js';
import type { OpenPart, PartTable, TablePorts } from '../part-table.js';
import type { FileStamp, ReadOutcome } from '../ports.js';
import { compareNatural } from '../text/natural-order.js';
import { checkProgress } from './check-progress.js';
import { noHandovers, type Handover, type Handovers } from './handovers.js';
import { nextRunOf } from './next-run.js';
import { agentSessionsDirectory, roleOfProgressPath } from './progress-files.js';
import { progressOf } from './progress.js';
import { ProgressText } from './progress-text.js';
import { SharedPlace } from './shared-place.js';

type Found = Extract<ReadOutcome, { kind: 'text' | 'unreadable' }>;

/** What was read of a file, and the stamp of the content it came from. */
interface Kept {
  readonly stamp: FileStamp | undefined;
  readonly value: Handover | AgentFile;
}

/** Hand-overs and agent files of a state root. There are few, so each look lists them all and reads what changed. */
class HandoverTable implements PartTable<Handovers> {
  readonly #ports: TablePorts;
  readonly #kept = new Map<string, Kept>();
  #value: Handovers | null = noHandovers;
  readonly #shared = new SharedPlace();

  constructor(ports: TablePorts) {
    this.#ports = ports;
  }

  derive(): Handovers {
    this.#value ??= this.#derive();
    return this.#value;
  }

  async look(): Promise<void> {
    if (await this.#shared.look(this.#ports.files)) this.#startAnew();
    const paths = await this.#list();
    const there = new Set(paths);
    for (const path of this.#kept.keys()) if (!there.has(path)) this.#forget(path);
    await this.#ports.files.read(paths.map((path) => ({ path, known: this.#kept.get(path)?.stamp })), (path, outcome) => { this.#take(path, outcome); });
  }

  async #list(): Promise<readonly string[]> {
    const [own, agents] = await Promise.all([agentSessionsDirectory, agentFilesDirectory].map((folder) => this.#ports.files.list(folder)));
    const folders = own?.kind === 'entries' ? own.entries.filter(({ kind }) => kind === 'directory').map(({ name }) => `${agentSessionsDirectory}/${name}/claude-progress.txt`) : [];
    const files = agents?.kind === 'entries' ? agents.entries.map(({ name }) => `${agentFilesDirectory}/${name}`) : [];
    return [this.#shared.path, ...folders.filter((path) => path !== this.#shared.path && roleOfProgressPath(path) !== null), ...files.filter((path) => agentFileName(path) !== null)];
  }

  #take(path: string, outcome: ReadOutcome): void {
    if (outcome.kind === 'unchanged') return;
    if (outcome.kind === 'missing') {
      this.#forget(path);
      return;
    }
    const before = this.#kept.get(path)?.value;
    const now = agentFileName(path) === null ? handoverFrom({ path, shared: path === this.#shared.path }, outcome) : parseAgentFile(path, outcome);
    const value = before !== undefined && sameValue(before, now) ? before : now;
    this.#kept.set(path, { stamp: outcome.stamp, value });
    if (value !== before) this.#value = null;
  }

  #forget(path: string): void {
    if (this.#kept.delete(path)) this.#value = null;
  }

  /** What was read counted for a hand-over of another kind. */
  #startAnew(): void {
    this.#kept.clear();
    this.#value = null;
  }

  #derive(): Handovers {
    const all = [...this.#kept.values()].map(({ value }) => value);
    const runs = all.filter((value): value is Handover => 'shared' in value).sort((a, b) => Number(b.shared) - Number(a.shared) || compareNatural(a.path, b.path));
    const agents = all.filter((value): value is AgentFile => 'contents' in value).sort((a, b) => compareNatural(a.path, b.path));
    return Object.freeze({ runs, agents, findings: runs.flatMap(({ findings }) => findings) });
  }
}

function handoverFrom({ path, shared }: Pick<Handover, 'path' | 'shared'>, outcome: Found): Handover {
  const folder = roleOfProgressPath(path);
  if (outcome.kind === 'unreadable') return { path, role: folder, shared, progress: null, next: null, findings: [unreadable(path, outcome)] };
  const text = ProgressText.parse(outcome.text);
  const progress = progressOf(text);
  return { path, role: progress.role ?? folder, shared, progress, next: progress.foreign ? null : nextRunOf(progress), findings: checkProgress(path, text) };
}

/** Opens the area of the state that knows what agents hand over. */
export const openHandovers: OpenPart<Handovers> = (ports) => new HandoverTable(ports);
