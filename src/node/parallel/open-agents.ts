import type { AgentsPlace } from '../../core/parallel/agents-place.js';
import { beginRun, pauseRun, type RunPlace } from '../../core/parallel/agent-run.js';
import type { AskedCommand } from '../../core/consent/consent.js';
import type { Refusal } from '../../core/plans/plan.js';
import type { Panes } from '../../core/ports.js';
import type { ProjectConfig } from '../../core/specs/project-config.js';
import { clock } from '../clock.js';
import { openGit } from '../git/git.js';
import type { OpenRoot } from '../open-root.js';
import { probePort } from '../probe-port.js';
import { homeOf } from '../worktrees/place.js';
import type { AgentTraces } from './agent-evidence.js';
import { agentWorktrees } from './agent-worktrees.js';
import { runConfigured } from './role-worktree.js';
import { writeEnvironment } from './write-environment.js';

/** Agents side by side, for one state root: what starts and stops them, and where they leave traces. */
export interface OpenAgents {
  readonly agents: AgentsPlace;
  readonly traces: AgentTraces;
}

/** What differs from host to host. */
export interface AgentsHost {
  /** Of tmux (`tmuxPanes`), or of the editor. */
  readonly panes: Panes;
  /** Asks the person for consent to a command of the configuration; `null`: it may run. */
  readonly agree: (command: AskedCommand) => Promise<Refusal | null>;
}

/** Puts together what starting agents needs. Only where the folder is trusted. */
export function openAgents({ place, files, alone, apply }: OpenRoot, { parallel, harness }: ProjectConfig, { panes, agree }: AgentsHost): OpenAgents {
  const home = homeOf(place.root, parallel.worktree_base);
  const shared = harness.progress_file;
  const runs = (): RunPlace => ({ files, apply, shared, mostHistory: harness.max_history_entries, now: clock.now() });
  return {
    agents: {
      panes,
      ports: { files, alone, probe: probePort, range: parallel.port_range },
      worktrees: agentWorktrees({ place, git: openGit(place.root), home }, (worktree) => runConfigured({ moment: 'teardown', line: parallel.teardown, worktree, agree })),
      setUp: (worktree) => runConfigured({ moment: 'setup', line: parallel.setup, worktree, agree }),
      beginRun: (feature, role) => beginRun(runs(), feature, role),
      pauseRun: (role) => pauseRun(runs(), role),
      writeEnvironment: (worktree, text) => writeEnvironment({ commonDir: place.commonDir, worktree }, text),
    },
    traces: { place, files, panes, home, shared },
  };
}
