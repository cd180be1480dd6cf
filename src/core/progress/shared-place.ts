import type { Files, FileStamp, ReadOutcome } from '../ports.js';
import { configPath } from '../specs/feature-files.js';
import { sharedProgressPath } from './progress-files.js';

/** Where the shared hand-over is, by `harness.progress_file` of the configuration (contracts 4); kept from look to look. */
export class SharedPlace {
  #stamp: FileStamp | undefined;
  #path = sharedProgressPath;

  /** As of the last look. */
  get path(): string {
    return this.#path;
  }

  /** Reads the configuration if it changed, and resolves to whether the place did. Reading YAML is loaded only where a text may name it. */
  async look(files: Files): Promise<boolean> {
    const outcomes: ReadOutcome[] = [];
    await files.read([{ path: configPath, known: this.#stamp }], (_path, outcome) => { outcomes.push(outcome); });
    const [found = { kind: 'missing' }] = outcomes;
    if (found.kind === 'unchanged') return false;
    this.#stamp = found.kind === 'missing' ? undefined : found.stamp;
    const before = this.#path;
    this.#path = found.kind === 'text' && found.text.includes('progress_file') ? await namedIn(found.text) : sharedProgressPath;
    return this.#path !== before;
  }
}

async function namedIn(text: string): Promise<string> {
  return (await import('../specs/project-config.js')).parseConfig(text).config.harness.progress_file;
}
