import aiReview from './templates/ai_review.yaml';
import findCli from './templates/find_cli.yaml';
import specValidation from './templates/spec_validation.yaml';
import tdd from './templates/tdd.yaml';

/** A workflow of GitHub Actions that we install: the file's name and its whole text. */
export interface ActionTemplate {
  readonly name: string;
  readonly text: string;
}

/** A line that stands for the steps that find the command, at the same indentation. */
const placeholder = /^( *)#@find_cli\n/gm;

const withSteps = (text: string): string => text.replace(placeholder, (_, indentation: string) => findCli.replace(/^(?=.)/gm, indentation));

/**
 * The workflows of document 000, 4.1 and document 002, BE-023, and the commit gate for CI (decisions 7). Each is whole in itself, because GitHub
 * runs only what is in `.github/workflows` and a workflow that is called from another repository sees no other file of this one.
 * They need Node and no secret; which command they run is told by the repository variable `WORKFLOW_CLI`.
 */
export const actionTemplates: readonly ActionTemplate[] = [
  { name: 'ai_review.yaml', text: withSteps(aiReview) },
  { name: 'spec_validation.yaml', text: withSteps(specValidation) },
  { name: 'tdd.yaml', text: withSteps(tdd) },
];
