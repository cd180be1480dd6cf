import { type DataTransfer, DataTransferItem, type TreeDragAndDropController } from 'vscode';
import type { SessionTarget, Target, TaskTarget } from '../target.js';
import type { TreeNode } from './tree-node.js';

const mimeType = 'application/vnd.code.tree.workflow.tasks';

export type MoveTask = (task: TaskTarget, parent: string | null) => Promise<void>;

/** Dragging tasks under another task, or out to the top level. Which moves are allowed the planner says. */
export class TaskDrag implements TreeDragAndDropController<TreeNode> {
  readonly dragMimeTypes = [mimeType];
  readonly dropMimeTypes = [mimeType];

  constructor(private readonly move: MoveTask) {}

  handleDrag(nodes: readonly TreeNode[], transfer: DataTransfer): void {
    const tasks = nodes.map(({ target }) => target).filter((target) => target.kind === 'task');
    if (tasks.length > 0) transfer.set(mimeType, new DataTransferItem(tasks));
  }

  async handleDrop(onto: TreeNode | undefined, transfer: DataTransfer): Promise<void> {
    const value: unknown = transfer.get(mimeType)?.value;
    const tasks = Array.isArray(value) ? (value as readonly TaskTarget[]) : [];
    for (const task of tasks) await this.#drop(task, onto?.target);
  }

  async #drop(task: TaskTarget, onto: Target | undefined): Promise<void> {
    if (onto?.kind === 'task') {
      if (isSameSession(task, onto) && onto.file !== task.file) await this.move(task, onto.task);
    } else if (onto === undefined || (onto.kind === 'session' && isSameSession(task, onto))) {
      await this.move(task, null);
    }
  }
}

function isSameSession(task: TaskTarget, other: TaskTarget | SessionTarget): boolean {
  return task.root === other.root && task.session === other.session;
}
