import { sameValue } from '../../base/same-value.js';
import type { Finding } from '../findings/finding.js';
import { makeFinding } from '../findings/make-finding.js';
import { unreadable, unlistable } from '../findings/read-document.js';
import type { Hint, OpenPart, PartTable, TablePorts } from '../part-table.js';
import type { FileStamp, ReadOutcome } from '../ports.js';
import { compareNatural } from '../text/natural-order.js';
import { readYaml, type YamlReading } from '../text/read-yaml.js';
import { maxYamlLengthHere } from '../text/yaml-text.js';
import { requirementCoverage } from './check-coverage.js';
import { findingsOf } from './check-spec.js';
import { configPath, featuresDirectory } from './feature-files.js';
import { noFeatures, type Features, type FeatureState } from './features.js';
import { parseConfig } from './project-config.js';
import { SpecDocument } from './spec-document.js';
import { findingsUnder, type SpecValidation } from './spec-validation.js';

type Text = Extract<ReadOutcome, { kind: 'text' }>;
type Unreadable = Extract<ReadOutcome, { kind: 'unreadable' }>;

/** What was read of a file, and the stamp of the content it came from; without a stamp it is read again at the next look. */
interface Kept<Value> {
  readonly stamp: FileStamp | undefined;
  readonly value: Value;
}

/** What the configuration says about specs, and what is wrong with it. */
interface ConfigSays {
  readonly validation: SpecValidation;
  readonly findings: readonly Finding[];
}

const noConfig: ConfigSays = { validation: 'strict', findings: [] };

/** The features of a state root as they were read (`.ai/project/features/<id>/spec.yaml`), and what is wrong with `config.yaml`. */
class FeatureTable implements PartTable<Features> {
  readonly #ports: TablePorts;
  readonly #specs = new Map<string, Kept<FeatureState>>();
  #config: Kept<ConfigSays> = { stamp: undefined, value: noConfig };
  #odd: readonly Finding[] = [];
  #value: Features | null = noFeatures;

  constructor(ports: TablePorts) {
    this.#ports = ports;
  }

  derive(): Features {
    this.#value ??= this.#derive();
    return this.#value;
  }

  async look(hint: Hint): Promise<void> {
    const isKnown = (path: string): boolean => this.#specs.has(path);
    const all = hint === 'everything' || hint.some((path) => path !== configPath && !isKnown(path));
    await this.#read(all ? await this.#list() : hint.filter(isKnown));
    if (all || hint.includes(configPath)) await this.#readConfig();
  }

  /** The paths at which specs may be; forgets the others. */
  async #list(): Promise<readonly string[]> {
    const listed = await this.#ports.files.list(featuresDirectory);
    const folders = listed.kind === 'entries' ? listed.entries.filter(({ kind }) => kind === 'directory') : [];
    const paths = folders.map(({ name }) => `${featuresDirectory}/${name}/spec.yaml`);
    const there = new Set(paths);
    for (const path of this.#specs.keys()) if (!there.has(path)) this.#forget(path);
    this.#setOdd(listed.kind === 'unreadable' ? [unlistable(featuresDirectory, listed.reason)] : []);
    return paths;
  }

  async #read(paths: readonly string[]): Promise<void> {
    const requests = paths.map((path) => ({ path, known: this.#specs.get(path)?.stamp }));
    const long = new Map<string, Text>();
    await this.#ports.files.read(requests, (path, outcome) => {
      // A folder without a spec is somebody's folder.
      if (outcome.kind === 'missing') this.#forget(path);
      else if (outcome.kind === 'text' && outcome.stamp.size > maxYamlLengthHere) long.set(path, outcome);
      else if (outcome.kind !== 'unchanged') this.#take(path, outcome);
    });
    for (const [path, outcome] of long) this.#take(path, outcome, await readYaml(outcome.text, this.#ports.readLongYaml));
  }

  #take(path: string, outcome: Text | Unreadable, parsed?: YamlReading): void {
    const before = this.#specs.get(path)?.value;
    const now = outcome.kind === 'text' ? featureFrom(path, new SpecDocument(outcome.text, parsed)) : { ...blank(path), findings: [unreadable(path, outcome)] };
    const value = before !== undefined && sameValue(before, now) ? before : now;
    this.#specs.set(path, { stamp: outcome.stamp, value });
    if (value !== before) this.#value = null;
  }

  #forget(path: string): void {
    if (this.#specs.delete(path)) this.#value = null;
  }

  #setOdd(odd: readonly Finding[]): void {
    if (sameValue(this.#odd, odd)) return;
    this.#odd = odd;
    this.#value = null;
  }

  async #readConfig(): Promise<void> {
    const before = this.#config.value;
    await this.#ports.files.read([{ path: configPath, known: this.#config.stamp }], (path, outcome) => {
      if (outcome.kind === 'text') this.#config = { stamp: outcome.stamp, value: configSays(outcome.text) };
      if (outcome.kind === 'unreadable') this.#config = { stamp: outcome.stamp, value: { ...noConfig, findings: [unreadable(path, outcome)] } };
      if (outcome.kind === 'missing') this.#config = { stamp: undefined, value: noConfig };
    });
    if (!sameValue(before, this.#config.value)) this.#value = null;
  }

  #derive(): Features {
    const { validation, findings } = this.#config.value;
    const sorted = [...this.#specs.values()].map(({ value }) => value).sort((a, b) => compareNatural(a.id, b.id));
    const features = validation === 'strict' ? sorted : sorted.map((feature) => ({ ...feature, findings: findingsUnder(feature.findings, validation) }));
    return Object.freeze({ features, validation, findings: [...this.#odd, ...features.flatMap((feature) => feature.findings), ...findings] });
  }
}

function configSays(text: string): ConfigSays {
  const { config, findings } = parseConfig(text);
  return { validation: config.specs.validation, findings };
}

function featureFrom(path: string, document: SpecDocument): FeatureState {
  const empty = blank(path);
  const { id } = empty;
  const findings = findingsOf(path, document).map(({ code, message, place, fixes }) => makeFinding({ code, file: path, message, place, fixes }));
  if (document.unreadable !== null) return { ...empty, findings };
  const { head, entries } = document.spec;
  return {
    id, path, findings, broken: false, specId: head.id, name: head.name ?? id, status: head.status, blockedFrom: head.blockedFrom, priority: head.priority,
    requirements: requirementCoverage(entries),
    tasks: entries.filter(({ kind }) => kind === 'task').length,
  };
}

function blank(path: string): FeatureState {
  const id = path.slice(featuresDirectory.length + 1, -'/spec.yaml'.length);
  return { id, path, specId: null, name: id, status: null, blockedFrom: null, priority: null, broken: true, requirements: [], tasks: 0, findings: [] };
}

/** Opens the area of the state that knows features. */
export const openFeatures: OpenPart<Features> = (ports) => new FeatureTable(ports);
