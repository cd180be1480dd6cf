import { describeConsent, type AskedCommand } from '../core/consent/consent.js';
import { refusal, type Refusal } from '../core/plans/plan.js';
import { consentDirectory, consentsAt } from '../node/consent.js';
import type { Options } from './command.js';
import { askYesNo, canAsk, writeDiagnostic } from './output.js';

/**
 * Asks the person for consent to exactly this command, unless it was given before; `--yes` gives it. `null`: it may run. What is
 * agreed to is remembered, for the editor too.
 */
export async function askConsent(command: AskedCommand, { yes }: Options): Promise<Refusal | null> {
  const consents = consentsAt(consentDirectory(process.env));
  const state = await consents.judge(command);
  if (state.kind === 'agreed') return null;
  const lines = describeConsent(command, state);
  if (yes !== true && !canAsk()) {
    return refusal('consent/needed', `This runs only when you agree to it: ${lines.join(', ')}. Say --yes to agree, now and from now on.`);
  }
  for (const line of lines) writeDiagnostic(line);
  if (yes !== true && !await askYesNo('Run this, now and from now on?')) return refusal('consent/declined', 'Nothing was run, because you did not agree.');
  await consents.agree(command);
  return null;
}
