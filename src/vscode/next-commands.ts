import type { Refusal } from '../core/plans/plan.js';
import type { NextVerb } from '../core/plans/next-step.js';
import type { CommandId } from './commands/command-ids.js';
import type { Translate } from './translate.js';

/** What the editor has for a next step: a command, called as in the palette, or a view that shows what is meant. */
export interface NextCommand {
  readonly id: CommandId | 'workbench.actions.view.problems' | 'workflow.versions.focus';
  readonly title: string;
}

/** Every next step that a refusal may name, in the words of the editor. */
export function nextCommands(t: Translate): Readonly<Record<NextVerb, NextCommand>> {
  const versions: NextCommand = { id: 'workflow.versions.focus', title: t('Versions') };
  return {
    'approve design': { id: 'workflow.approveDesign', title: t('Approve Design') },
    'approve implementation': { id: 'workflow.approveImplementation', title: t('Approve Implementation') },
    'check': { id: 'workbench.actions.view.problems', title: t('Problems') },
    'parallel start': { id: 'workflow.startAgents', title: t('Start Parallel Agents…') },
    'parallel stop': { id: 'workflow.stopAgents', title: t('Stop Parallel Agents…') },
    'review decide': { id: 'workflow.recordReview', title: t('Record Review…') },
    'run finish': { id: 'workflow.finishRun', title: t('Finish Task Run…') },
    'run start': { id: 'workflow.startRun', title: t('Start Task Run') },
    'spec interview': { id: 'workflow.createSpec', title: t('Create Feature Spec') },
    'version create': { id: 'workflow.createVersion', title: t('Create Version') },
    'version list': versions,
    'version rollback': { id: 'workflow.rollBack', title: t('Roll Back…') },
    'version show': versions,
    'worktree cleanup': { id: 'workflow.cleanUpWorktree', title: t('Clean Up Worktree…') },
    'worktree doctor': { id: 'workflow.checkWorktrees', title: t('Check Worktrees') },
    'worktree finish': { id: 'workflow.finishWorktree', title: t('Finish Worktree…') },
  };
}

/** Why something was not done. */
export type Reason = Pick<Refusal, 'message' | 'next'>;

/** A refusal as the editor says it: where the line names a command of the command line, the editor's own. */
export function refusalText(t: Translate, { message, next = [] }: Reason): string {
  const commands = nextCommands(t);
  // Longest first: one line may be the beginning of another.
  return next.toSorted((one, other) => other.line.length - one.line.length).reduce((text, { verb, line }) => text.replaceAll(line, () => `"${commands[verb].title}"`), message);
}

/** What a refusal leads to, each command once. */
export function commandsAfter(t: Translate, { next = [] }: Reason): readonly NextCommand[] {
  const commands = nextCommands(t);
  return [...new Set(next.map(({ verb }) => commands[verb]))].filter((each, index, all) => all.findIndex(({ id }) => id === each.id) === index);
}
