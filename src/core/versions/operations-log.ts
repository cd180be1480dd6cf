import { plainLine } from '../text/escape.js';
import type { Operation } from './version.js';

/** `[{timestamp}] {operation_type} {target_type}: {target_id} ({path})`, without the line break (document 001). One line, whatever a path holds. */
export function renderLogLine({ performedAt, type, targetType, targetId, targetPath }: Pick<Operation, 'performedAt' | 'type' | 'targetType' | 'targetId' | 'targetPath'>): string {
  return plainLine(`[${performedAt}] ${type} ${targetType}: ${targetId}${targetPath === null ? '' : ` (${targetPath})`}`);
}
