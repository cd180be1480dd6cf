import { targetsOf, type Desk } from './desk.js';
import type { CommandTable } from './register-commands.js';

type ReviewCommands = Pick<CommandTable, 'workflow.recordReview'>;

/** Commands about reviews. */
export function reviewCommands(desk: Desk): ReviewCommands {
  return {
    'workflow.recordReview': async (given) => {
      const target = targetsOf(desk, given).find((each) => each.kind === 'version') ?? null;
      await (await desk.reviews.editor()).record(target);
    },
  };
}
