import type { Result } from '../../base/result.js';
import { maxYamlLengthHere, parseYaml } from './yaml-text.js';
import type { YamlProblem, YamlTree } from './yaml-tree.js';

/** What reading a YAML text comes to. */
export type YamlReading = Result<YamlTree, YamlProblem>;

/** Reads a long text where that can be ended when it takes too long; the same answer as `parseYaml`, or that it was given up. */
export type ReadLongYaml = (text: string) => Promise<YamlReading>;

/** Reads YAML: a short text here and at once, a long one where it holds nobody up. */
export async function readYaml(text: string, readLong?: ReadLongYaml): Promise<YamlReading> {
  return readLong === undefined || text.length <= maxYamlLengthHere ? parseYaml(text) : readLong(text);
}
