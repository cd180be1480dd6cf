import { findingCodes, type FindingCode, type Severity } from '../findings/finding-codes.js';
import type { Finding } from '../findings/finding.js';

/**
 * How strictly the project wants its specs judged (`specs.validation` of config.yaml, contracts 4). `strict`: as the registry of
 * findings says. `warn`: what breaks the schema warns. `off`: only what keeps a spec from being read is said.
 */
export type SpecValidation = 'strict' | 'warn' | 'off';

/** The severity that a code has in a spec under a validation; `null`: it is not said. */
export function severityUnder(code: FindingCode, validation: SpecValidation): Severity | null {
  const { severity } = findingCodes[code];
  if (validation === 'strict' || !code.startsWith('spec/')) return severity;
  if (validation === 'off') return null;
  return severity === 'error' ? 'warning' : severity;
}

/** What is to be said of findings under a validation: the same objects where nothing is different. */
export function findingsUnder<Said extends Finding>(findings: readonly Said[], validation: SpecValidation): readonly Said[] {
  if (validation === 'strict') return findings;
  return findings.flatMap((finding) => {
    const severity = severityUnder(finding.code, validation);
    if (severity === null) return [];
    return severity === finding.severity ? finding : { ...finding, severity };
  });
}
