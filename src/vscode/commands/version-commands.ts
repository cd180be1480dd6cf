import { l10n, Uri } from 'vscode';
import type { Root } from '../roots/root.js';
import type { TaskTarget, VersionTarget } from '../target.js';
import type { VersionGesture } from '../versions/versions-editor.js';
import { askRoot, targetsOf, type Desk } from './desk.js';
import type { Command, CommandTable } from './register-commands.js';

type VersionCommands = Pick<CommandTable, `workflow.${VersionGesture}` | 'workflow.startRun' | 'workflow.showOperation' | 'workflow.showSummary' | 'workflow.openRecord' | 'workflow.showFileHistory'>;

/** Commands about versions, task runs and what they changed. */
export function versionCommands(desk: Desk): VersionCommands {
  return {
    'workflow.createVersion': acting(desk, 'createVersion'),
    'workflow.completeVersion': acting(desk, 'completeVersion'),
    'workflow.startRun': (given) => startRun(desk, given),
    'workflow.finishRun': acting(desk, 'finishRun'),
    'workflow.approveDesign': acting(desk, 'approveDesign'),
    'workflow.approveImplementation': acting(desk, 'approveImplementation'),
    'workflow.rejectDesign': acting(desk, 'rejectDesign'),
    'workflow.rejectImplementation': acting(desk, 'rejectImplementation'),
    'workflow.rollBack': acting(desk, 'rollBack'),
    'workflow.cleanUpContent': acting(desk, 'cleanUpContent'),
    'workflow.showOperation': async (given) => {
      const target = versionTarget(desk, given);
      if (target !== null) await (await desk.versions.editor()).showOperation(target);
    },
    'workflow.openRecord': async (given) => {
      const target = versionTarget(desk, given);
      if (target !== null) await (await desk.versions.editor()).openRecord(target);
    },
    'workflow.showSummary': async (given) => {
      const target = versionTarget(desk, given);
      const root = await rootOf(desk, target);
      if (root !== null) await (await desk.versions.editor()).showSummary(root, target);
    },
    'workflow.showFileHistory': async ([given]) => (await desk.versions.editor()).showFileHistory(given),
  };
}

function acting(desk: Desk, gesture: VersionGesture): Command {
  return async (given) => {
    const target = versionTarget(desk, given);
    const root = await rootOf(desk, target);
    if (root !== null) await (await desk.versions.editor()).act(gesture, root, target);
  };
}

async function startRun(desk: Desk, given: readonly unknown[]): Promise<void> {
  // The file of an editor is no task that somebody meant.
  const targets = given[0] instanceof Uri ? [] : targetsOf(desk, given);
  const target = targets.find((each): each is VersionTarget | TaskTarget => each.kind === 'version' || each.kind === 'task') ?? null;
  const root = await rootOf(desk, target);
  if (root !== null) await (await desk.versions.editor()).startRun(root, target);
}

function versionTarget(desk: Desk, given: readonly unknown[]): VersionTarget | null {
  return targetsOf(desk, given).find((each): each is VersionTarget => each.kind === 'version') ?? null;
}

async function rootOf(desk: Desk, target: { readonly root: string } | null): Promise<Root | null> {
  return target === null ? askRoot(desk, l10n.t('In which folder?')) : desk.roots.at(target.root);
}
