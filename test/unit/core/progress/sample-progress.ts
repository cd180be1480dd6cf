/** The hand-over of document 000, 1.1, as it stands there. */
export const sampleProgress = `# Claude Progress File
# Auto-generated - Do not edit manually unless necessary

## Session Info
session_id: abc123
started: 2026-01-27T10:00:00Z
last_updated: 2026-01-27T14:30:00Z
feature: workflow-improvements-2026
role: backend

## Current State
status: IN_PROGRESS
current_task: "Implement worktree manager"
task_id: BE-003

## Completed This Session
- [x] BE-001: Created harness module structure
- [x] BE-002: Implemented progress_manager.sh

## In Progress
- [ ] BE-003: Implement worktree_manager.sh (60% complete)
  - [x] Created base script
  - [x] Implemented create_worktree()
  - [ ] Implement cleanup_worktree()
  - [ ] Add error handling

## Blockers
None

## Notes for Next Session
- cleanup_worktree() needs to check for uncommitted changes
- Consider adding force flag for emergencies
- Test with multiple concurrent worktrees

## Files Modified This Session
- .ai/workflow/harness/progress_manager.sh (created)
- .ai/workflow/parallel/worktree_manager.sh (in progress)

## Key Decisions Made
- Using git worktree linked mode for efficiency
- Worktrees stored in .worktrees/ directory

## Questions for Human
None currently
`;

/** The other dialect: small words for nothing, comments that explain. */
export const smallDialect = `# Claude Progress File
<!-- Keep this file current. -->

## Session Info
session_id: s-1
feature: user-auth
role: qa

## Current State
status: not_started
current_task: none
task_id: none

## Completed This Session
<!-- - [x] EXAMPLE-1: not a task -->

## In Progress
<!--
- [ ] EXAMPLE-2: not one either
-->

## Blockers
none

## Notes for Next Session
<!-- For whoever comes next. -->
- The key is in the vault
`;
