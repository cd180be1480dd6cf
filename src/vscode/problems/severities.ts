import { DiagnosticSeverity } from 'vscode';
import type { Severity } from '../../core/findings/finding-codes.js';

/** The words of findings in the editor's. */
export const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};
