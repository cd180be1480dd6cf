import { containerWord } from './task-status.js';

/** What a new task file says; the rest is document 004's template. */
export interface NewTask {
  readonly id: string;
  readonly title: string;
  readonly parent?: string | undefined;
  /** Made to hold subtasks, so that its status is derived. */
  readonly isContainer?: boolean;
}

/** Kinds of task by words of the title, with the agent that document 004 assigns; the first that fits counts. */
const kinds: readonly { readonly words: RegExp; readonly type: string; readonly agent: string }[] = [
  { words: /\b(?:plan|design|analy[sz]e|architecture)\b/i, type: 'feature', agent: 'planning-agent' },
  { words: /\b(?:tests?|testing|coverage)\b/i, type: 'test', agent: 'code-review-test-agent' },
  { words: /\b(?:review|audit)\b/i, type: 'refactor', agent: 'review-agent' },
  { words: /\b(?:fix|bug|bugs|bugfix|regression)\b/i, type: 'bugfix', agent: 'code-developer' },
  { words: /\b(?:refactor|clean up|rename|extract)\b/i, type: 'refactor', agent: 'code-developer' },
  { words: /\b(?:docs?|document|documentation|readme)\b/i, type: 'docs', agent: 'code-developer' },
];

/** The text of a new task file with the six fields of document 004, ready for an agent or a person to fill in. */
export function renderTaskFile({ id, title, parent, isContainer = false }: NewTask): string {
  const { type, agent } = kinds.find(({ words }) => words.test(title)) ?? { type: 'feature', agent: 'code-developer' };
  const task = {
    id,
    title,
    status: isContainer ? containerWord : 'pending',
    meta: { type, agent },
    context: { requirements: [], focus_paths: [], acceptance: [], ...(parent === undefined ? {} : { parent }), depends_on: [] },
    flow_control: { pre_analysis: [], implementation_approach: {}, target_files: [] },
  };
  return `${JSON.stringify(task, null, 2)}\n`;
}
