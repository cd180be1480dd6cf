import { l10n } from 'vscode';
import type { AskedCommand } from '../../core/consent/consent.js';
import { asRole } from '../../core/layout/names.js';
import { deriveAgents } from '../../core/parallel/monitor.js';
import { refusal, type Refusal } from '../../core/plans/plan.js';
import { loadProgress } from '../../core/progress/load-progress.js';
import { nextRunOf } from '../../core/progress/next-run.js';
import { parseProgress } from '../../core/progress/progress.js';
import type { Panes } from '../../core/ports.js';
import { loadConfig } from '../../core/specs/load-config.js';
import type { ProjectConfig } from '../../core/specs/project-config.js';
import { clock } from '../../node/clock.js';
import { lookAtAgents } from '../../node/parallel/agent-evidence.js';
import { openAgents, type OpenAgents } from '../../node/parallel/open-agents.js';
import { tmuxPanes } from '../../node/tmux/tmux-panes.js';
import { askConsent } from '../ask-consent.js';
import type { Root } from '../roots/root.js';
import type { AgentRow } from './agents-tree.js';
import type { HandOver } from './hand-over-rows.js';
import { TerminalPanes } from './terminal-panes.js';

/** The agents of one root, as its configuration wants them. */
export interface AgentDesk extends OpenAgents {
  readonly config: ProjectConfig;
  readonly panes: Panes;
}

/** Asks the person for consent to a command of the configuration; `null`: it may run. */
export async function agree(command: AskedCommand): Promise<Refusal | null> {
  return await askConsent(command) ? null : refusal('consent/declined', l10n.t('You did not agree to it.'));
}

/** Where agents run: panes of tmux, or terminals of the editor where `parallel.manager` says so or there is no tmux (Windows). */
export class AgentDesks {
  readonly #terminals = new Map<string, TerminalPanes>();

  async of({ open }: Root): Promise<AgentDesk> {
    const config = await loadConfig(open.files);
    const isTmux = config.parallel.manager === 'tmux' && process.platform !== 'win32';
    const panes = isTmux ? tmuxPanes(open.place.root) : this.#terminalsOf(open.place.root);
    return { ...openAgents(open, config, { panes, agree }), config, panes };
  }

  #terminalsOf(root: string): TerminalPanes {
    const known = this.#terminals.get(root) ?? new TerminalPanes(root, clock);
    this.#terminals.set(root, known);
    return known;
  }
}

/** The rows of all agents that left a trace beyond a worktree of their own. */
export async function agentRowsOf({ open }: Root, { traces }: AgentDesk): Promise<readonly AgentRow[]> {
  const evidence = (await lookAtAgents(traces)).filter(({ claim, pane, event }) => claim !== null || pane !== null || event !== null);
  const known = new Map(evidence.map((each) => [each.role, each]));
  return Promise.all(deriveAgents(evidence).map(async (status) => ({
    ...status, hasPane: known.get(status.role)?.pane !== null, handOver: await handOverOf(open, { role: status.role, shared: traces.shared }),
  })));
}

/** What a role left for its next run; `null`: nothing that can be read. */
export async function handOverOf({ files }: Root['open'], { role, shared }: { readonly role: string; readonly shared: string }): Promise<HandOver | null> {
  const checked = asRole(role);
  if (!checked.ok) return null;
  const loaded = await loadProgress(files, { role: checked.value, shared });
  if (loaded.kind === 'refusal' || loaded.text === null) return null;
  return { path: loaded.path, next: nextRunOf(parseProgress(loaded.text)) };
}
