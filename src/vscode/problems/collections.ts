import { languages, type Uri } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { FindingCode } from '../../core/findings/finding-codes.js';
import { diagnosticOf } from './diagnostic-of.js';
import type { ShownFinding } from './shown-finding.js';

type Area = FindingCode extends `${infer Name}/${string}` ? Name : never;

const areas: readonly Area[] = ['agent', 'compound', 'config', 'file', 'json', 'marker', 'session', 'spec', 'task', 'todo', 'yaml'];

/** The diagnostic collections, one for each area of findings. */
export class Collections implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #byArea = new Map(Array.from(areas, (area) => [area, this.#lifetime.own(languages.createDiagnosticCollection(`workflow.${area}`))]));

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
