import { type Uri, workspace } from 'vscode';

/** The settings of package.json, read where they are used so that a change counts at once. `scope`: the workspace folder. */
export interface Settings {
  readonly stateRoot: string;
  readonly syncTodo: boolean;
  readonly recordHistory: boolean;
}

export function settingsOf(scope: Uri): Settings {
  const workflow = workspace.getConfiguration('workflow', scope);
  return {
    stateRoot: workflow.get<string>('stateRoot', '').trim(),
    syncTodo: workflow.get<boolean>('todo.sync', true),
    recordHistory: workflow.get<boolean>('tasks.recordHistory', false),
  };
}
