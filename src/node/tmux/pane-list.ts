import type { PaneFront, PaneState } from '../../core/ports.js';
import { errorCode } from '../regular-file.js';
import { callTmux } from './tmux-call.js';
import { foregroundGroup, isReading } from './terminal-reader.js';

/** A pane with what only tmux needs of it. */
export interface TmuxPane {
  /** `%1`: tmux never gives it to another one while its server lives. */
  readonly id: string;
  readonly pid: number;
  /** The process of tmux that holds it. */
  readonly server: number;
  readonly tty: string;
  /** A person scrolls or searches in it. */
  readonly inMode: boolean;
  readonly state: PaneState;
}

/** What we write down on a pane when we start it. Panes without these are a person's own. */
export const paneOptions = { role: '@workflow_role', startedAt: '@workflow_started_at', shell: '@workflow_shell' } as const;

/** The last one may contain anything, so it is the last. */
const fields = [
  'session_name', 'pane_id', 'pid', 'pane_pid', 'pane_tty', 'pane_in_mode', 'pane_dead', 'pane_dead_status', 'pane_dead_signal', paneOptions.role, paneOptions.startedAt, paneOptions.shell,
  'pane_current_command',
] as const;
const format = fields.map((field) => `#{${field}}`).join('\t');

/** Our panes of a state root, in the order of tmux. Without a server there are none. */
export async function listPanes(root: string): Promise<readonly TmuxPane[]> {
  const look = async (): Promise<readonly TmuxPane[]> => parsePanes((await callTmux({ root, cwd: root }, ['list-panes', '-a', '-F', format])).stdout);
  const panes = await look();
  const unexplained = panes.find(({ state: { life } }) => life.kind === 'ended' && life.code === null);
  if (unexplained === undefined) return panes;
  remindOfChildren(unexplained.server);
  return look();
}

/**
 * tmux 3.3 and 3.4 miss, about once in ten times, that a program has ended: they never tell how until they hear of another one. A program that
 * is run to that end would be waited for, and could be missed too; the signal is all that it takes.
 */
function remindOfChildren(server: number): void {
  try {
    if (server > 1) process.kill(server, 'SIGCHLD');
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}

function parsePanes(text: string): readonly TmuxPane[] {
  return text.split('\n').flatMap((line) => {
    const values = line.split('\t');
    const value = (field: (typeof fields)[number]): string => values[fields.indexOf(field)] ?? '';
    if (value(paneOptions.role) === '') return [];
    const [pid, tty] = [Number(value('pane_pid')), value('pane_tty')];
    const life: PaneState['life'] = value('pane_dead') === '1'
      ? { kind: 'ended', code: exitCode(value('pane_dead_status'), value('pane_dead_signal')) }
      : { kind: 'running', front: frontOf({ pid, tty, shell: value(paneOptions.shell), command: value('pane_current_command') }) };
    const state = { session: value('session_name'), role: value(paneOptions.role), startedAt: Number(value(paneOptions.startedAt)), life };
    return [{ id: value('pane_id'), server: Number(value('pid')), pid, tty, inMode: value('pane_in_mode') !== '0', state }];
  });
}

function exitCode(status: string, signal: string): number | null {
  if (status !== '') return Number(status);
  return signal === '' ? null : 128 + Number(signal);
}

/** `shell`: the name of the shell that the pane was started with, empty for a program. `command`: what tmux says is in front. */
function frontOf({ pid, tty, shell, command }: { readonly pid: number; readonly tty: string; readonly shell: string; readonly command: string }): PaneFront {
  const group = foregroundGroup(pid);
  if (shell !== '' && (group === null ? command === shell : group === pid)) return 'shell';
  return isReading(pid, tty) ? 'reading' : 'program';
}
