import { Diagnostic, DiagnosticSeverity, DiagnosticTag, type Range } from 'vscode';
import type { FindingCode, Severity } from '../../core/findings/finding-codes.js';
import { plainLine } from '../../core/text/escape.js';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Something that a check says, for Problems and the editor. */
export interface Said {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly message: string;
}

/** It as VS Code shows it, at a range. */
export function diagnosticOf({ code, severity, message }: Said, range: Range): Diagnostic {
  const diagnostic = new Diagnostic(range, plainLine(message), severities[severity]);
  diagnostic.source = 'Workflow';
  diagnostic.code = code;
  if (code === 'trust/repeated-pattern') diagnostic.tags = [DiagnosticTag.Unnecessary];
  return diagnostic;
}
