import { type TextDocument, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../base/lifetime.js';
import { classifyPath } from '../core/layout/state-layout.js';
import type { Root } from './roots/root.js';

/** Documents of a root that the person has changed and not saved, by path. They are never overwritten. */
export function dirtyFiles(root: Root): ReadonlyMap<string, TextDocument> {
  const dirty = workspace.textDocuments.filter((document) => document.isDirty && document.uri.scheme === 'file');
  return new Map(dirty.flatMap((document) => {
    const path = root.pathOf(document.uri);
    return path === null ? [] : [[path, document] as const];
  }));
}

/** The person is writing in this file, or in one below this directory. */
export function isHeld(root: Root, path: string): boolean {
  return [...dirtyFiles(root).keys()].some((dirty) => dirty === path || dirty.startsWith(`${path}/`));
}

/** A list of tasks waits to follow them, because the person is writing in it. */
export function holdsTodo(root: Root): boolean {
  return [...dirtyFiles(root).keys()].some((path) => classifyPath(path).kind === 'todo');
}

/** Fires when a document becomes dirty or is so no more. */
export function onDidChangeDirty(listener: () => void): Disposable {
  const lifetime = new Lifetime();
  const dirty = new Set<string>();
  const look = (document: TextDocument, isDirty: boolean): void => {
    const uri = document.uri.toString();
    if (isDirty === dirty.has(uri)) return;
    if (isDirty) dirty.add(uri);
    else dirty.delete(uri);
    listener();
  };
  lifetime.own(workspace.onDidChangeTextDocument(({ document }) => { look(document, document.isDirty); }));
  lifetime.own(workspace.onDidSaveTextDocument((document) => { look(document, false); }));
  lifetime.own(workspace.onDidCloseTextDocument((document) => { look(document, false); }));
  return lifetime;
}
