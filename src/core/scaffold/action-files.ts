import { actionTemplates } from '../actions/action-templates.js';
import type { ScaffoldFile } from './scaffold-file.js';

/**
 * Workflows of GitHub Actions (document 002, BE-023), twice: as templates where document 000, 4.1 has them, and as they run, since
 * GitHub looks into one folder only and calls no workflow in another.
 */
export const actionFiles: readonly ScaffoldFile[] = ['.ai/workflow/integrations/github_actions', '.github/workflows'].flatMap((folder) => (
  actionTemplates.map(({ name, text }) => ({ path: `${folder}/${name}`, text }))));
