import { commands, l10n } from 'vscode';
import { tellRefusal } from './ask.js';
import { commandsAfter, refusalText, type Reason } from './next-commands.js';

/** Tells why something was not done, with what the person can do next at a click. `say`: puts the reason into a sentence of its own. */
export function tellRefused(refusal: Reason, say: (reason: string) => string = (reason) => reason): void {
  const actions = commandsAfter(l10n.t, refusal).map(({ id, title }) => ({ title, run: async () => { await commands.executeCommand(id); } }));
  tellRefusal(say(refusalText(l10n.t, refusal)), actions);
}
