import { parentPort } from 'node:worker_threads';
import { parseYaml } from '../core/text/yaml-text.js';

/** The other side of `YamlWorker`: reads one text at a time and answers with the tree. */
parentPort?.on('message', ({ id, text }: { readonly id: number; readonly text: string }) => {
  parentPort?.postMessage({ id, parsed: parseYaml(text) });
});
