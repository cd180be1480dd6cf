import { Diagnostic, DiagnosticSeverity, languages, type Uri } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { FindingCode, Severity } from '../../core/findings/finding-codes.js';
import { plainLine } from '../../core/text/escape.js';
import type { ShownFinding } from './shown-finding.js';

type Area = FindingCode extends `${infer Name}/${string}` ? Name : never;

const areas: readonly Area[] = ['file', 'json', 'marker', 'session', 'task', 'todo'];

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The diagnostic collections, one for each area of findings. */
export class Collections implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #byArea = new Map(areas.map((area) => [area, this.#lifetime.own(languages.createDiagnosticCollection(`workflow.${area}`))]));

  show(uri: Uri, findings: readonly ShownFinding[]): void {
    for (const [area, collection] of this.#byArea) {
      const own = findings.filter(({ finding, isToldByEditor }) => !isToldByEditor && finding.code.startsWith(`${area}/`));
      if (own.length > 0) collection.set(uri, own.map(diagnosticOf));
      else if (collection.has(uri)) collection.delete(uri);
    }
  }

  dispose(): void {
    this.#lifetime.dispose();
  }
}

function diagnosticOf({ finding, range }: ShownFinding): Diagnostic {
  const diagnostic = new Diagnostic(range, plainLine(finding.message), severities[finding.severity]);
  diagnostic.source = 'Workflow';
  diagnostic.code = finding.code;
  return diagnostic;
}
