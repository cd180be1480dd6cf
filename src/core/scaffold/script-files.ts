import coder from './scripts/coder.sh';
import findCli from './scripts/find_cli.sh';
import initializer from './scripts/initializer.sh';
import interview from './scripts/interview.sh';
import monitor from './scripts/monitor.sh';
import portManager from './scripts/port_manager.sh';
import postEditLayer from './scripts/post_edit_layer.sh';
import preCommitTdd from './scripts/pre_commit_tdd.sh';
import progressManager from './scripts/progress_manager.sh';
import sessionStart from './scripts/session_start.sh';
import stateSerializer from './scripts/state_serializer.sh';
import tddEnforcer from './scripts/tdd_enforcer.sh';
import tmuxOrchestrator from './scripts/tmux_orchestrator.sh';
import trustEvaluator from './scripts/trust_evaluator.sh';
import validator from './scripts/validator.sh';
import worktreeManager from './scripts/worktree_manager.sh';
import type { ScaffoldFile } from './scaffold-file.js';

const script = (path: string, text: string): ScaffoldFile => ({ path: `.ai/workflow/${path}`, text, executable: true });

/** The bash functions of document 000, 4.1 (contracts 2): thin wrappers over the command line. */
export const scriptFiles: readonly ScaffoldFile[] = [
  script('scripts/find_cli.sh', findCli),
  script('harness/initializer.sh', initializer),
  script('harness/coder.sh', coder),
  script('harness/progress_manager.sh', progressManager),
  script('harness/state_serializer.sh', stateSerializer),
  script('parallel/worktree_manager.sh', worktreeManager),
  script('parallel/tmux_orchestrator.sh', tmuxOrchestrator),
  script('parallel/port_manager.sh', portManager),
  script('parallel/monitor.sh', monitor),
  script('specs/validator.sh', validator),
  script('specs/interview.sh', interview),
  script('enforcement/tdd_enforcer.sh', tddEnforcer),
  script('enforcement/trust_evaluator.sh', trustEvaluator),
  script('hooks/pre_commit_tdd.sh', preCommitTdd),
  script('hooks/post_edit_layer.sh', postEditLayer),
  script('hooks/session_start.sh', sessionStart),
];
