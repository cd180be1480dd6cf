import { workspace } from 'vscode';
import { isTrustLevel, type TrustLevel } from '../../core/trust/trust-model.js';

/** The ceiling that the person sets for this machine; a repository cannot set it. */
export function trustCeiling(): TrustLevel {
  const value = workspace.getConfiguration('workflow').inspect('trust.ceiling')?.globalValue;
  return isTrustLevel(value) ? value : 'high';
}
