import { sameValue } from '../../base/same-value.js';
import type { OpenPart, PartTable, TablePorts } from '../part-table.js';
import { loadVersions } from './load-versions.js';
import { noVersions, type Versions } from './versions.js';

/** The versions of a state root as they were read. Every look lists their folders and reads what has another stamp. */
class VersionTable implements PartTable<Versions> {
  readonly #ports: TablePorts;
  #read = noVersions;
  #shown = noVersions;

  constructor(ports: TablePorts) {
    this.#ports = ports;
  }

  async look(): Promise<void> {
    const { versions, findings } = this.#shown;
    this.#read = await loadVersions(this.#ports.files, this.#read);
    const isSame = sameValue(this.#read.versions, versions) && sameValue(this.#read.findings, findings);
    if (!isSame) this.#shown = Object.freeze(this.#read);
  }

  derive(): Versions {
    return this.#shown;
  }
}

/** Opens the area of the state that knows versions. */
export const openVersions: OpenPart<Versions> = (ports) => new VersionTable(ports);
