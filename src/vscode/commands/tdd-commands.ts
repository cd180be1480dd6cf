import { l10n, workspace } from 'vscode';
import { tellRefusal } from '../ask.js';
import type { TddEditor } from '../tdd/tdd-editor.js';
import type { TddSurface } from '../tdd/tdd-surface.js';
import type { Command, CommandTable } from './register-commands.js';

type TddCommands = Pick<CommandTable, 'workflow.checkTdd' | 'workflow.goToTest' | 'workflow.createTestFile'>;

/** Commands about tests. */
export function tddCommands(tdd: Pick<TddSurface, 'editor'>): TddCommands {
  const asking = (ask: (editor: TddEditor, given: unknown) => Promise<void>): Command => async ([given]) => {
    // What is asked runs git.
    if (workspace.isTrusted) await ask(await tdd.editor(), given);
    else tellRefusal(l10n.t('Tests are not looked at in Restricted Mode; trust the workspace first.'));
  };
  return {
    'workflow.checkTdd': asking((editor, given) => editor.check(given)),
    'workflow.goToTest': asking((editor, given) => editor.goToTest(given)),
    'workflow.createTestFile': asking((editor, given) => editor.createTestFile(given)),
  };
}
