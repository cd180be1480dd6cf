import { plainLine } from '../text/escape.js';
import type { Operation } from './version.js';

/** One line of `operations.log`: what is said of an operation there. */
export interface LogLine {
  readonly at: string;
  readonly type: string;
  readonly targetType: string;
  readonly targetId: string;
  /** `null`: there is none, and no parentheses. */
  readonly path: string | null;
}

/** `[{timestamp}] {operation_type} {target_type}: {target_id} ({path})`, without the line break (document 001). One line, whatever a path holds. */
export function renderLogLine({ performedAt, type, targetType, targetId, targetPath }: Pick<Operation, 'performedAt' | 'type' | 'targetType' | 'targetId' | 'targetPath'>): string {
  return plainLine(`[${performedAt}] ${type} ${targetType}: ${targetId}${targetPath === null ? '' : ` (${targetPath})`}`);
}

const pattern = /^\[([^\]]+)\] ([A-Z]+) ([a-z]+): (.*)$/;

/** Reads the lines that are lines of a log; half lines and other text are passed over. */
export function parseLog(text: string): readonly LogLine[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, at, type, targetType, rest = ''] = pattern.exec(line) ?? [];
    if (at === undefined || type === undefined || targetType === undefined) return [];
    const [, targetId = rest, path = null] = /^(.*?) \((.*)\)$/.exec(rest) ?? [];
    return [{ at, type, targetType, targetId, path }];
  });
}
