import type { Finding } from '../core/findings/finding.js';
import type { Severity } from '../core/findings/finding-codes.js';
import type { Files } from '../core/ports.js';
import { compareNatural } from '../core/text/natural-order.js';
import { plainLine } from '../core/text/escape.js';
import { rangeOf } from '../core/text/json-text.js';
import { paint, type Style } from './output.js';

/** A finding as the command line answers it; lines and columns start at 1. */
export interface FindingJson {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Relative to the state root. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly fixable: boolean;
}

async function textsOf(files: Files, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  await files.read(paths.map((path) => ({ path })), (path, outcome) => {
    if (outcome.kind === 'text') texts.set(path, outcome.text);
  });
  return texts;
}

/** The findings with their places looked up, in the order of files and lines. Only files with findings are read. */
export async function findingsJson(files: Files, findings: readonly Finding[]): Promise<readonly FindingJson[]> {
  const texts = await textsOf(files, [...new Set(findings.map(({ file }) => file))]);
  return findings
    .map(({ code, severity, message, file, place, fixes }) => (
      { code, severity, message, file, ...rangeOf(texts.get(file) ?? '', place), fixable: fixes.length > 0 }))
    .sort((a, b) => compareNatural(a.file, b.file) || a.line - b.line || a.column - b.column || compareNatural(a.code, b.code));
}

const styles: Readonly<Record<Severity, Style>> = { error: 'bad', warning: 'warn', information: 'plain', hint: 'dim' };

/** `file:line:column severity code message`, one finding a line, as editors and CI read it. */
export function renderFindings(findings: readonly FindingJson[]): string {
  return findings
    .map(({ file, line, column, severity, code, message }) => (
      `${plainLine(file)}:${line}:${column} ${paint(severity, styles[severity])} ${code} ${plainLine(message)}\n`))
    .join('');
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

/** How many findings there are of each severity, in words. */
export function summaryOf(findings: readonly FindingJson[]): string {
  const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];
  const parts = severities.flatMap((severity) => {
    const found = findings.filter((each) => each.severity === severity).length;
    return found === 0 ? [] : [severity === 'information' ? `${found} information` : count(found, severity)];
  });
  return parts.length === 0 ? 'Nothing is wrong.' : `${parts.join(', ')}.`;
}
