import { sessionLocation, sessionOfPath, summarisedTask, summaryDirectory } from '../layout/state-layout.js';
import { escapeTodoTitle } from '../text/escape.js';
import type { Operation, TaskRun, TaskSnapshot } from './version.js';

/** Where the summary of a task goes: beside the task's file (decisions 3.13); `null` for what is no task of a session, or archived. */
export function summaryPathOf({ id, sourcePath }: Pick<TaskSnapshot, 'id' | 'sourcePath'>): string | null {
  const session = sessionOfPath(sourcePath);
  return session === null || sessionLocation(session) === 'archives' ? null : `${summaryDirectory(session)}/${id}-summary.md`;
}

/** Whether a folder of summaries has one of this task already, under either name. */
export function hasSummary(names: readonly string[], id: string): boolean {
  return names.some((name) => summarisedTask(name) === id);
}

/** The summary of a task whose run is completed: what was asked, who did it, what changed. A person may write on in it. */
export function renderTaskSummary(run: TaskRun, { title, acceptanceCriteria }: Pick<TaskSnapshot, 'title' | 'acceptanceCriteria'>): string {
  const { taskId, operations, leftOut = [] } = run;
  const parts = [
    `# ${escapeTodoTitle(taskId)}: ${escapeTodoTitle(title)}`,
    factsOf(run).map((each) => `- ${each}`).join('\n'),
    ...section('Accepted when', acceptanceCriteria),
    ...section('Changes', operations.length === 0 ? ['Nothing was recorded.'] : operations.map(lineOf)),
    ...section('Not recorded', leftOut),
  ];
  return `${parts.join('\n\n')}\n`;
}

function factsOf({ agent, attemptNumber, completedAt, reviewSession, startedAt, workflowVersion }: TaskRun): readonly string[] {
  const { decision, reviewer = '', notes = '' } = reviewSession ?? {};
  return [
    `Version ${workflowVersion}${attemptNumber === 1 ? '' : `, attempt ${attemptNumber}`}`,
    ...(agent === '' ? [] : [`By ${escapeTodoTitle(agent)}`]),
    `${startedAt} to ${completedAt ?? ''}`,
    ...(decision === 'approved' ? [`Reviewed by ${escapeTodoTitle(reviewer)}${notes === '' ? '' : `: ${escapeTodoTitle(notes)}`}`] : []),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}\n\n${lines.map((each) => `- ${escapeTodoTitle(each)}`).join('\n')}`];
}

function lineOf({ type, targetType, targetId, targetPath, changes: { diffSummary } }: Operation): string {
  return `${type} ${targetPath ?? `${targetType} ${targetId}`}${diffSummary === '' ? '' : `: ${diffSummary}`}`;
}
