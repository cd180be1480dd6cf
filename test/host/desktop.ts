// The desktop VS Code, downloaded by @vscode/test-electron: needs the internet, and xvfb-run on a Linux without a display.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import type { Editor, EditorOptions, Group } from './editor.js';
import { quiet } from './server.js';

function switches(group: Group, inspect: string | undefined): string[] {
  const user = mkdtempSync(join(tmpdir(), 'user-'));
  mkdirSync(join(user, 'User'));
  writeFileSync(join(user, 'User/settings.json'), JSON.stringify(quiet));
  return [...(group.open === undefined ? [] : [group.open]), '--no-sandbox', '--disable-gpu', '--disable-updates', '--skip-welcome', '--skip-release-notes', '--disable-extensions',
    ...(group.restricted === true ? [] : ['--disable-workspace-trust']), ...(inspect === undefined ? [] : [`--inspect-extensions=${inspect}`]),
    `--user-data-dir=${user}`, `--extensions-dir=${join(user, 'extensions')}`, `--extensionDevelopmentPath=${process.cwd()}`, `--extensionTestsPath=${group.tests}`];
}

/** Downloads VS Code (VSCODE_VERSION, else the stable one) unless VSCODE_PATH names an executable; each window is a process. */
export async function openDesktop({ env, logs, inspect }: EditorOptions): Promise<Editor> {
  mkdirSync(logs, { recursive: true });
  const executable = process.env['VSCODE_PATH'] ?? await downloadAndUnzipVSCode(process.env['VSCODE_VERSION'] ?? 'stable');
  // Started from a terminal inside VS Code, it would otherwise behave as plain Node or join that VS Code.
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VSCODE|ELECTRON)_/.test(name)));
  return {
    run: async (group, lost) => {
      const child = spawn(executable, switches(group, inspect), { env: { ...own, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
      const log = createWriteStream(join(logs, `${group.name}.log`));
      for (const stream of [child.stdout, child.stderr]) stream.pipe(log, { end: false });
      const end = new Promise<void>((done, fail) => { child.once('error', fail); child.once('close', () => { done(); }); });
      await Promise.race([end, lost]).finally(() => {
        child.kill('SIGKILL');
        log.end();
      });
    },
    close: () => Promise.resolve(),
  };
}
