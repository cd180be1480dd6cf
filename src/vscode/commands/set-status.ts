import { l10n } from 'vscode';
import type { TaskStatus } from '../../core/tasks/task-status.js';
import { askText } from '../ask.js';
import type { Desk, FoundTask } from './desk.js';

export interface Wanted {
  readonly status: TaskStatus;
  /** Empty when there is nothing to say. */
  readonly reason: string;
}

/** Sets the status of tasks, one request per session; several at once are offered to be taken back. */
export async function setStatus({ gestures }: Desk, found: readonly FoundTask[], { status, reason }: Wanted): Promise<void> {
  for (const { root, session, tasks } of groups(found)) {
    const request = { do: 'set-task-status', session, tasks, status, ...(reason === '' ? {} : { reason }) } as const;
    if (found.length > 1) await gestures.performMany(root, request);
    else await gestures.perform(root, request);
  }
}

interface Group {
  readonly root: FoundTask['root'];
  readonly session: string;
  readonly tasks: readonly string[];
}

function groups(found: readonly FoundTask[]): Group[] {
  const bySession = new Map<string, Group>();
  for (const { root, session, task } of found) {
    const key = `${root.root}\n${session.path}`;
    const tasks = [...(bySession.get(key)?.tasks ?? []), task.id];
    bySession.set(key, { root, session: session.path, tasks: [...new Set(tasks)] });
  }
  return [...bySession.values()];
}

/** Why a task is blocked or failed. A block without a reason helps nobody. */
export function askReason(verb: 'block' | 'fail', found: readonly FoundTask[]): Promise<string | null> {
  const t = l10n.t;
  const which = found.map(({ task }) => task.id).join(', ');
  const required = (text: string): string | null => (text === '' ? t('Say what the task waits for.') : null);
  return verb === 'block'
    ? askText({ title: t('Block {0}', which), prompt: t('What does it wait for?'), check: required })
    : askText({ title: t('Fail {0}', which), prompt: t('Why did it fail? May be left empty.') });
}
