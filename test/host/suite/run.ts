// Runs inside the extension host: VS Code calls `run` of the module that the window's address names.
import { connect } from 'node:net';
import { once } from 'node:events';
import { utimesSync } from 'node:fs';
import * as v8 from 'node:v8';
import { workspace } from 'vscode';
import { runMocha, testFiles } from '../mocha.js';
import type { Counts } from '../report.js';

/** How long the folders of a workspace may take to be there, in milliseconds. */
const foldersLimit = 30_000;

/**
 * VS Code in the browser reads a .code-workspace file twice, as the browser remembers it and as it is. When a slow server gives both
 * answers at once, that of a browser that remembers nothing, no folders, wins (in 1.100 as in 1.139) until the file is seen to change. So it
 * is touched, and again, since VS Code may not watch it yet.
 */
async function foldersThere(): Promise<void> {
  const there = (): boolean => (workspace.workspaceFolders ?? []).length > 0;
  if (there()) return;
  const file = workspace.workspaceFile?.fsPath;
  await new Promise<void>((done, fail) => {
    const end = (error?: Error): void => {
      clearInterval(touching);
      clearTimeout(timer);
      listening.dispose();
      if (error === undefined) done();
      else fail(error);
    };
    const touching = setInterval(() => { if (file !== undefined) utimesSync(file, new Date(), new Date()); }, 1000);
    const timer = setTimeout(() => { end(new Error(`VS Code opened ${file ?? 'the folder'} without its folders, and did not read it again when it was touched.`)); }, foldersLimit);
    const listening = workspace.onDidChangeWorkspaceFolders(() => { if (there()) end(); });
  });
}

/**
 * Runs the compiled tests of a folder, in a window that has workspace folders or is meant to have none. Everything printed and the
 * counts go to the launcher, one JSON value a line.
 */
export async function run(folder: string, hasFolders: boolean): Promise<void> {
  const launcher = connect(Number(process.env['TEST_PORT']), '127.0.0.1');
  await once(launcher, 'connect');
  const send = (message: string | Counts): void => { launcher.write(`${JSON.stringify(message)}\n`); };
  try {
    if (hasFolders) await foldersThere();
    send(await runMocha(testFiles(folder), send));
  } catch (error) {
    send(error instanceof Error ? error.stack ?? error.message : String(error));
    throw error;
  } finally {
    // Stopped too, since a second, partial report at the end of the process would spoil this one.
    if (process.env['NODE_V8_COVERAGE'] !== undefined) { v8.takeCoverage(); v8.stopCoverage(); }
    launcher.end();
    await once(launcher, 'close');
  }
}
