import { plainLine } from '../text/escape.js';
import type { NextRun } from './next-run.js';

/** How much an agent is told of one list, and of one entry in characters: its context is dear. */
const mostEntries = 20;
const longestEntry = 400;

/** What the next run needs as Markdown for the agent itself (contracts 3, SessionStart). */
export function renderContext(next: NextRun): string {
  const facts = [['Feature', next.feature], ['Role', next.role], ['Last task', next.lastTask], ['Next step', next.nextStep]] as const;
  return [
    '# Hand-over of the run before',
    '',
    line(next.summary),
    ...(next.interrupted ? ['That run did not say that it ends: look at the last changes before you rely on this.'] : []),
    '',
    ...facts.flatMap(([name, value]) => (value === null ? [] : [`- ${name}: ${line(value)}`])),
    ...list('Blockers', next.blockers),
    ...list('Questions for the person', next.questions),
    ...list('In progress', next.inProgress.flatMap(({ text, open }) => [text, ...open.map((each) => `… open: ${each}`)])),
    ...list('Notes', next.notes),
    ...list('Files', next.files),
    ...list('Decisions', next.decisions),
    ...list('Completed', next.completed.slice(-mostEntries)),
    '',
    'Say how it goes on with: workflow progress update <task> <status> [notes]. Leave notes with: workflow progress note <text>.',
    '',
  ].join('\n');
}

function list(title: string, entries: readonly string[]): readonly string[] {
  if (entries.length === 0) return [];
  const more = entries.length - mostEntries;
  return ['', `## ${title}`, ...entries.slice(0, mostEntries).map((entry) => `- ${line(entry)}`), ...(more > 0 ? [`- … and ${more} more`] : [])];
}

function line(text: string): string {
  const plain = plainLine(text);
  return plain.length > longestEntry ? `${plain.slice(0, longestEntry - 1)}…` : plain;
}

/** The beginning of somebody's own log, for an agent that begins. */
export function renderLog(path: string, text: string): string {
  const lines = text.split(/\r\n|\r|\n/).slice(0, 4 * mostEntries).map(line);
  return `# ${path} (a log of somebody's own)\n\n${lines.join('\n').trimEnd()}\n`;
}
