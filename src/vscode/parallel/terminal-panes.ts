import { type Terminal, type TerminalOptions, window } from 'vscode';
import { paneSession } from '../../core/parallel/pane-names.js';
import type { PaneAddress, PaneStart, PaneState, Panes, Time } from '../../core/ports.js';

/** What tells our terminals from others, also after a reload: their variables. */
interface Marked {
  readonly terminal: Terminal;
  readonly address: PaneAddress;
}

/** The Panes port by terminals of the editor, for where there is no tmux (decisions 8.4). What is on their screens cannot be read. */
export class TerminalPanes implements Panes {
  readonly #startedAt = new WeakMap<Terminal, number>();

  constructor(private readonly root: string, private readonly time: Pick<Time, 'now'>) {}

  start({ session, role, cwd, env, argv }: PaneStart): Promise<'started' | 'running'> {
    const known = this.#find({ session, role });
    if (known !== null && known.exitStatus === undefined) return Promise.resolve('running');
    known?.dispose();
    const [shellPath, ...shellArgs] = argv ?? [];
    const terminal = window.createTerminal({
      name: role, cwd, env: { ...env, WORKFLOW_PANE: this.#mark({ session, role }) }, isTransient: false,
      ...(shellPath === undefined ? {} : { shellPath, shellArgs: [...shellArgs] }),
    });
    this.#startedAt.set(terminal, this.time.now());
    return Promise.resolve('started');
  }

  send(pane: PaneAddress, line: string): Promise<'sent' | 'ended' | 'missing'> {
    const terminal = this.#find(pane);
    if (terminal === null) return Promise.resolve('missing');
    if (terminal.exitStatus !== undefined) return Promise.resolve('ended');
    terminal.sendText(line, true);
    return Promise.resolve('sent');
  }

  capture(): Promise<null> {
    return Promise.resolve(null);
  }

  attach(): null {
    return null;
  }

  show(pane: PaneAddress): boolean {
    const terminal = this.#find(pane);
    terminal?.show();
    return terminal !== null;
  }

  stop(session: string): Promise<boolean> {
    const own = this.#all().filter(({ address }) => address.session === session);
    for (const { terminal } of own) terminal.dispose();
    return Promise.resolve(own.length > 0);
  }

  list(): Promise<readonly PaneState[]> {
    return Promise.resolve(this.#all().map(({ terminal, address }) => ({ ...address, startedAt: this.#startedAt.get(terminal) ?? 0, life: lifeOf(terminal) })));
  }

  #mark({ session, role }: PaneAddress): string {
    return JSON.stringify([this.root, session, role]);
  }

  #find(pane: PaneAddress): Terminal | null {
    return this.#all().find(({ address }) => address.session === pane.session && address.role === pane.role)?.terminal ?? null;
  }

  #all(): readonly Marked[] {
    return window.terminals.flatMap((terminal) => {
      const address = this.#addressIn(terminal);
      return address === null ? [] : [{ terminal, address }];
    });
  }

  #addressIn({ creationOptions }: Terminal): PaneAddress | null {
    const { env } = creationOptions as TerminalOptions;
    const mark = env?.['WORKFLOW_PANE'];
    const role = env?.['AGENT_ROLE'];
    const feature = env?.['FEATURE_ID'];
    if (typeof mark !== 'string' || typeof role !== 'string' || typeof feature !== 'string') return null;
    const address: PaneAddress = { session: paneSession(feature), role };
    return mark === this.#mark(address) ? address : null;
  }
}

/** Whether a program waits there for somebody cannot be known, so one that runs counts as working. */
function lifeOf({ exitStatus, creationOptions }: Terminal): PaneState['life'] {
  if (exitStatus !== undefined) return { kind: 'ended', code: exitStatus.code ?? null };
  return { kind: 'running', front: 'shellPath' in creationOptions ? 'program' : 'shell' };
}
