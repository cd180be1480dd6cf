import { languages, type Uri } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { FindingCode } from '../../core/findings/finding-codes.js';
import { diagnosticOf } from './diagnostic-of.js';
import type { ShownFinding } from './shown-finding.js';

/** Those that are shown by who finds them are not shown here. */
type Area = Exclude<FindingCode extends `${infer Name}/${string}` ? Name : never, 'trust' | 'tdd'>;

/** A table, so that a new area is not forgotten. */
const areas: Readonly<Record<Area, true>> = {
  agent: true, compound: true, config: true, file: true, json: true, marker: true, port: true, progress: true, session: true, spec: true, task: true, todo: true, version: true, yaml: true,
};

/** The diagnostic collections, one for each area of findings. */
export class Collections implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #byArea = new Map(Object.keys(areas).map((area) => [area, this.#lifetime.own(languages.createDiagnosticCollection(`workflow.${area}`))]));

  show(uri: Uri, findings: readonly ShownFinding[]): void {
    for (const [area, collection] of this.#byArea) {
      const own = findings.filter(({ finding, isToldByEditor }) => !isToldByEditor && finding.code.startsWith(`${area}/`));
      if (own.length > 0) collection.set(uri, own.map(({ finding, range }) => diagnosticOf(finding, range)));
      else if (collection.has(uri)) collection.delete(uri);
    }
  }

  dispose(): void {
    this.#lifetime.dispose();
  }
}
