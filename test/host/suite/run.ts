// Runs inside the extension host: VS Code calls `run` of the module that the window's address names.
import { connect } from 'node:net';
import { once } from 'node:events';
import * as v8 from 'node:v8';
import { workspace } from 'vscode';
import { runMocha, testFiles } from '../mocha.js';
import type { Counts } from '../report.js';

/** How long the folders of a workspace may take to be there, in milliseconds. */
const foldersLimit = 15_000;

/**
 * When the server is slow, VS Code in the browser may open a .code-workspace file and never read its folders. Then no test is run;
 * the launcher opens another window.
 */
async function foldersThere(): Promise<void> {
  if (workspace.workspaceFolders?.length) return;
  await new Promise<void>((there, fail) => {
    const timer = setTimeout(() => { fail(new Error('VS Code opened the workspace without its folders.')); }, foldersLimit);
    workspace.onDidChangeWorkspaceFolders(() => { clearTimeout(timer); there(); });
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
