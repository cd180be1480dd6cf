import type { CommandRow } from './command.js';
import { agentCommands } from './commands/agent-commands.js';
import { checkCommand } from './commands/check-command.js';
import { gateCommands } from './commands/gate-commands.js';
import { hookCommands } from './commands/hook-commands.js';
import { initCommand } from './commands/init-command.js';
import { parallelCommands } from './commands/parallel-commands.js';
import { progressCommands } from './commands/progress-commands.js';
import { sessionCommands } from './commands/session-commands.js';
import { specCommands } from './commands/spec-commands.js';
import { taskCommands } from './commands/task-commands.js';
import { tddCommands } from './commands/tdd-commands.js';
import { todoCommand } from './commands/todo-command.js';
import { versionCommands } from './commands/version-commands.js';
import { trustCommands } from './commands/trust-commands.js';
import { worktreeCommands } from './commands/worktree-commands.js';

/** Every command there is, in the order of the help. A new command is a row. */
export const commandRows: readonly CommandRow[] = [
  initCommand, ...sessionCommands, ...taskCommands, todoCommand, ...specCommands, ...trustCommands, ...parallelCommands, ...tddCommands, ...versionCommands, ...gateCommands, ...progressCommands, ...agentCommands, ...hookCommands, ...worktreeCommands, checkCommand,
];
