import type { Desk } from './desk.js';
import { editTaskCommands } from './edit-task-commands.js';
import type { CommandTable } from './register-commands.js';
import { gateCommands } from './gate-commands.js';
import { parallelCommands } from './parallel-commands.js';
import { reviewCommands } from './review-commands.js';
import { sessionCommands } from './session-commands.js';
import { specCommands } from './spec-commands.js';
import { taskCommands } from './task-commands.js';
import { tddCommands } from './tdd-commands.js';
import { todoCommands } from './todo-commands.js';
import { trustCommands } from './trust-commands.js';
import { versionCommands } from './version-commands.js';
import { viewCommands } from './view-commands.js';

/** Every command with what it does. A missing one does not compile. */
export function commandTable(desk: Desk): CommandTable {
  return {
    ...sessionCommands(desk), ...taskCommands(desk), ...editTaskCommands(desk), ...todoCommands(desk), ...viewCommands(desk),
    ...specCommands(desk), ...trustCommands(desk.trust), ...parallelCommands(desk), ...tddCommands(desk.tdd), ...gateCommands(desk), ...reviewCommands(desk), ...versionCommands(desk),
  };
}
