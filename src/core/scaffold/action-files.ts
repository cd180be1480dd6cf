import { actionTemplates } from '../actions/action-templates.js';
import type { ScaffoldFile } from './scaffold-file.js';
import type { ScaffoldPlaces } from './scaffold-places.js';

/**
 * Workflows of GitHub Actions (document 002, BE-023), twice: as templates, where the configuration has them (document 000, 4.1), and as
 * they run, since GitHub looks into one folder only and calls no workflow in another.
 */
export function actionFiles({ actionTemplates: folder }: ScaffoldPlaces): readonly ScaffoldFile[] {
  return [...new Set([folder, '.github/workflows'])].flatMap((each) => actionTemplates.map(({ name, text }) => ({ path: `${each}/${name}`, text })));
}
