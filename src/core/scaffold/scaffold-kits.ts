import { actionFiles } from './action-files.js';
import { claudeFiles } from './claude-files.js';
import { claudeSettings } from './claude-settings.js';
import type { ScaffoldKit } from './scaffold-file.js';
import type { ScaffoldPlaces } from './scaffold-places.js';
import { scriptFiles } from './script-files.js';
import { specFiles } from './spec-files.js';

/** The options of `workflow init`; `--all` is all of them. */
export const scaffoldNames = ['scripts', 'claude', 'actions', 'specs'] as const;
/** One of them. */
export type ScaffoldName = (typeof scaffoldNames)[number];

/** What an option brings: a new file is a row in its kit, a new option a kit here and a row in `cli/options.ts`. */
export function scaffoldKit(name: ScaffoldName, places: ScaffoldPlaces): ScaffoldKit {
  return kits[name](places);
}

const kits: Readonly<Record<ScaffoldName, (places: ScaffoldPlaces) => ScaffoldKit>> = {
  scripts: () => ({ files: scriptFiles, merges: [] }),
  claude: () => ({ files: claudeFiles, merges: [claudeSettings] }),
  actions: (places) => ({
    files: actionFiles(places), merges: [],
    next: 'On GitHub, set the repository variable WORKFLOW_CLI to where the command is: a committed .vsix or cli.js, or an https address with WORKFLOW_CLI_SHA256.',
  }),
  specs: (places) => ({ files: specFiles(places), merges: [] }),
};
