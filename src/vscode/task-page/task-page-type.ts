/** The view type of the Task page's panel, by which VS Code knows whom to give one back after a reload. */
export const taskPageType = 'workflow.taskPage';
