/** Why the view of worktrees and agents is empty. `loading`: nothing was looked at yet, so nothing is said. */
export type AgentsEmptyReason = 'loading' | 'no-folder' | 'restricted' | 'no-git' | 'no-agents';
