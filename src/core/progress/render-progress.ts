import { sectionTitles } from './progress-lines.js';

/** Who begins a run of what, and when: ISO 8601 in UTC. */
export interface NewRun {
  readonly sessionId: string;
  readonly feature: string;
  readonly role: string;
  readonly at: string;
}

/** A new hand-over in the words of document 000, 1.1. */
export function renderNewProgress({ sessionId, feature, role, at }: NewRun): string {
  const section = (title: string, ...lines: readonly string[]): readonly string[] => [`## ${title}`, ...lines, ''];
  const { info, state, completed, inProgress, blockers, notes, files, decisions, questions } = sectionTitles;
  return [
    '# Claude Progress File',
    '# Auto-generated - Do not edit manually unless necessary',
    '',
    ...section(info, `session_id: ${sessionId}`, `started: ${at}`, `last_updated: ${at}`, `feature: ${feature}`, `role: ${role}`),
    ...section(state, 'status: INITIALIZING', 'current_task: None', 'task_id: None'),
    ...[completed, inProgress].flatMap((title) => section(title)),
    ...section(blockers, 'None'),
    ...[notes, files, decisions].flatMap((title) => section(title)),
    ...section(questions, 'None'),
  ].join('\n');
}
