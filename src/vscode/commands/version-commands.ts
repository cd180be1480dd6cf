import type { VersionTarget } from '../target.js';
import { targetsOf, type Desk } from './desk.js';
import type { CommandTable } from './register-commands.js';

type VersionCommands = Pick<CommandTable, 'workflow.showOperation'>;

/** Commands about versions, task runs and what they changed. */
export function versionCommands(desk: Desk): VersionCommands {
  return {
    'workflow.showOperation': async (given) => {
      const target = givenTarget(desk, given);
      if (target !== null) await (await desk.versions.editor()).showOperation(target);
    },
  };
}

function givenTarget(desk: Desk, given: readonly unknown[]): VersionTarget | null {
  return targetsOf(desk, given).find((each): each is VersionTarget => each.kind === 'version') ?? null;
}
