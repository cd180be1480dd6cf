import type { YamlFault } from '../findings/yaml-finding.js';

/** One thing that is wrong with a spec. `pointer` leads to it from the root of the file. */
export type SpecProblem = YamlFault;
