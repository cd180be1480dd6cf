import type { Root } from '../roots/root.js';
import { askRoot, type Desk } from './desk.js';
import type { Command } from './register-commands.js';

/** A command about one folder: the only one, or the one that the person picks. */
export function onRoot(desk: Desk, title: string, work: (root: Root) => Promise<void>): Command {
  return async () => {
    const root = await askRoot(desk, title);
    if (root !== null) await work(root);
  };
}
