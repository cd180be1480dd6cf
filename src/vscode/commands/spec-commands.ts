import { Uri, l10n, window } from 'vscode';
import { tellRefusal } from '../ask.js';
import { askRoot, type Desk } from './desk.js';
import type { CommandTable } from './register-commands.js';

type SpecCommands = Pick<CommandTable, 'workflow.createSpec' | 'workflow.createSessionFromSpec'>;

/** Commands about the specs of features. */
export function specCommands(desk: Desk): SpecCommands {
  return {
    'workflow.createSpec': () => createSpec(desk),
    'workflow.createSessionFromSpec': (given) => createSession(desk, given),
  };
}

async function createSpec(desk: Desk): Promise<void> {
  const root = await askRoot(desk, l10n.t('Create Feature Spec'));
  if (root === null) return;
  const { specGestures } = await import('../specs/spec-editor.js');
  await specGestures.createSpec(root);
}

/** Of the spec that is given, else of the one in the editor. */
async function createSession({ roots }: Desk, [given]: readonly unknown[]): Promise<void> {
  const uri = given instanceof Uri ? given : window.activeTextEditor?.document.uri;
  const holder = uri === undefined ? null : roots.holding(uri);
  if (uri === undefined || holder === null) {
    tellRefusal(l10n.t('Open the spec of a feature first: .ai/project/features/<id>/spec.yaml.'));
    return;
  }
  const { specGestures } = await import('../specs/spec-editor.js');
  await specGestures.createSessionFromSpec(holder.root, uri);
}
