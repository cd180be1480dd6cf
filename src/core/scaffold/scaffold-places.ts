import { refusal, type Refusal } from '../plans/plan.js';
import { configPath } from '../specs/feature-files.js';
import type { ProjectConfig } from '../specs/project-config.js';
import { excerpt } from '../text/escape.js';

/** Folders that `.ai/project/config.yaml` names for files of `workflow init`. Relative to the state root, no slash at the end. */
export interface ScaffoldPlaces {
  /** `integrations.github_actions.templates_path` */
  readonly actionTemplates: string;
  /** `specs.schema_path` */
  readonly specSchemas: string;
  /** `specs.templates_path` */
  readonly specTemplates: string;
}

/** The folders of a configuration. Refuses (`init/place`) what is no folder below the state root, or is in git's own. */
export function scaffoldPlaces({ specs, integrations }: ProjectConfig): ScaffoldPlaces | Refusal {
  const named = [
    ['integrations.github_actions.templates_path', integrations.github_actions.templates_path], ['specs.schema_path', specs.schema_path], ['specs.templates_path', specs.templates_path],
  ] as const;
  const [actionTemplates = '', specSchemas = '', specTemplates = ''] = named.map(([, path]) => folderOf(path));
  const wrong = named.find(([, path]) => folderOf(path) === '');
  if (wrong === undefined) return { actionTemplates, specSchemas, specTemplates };
  return refusal('init/place', `${wrong[0]} of ${configPath} is "${excerpt(wrong[1])}", where no files are written; name a folder in this repository, relative to its root.`);
}

/** Letters, digits and the usual signs, and no name that leads elsewhere; without `./` before and slashes behind. Empty: it is no such folder. */
function folderOf(path: string): string {
  const folder = path.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
  return folder.split('/').every((name) => /^[\p{L}\p{N}._@+ -]*[\p{L}\p{N}_@+-]$/u.test(name) && !/^\.git$/i.test(name)) ? folder : '';
}
