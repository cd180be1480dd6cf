import { sessionByPath } from '../../core/workflow/selectors.js';
import type { WorkflowState } from '../../core/workflow/workflow-state.js';
import type { SessionTarget } from '../target.js';
import type { ShownSession } from './tasks-tree.js';
import type { RootView } from './tree-node.js';

/** The sessions whose tasks are shown: the one the person chose, else the active one of each root. */
export function shownSessions(views: readonly RootView<WorkflowState>[], chosen: SessionTarget | null): ShownSession[] {
  const picked = views.flatMap((view) => (view.root === chosen?.root ? shown(view, chosen.session) : []));
  return picked.length > 0 ? picked : views.flatMap((view) => (view.state.active === null ? [] : shown(view, view.state.active.path)));
}

function shown({ root, state }: RootView<WorkflowState>, path: string): ShownSession[] {
  const session = sessionByPath(state, path);
  return session === null ? [] : [{ root, session, isActive: state.active?.path === path }];
}
