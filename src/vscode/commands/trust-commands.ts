import type { TrustSurface } from '../trust/trust-surface.js';
import type { CommandTable } from './register-commands.js';

type TrustCommands = Pick<CommandTable, 'workflow.explainTrust' | 'workflow.addTrustRule' | 'workflow.showChangedTrust' | 'workflow.exportTrust'>;

/** Commands about the trust of files. */
export function trustCommands(trust: Pick<TrustSurface, 'editor'>): TrustCommands {
  return {
    'workflow.explainTrust': async ([given]) => (await trust.editor()).explain(given),
    'workflow.addTrustRule': async ([given]) => (await trust.editor()).addRule(given),
    'workflow.showChangedTrust': async () => (await trust.editor()).showChanged(),
    'workflow.exportTrust': async () => (await trust.editor()).exportModel(),
  };
}
