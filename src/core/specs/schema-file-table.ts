import { sameValue } from '../../base/same-value.js';
import { agentFilesDirectory } from '../agents/agent-file-path.js';
import type { Finding } from '../findings/finding.js';
import { unreadable } from '../findings/read-document.js';
import type { Hint, OpenPart, PartTable, TablePorts } from '../part-table.js';
import type { FileStamp, ReadOutcome } from '../ports.js';
import { compareNatural } from '../text/natural-order.js';
import { checkSchemaFile } from './check-file.js';
import { featureIdOf, featuresDirectory, schemaFileKind, metricsPath } from './feature-files.js';
import { noSchemaFiles, type SchemaFiles } from './schema-files.js';

/** What is wrong with a file, and the stamp of the content it was said of; without a stamp it is read again at the next look. */
interface Kept {
  readonly stamp: FileStamp | undefined;
  readonly findings: readonly Finding[];
}

/** Reads the files that `schemaFileKind` knows, but for the configuration, which whoever knows features reads. */
class SchemaFileTable implements PartTable<SchemaFiles> {
  readonly #ports: TablePorts;
  readonly #kept = new Map<string, Kept>();
  #value: SchemaFiles | null = noSchemaFiles;

  constructor(ports: TablePorts) {
    this.#ports = ports;
  }

  derive(): SchemaFiles {
    this.#value ??= Object.freeze({
      findings: [...this.#kept].sort(([a], [b]) => compareNatural(a, b)).flatMap(([, { findings }]) => findings),
    });
    return this.#value;
  }

  async look(hint: Hint): Promise<void> {
    // A spec is judged by who knows features.
    const own = hint === 'everything' ? hint : hint.filter((path) => featureIdOf(path) === null);
    const all = own === 'everything' || own.some((path) => !this.#kept.has(path));
    const paths = all ? await this.#list() : own;
    await this.#ports.files.read(paths.map((path) => ({ path, known: this.#kept.get(path)?.stamp })), (path, outcome) => { this.#take(path, outcome); });
  }

  /** The paths at which such files are; forgets the others. */
  async #list(): Promise<readonly string[]> {
    const folders = await this.#foldersIn(featuresDirectory);
    const inner = (await Promise.all(folders.map((folder) => this.#foldersIn(folder)))).flat();
    const lists = await Promise.all([agentFilesDirectory, ...folders, ...inner].map((folder) => this.#filesIn(folder)));
    const paths = [metricsPath, ...lists.flat()];
    const there = new Set(paths);
    for (const path of this.#kept.keys()) if (!there.has(path)) this.#forget(path);
    return paths;
  }

  async #foldersIn(folder: string): Promise<string[]> {
    const listed = await this.#ports.files.list(folder);
    return listed.kind === 'entries' ? listed.entries.filter(({ kind }) => kind === 'directory').map(({ name }) => `${folder}/${name}`) : [];
  }

  async #filesIn(folder: string): Promise<string[]> {
    const listed = await this.#ports.files.list(folder);
    return listed.kind === 'entries' ? listed.entries.map(({ name }) => `${folder}/${name}`).filter((path) => schemaFileKind(path) !== null) : [];
  }

  #take(path: string, outcome: ReadOutcome): void {
    if (outcome.kind === 'unchanged') return;
    if (outcome.kind === 'missing') {
      this.#forget(path);
      return;
    }
    const before = this.#kept.get(path)?.findings ?? [];
    const findings = outcome.kind === 'text' ? checkSchemaFile(path, outcome.text) : [unreadable(path, outcome)];
    const isSame = sameValue(before, findings);
    this.#kept.set(path, { stamp: outcome.stamp, findings: isSame ? before : findings });
    if (!isSame) this.#value = null;
  }

  #forget(path: string): void {
    const gone = this.#kept.get(path);
    this.#kept.delete(path);
    if (gone !== undefined && gone.findings.length > 0) this.#value = null;
  }
}

/** Opens the area of the state that knows of files that a schema judges. */
export const openSchemaFiles: OpenPart<SchemaFiles> = (ports) => new SchemaFileTable(ports);
