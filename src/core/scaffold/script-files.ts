import findCli from './scripts/find_cli.sh';
import interview from './scripts/interview.sh';
import trustEvaluator from './scripts/trust_evaluator.sh';
import validator from './scripts/validator.sh';
import type { ScaffoldFile } from './scaffold-file.js';

const script = (path: string, text: string): ScaffoldFile => ({ path: `.ai/workflow/${path}`, text, executable: true });

/** The bash functions of document 000, 4.1 (contracts 2): thin wrappers over the command line. */
export const scriptFiles: readonly ScaffoldFile[] = [
  script('scripts/find_cli.sh', findCli),
  script('enforcement/trust_evaluator.sh', trustEvaluator),
  script('specs/validator.sh', validator),
  script('specs/interview.sh', interview),
];
