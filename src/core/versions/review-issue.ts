/** An issue of a review that names a place: `path:line: text` (document 001). Lines count from 1; the path is relative to the run's working tree. */
export interface PlacedIssue {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** The place that an issue names; `null`: it names none, so it is about the whole run. The same place is written in one way only. */
export function parseIssue(issue: string): PlacedIssue | null {
  const { path = '', line = '', text = '' } = /^(?<path>[^:\n]+):(?<line>[1-9]\d{0,6}):\s*(?<text>\S.*)$/s.exec(issue.trim())?.groups ?? {};
  return path === '' ? null : { path: path.trim(), line: Number(line), text };
}

/** How an issue at a place is written. */
export function renderIssue({ path, line, text }: PlacedIssue): string {
  return `${path}:${line}: ${text}`;
}

/** Issues or suggestions as they are typed, one a line; empty lines are none. */
export function parseIssueLines(typed: string): readonly string[] {
  return typed.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');
}
