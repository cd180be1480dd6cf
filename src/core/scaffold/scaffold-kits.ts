import { actionFiles } from './action-files.js';
import { claudeFiles } from './claude-files.js';
import { claudeSettings } from './claude-settings.js';
import type { ScaffoldKit } from './scaffold-file.js';
import { scriptFiles } from './script-files.js';
import { specFiles } from './spec-files.js';

/** The options of `workflow init`; `--all` is all of them. */
export const scaffoldNames = ['scripts', 'claude', 'actions', 'specs'] as const;
/** One of them. */
export type ScaffoldName = (typeof scaffoldNames)[number];

/** What each option brings: a new file is a row in its kit, a new option a kit here and a row in `cli/options.ts`. */
export const scaffoldKits: Readonly<Record<ScaffoldName, ScaffoldKit>> = {
  scripts: { files: scriptFiles, merges: [] },
  claude: { files: claudeFiles, merges: [claudeSettings] },
  actions: { files: actionFiles, merges: [], next: 'On GitHub, set the repository variable WORKFLOW_CLI to where the command is: a committed .vsix or cli.js, or an https address with WORKFLOW_CLI_SHA256.' },
  specs: { files: specFiles, merges: [] },
};
