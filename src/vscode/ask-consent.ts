import { l10n, workspace } from 'vscode';
import { describeConsent, type AskedCommand } from '../core/consent/consent.js';
import { consentDirectory, consentsAt } from '../node/consent.js';
import { askModal } from './ask.js';

/** Asks the person for consent to exactly this command, unless it was given before, here or on the command line. Never without trust. */
export async function askConsent(command: AskedCommand): Promise<boolean> {
  if (!workspace.isTrusted) return false;
  const consents = consentsAt(consentDirectory(process.env));
  const state = await consents.judge(command);
  if (state.kind === 'agreed') return true;
  if (!await askModal(l10n.t('Run this, now and from now on?'), describeConsent(command, state).join('\n'), l10n.t('Run'))) return false;
  await consents.agree(command);
  return true;
}
