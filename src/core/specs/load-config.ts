import type { Files } from '../ports.js';
import { configPath } from './feature-files.js';
import { parseConfig, type ProjectConfig } from './project-config.js';

/** The configuration that holds now: of the file, and the defaults for what it does not say, or says wrongly (contracts 4). */
export async function loadConfig(files: Files): Promise<ProjectConfig> {
  let text: string | null = null;
  await files.read([{ path: configPath }], (_, outcome) => {
    if (outcome.kind === 'text') ({ text } = outcome);
  });
  return parseConfig(text).config;
}
