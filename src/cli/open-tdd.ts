import { refusal, type Refusal } from '../core/plans/plan.js';
import type { Git } from '../core/ports.js';
import { configPath } from '../core/specs/feature-files.js';
import { readTddConfig, type TddConfig } from '../core/tdd/tdd-rules.js';
import { workTreeOf } from '../node/git-directory.js';
import { openGit } from '../node/git/git.js';
import { realFolder } from '../node/state-root.js';
import { readTreeText } from '../node/tdd/tree-text.js';
import { treePaths } from '../node/tree-paths.js';
import type { Context } from './command.js';

/** What commands about tests ask: the rules of the project, and the working tree that the command was started in. */
export interface OpenTdd extends TddConfig {
  /** Top of the working tree. Absolute. */
  readonly top: string;
  /** `null`: there is no repository. */
  readonly git: Git | null;
  /** The text of a file of the tree. */
  readonly readText: (path: string) => string | null;
  /** A path of the command line, relative to the top; refuses what is not in the tree. */
  readonly pathOf: (word: string) => string | Refusal;
}

export async function openTdd({ root }: Context): Promise<OpenTdd> {
  const { place, files } = root;
  let text: string | null = null;
  await files.read([{ path: configPath }], (_, outcome) => {
    if (outcome.kind === 'text') text = outcome.text;
  });
  const top = (place.commonDir === null ? null : workTreeOf(realFolder(process.cwd()))?.top) ?? place.root;
  const pathsOf = treePaths(place);
  return {
    ...readTddConfig(text),
    top,
    git: place.commonDir === null ? null : openGit(top),
    readText: readTreeText(top),
    pathOf: (word) => {
      const [path] = word === '' ? [] : pathsOf(word);
      return path ?? refusal('tdd/outside', `${word === '' ? 'An empty path' : word} is not in ${top}, or leads out of it; name a file in it.`);
    },
  };
}

/** The repository, or the refusal of a command that needs one. */
export function repositoryOf({ git, top }: OpenTdd): Git | Refusal {
  return git ?? refusal('tdd/no-repository', `${top} is in no git repository, so nothing is known about its changes; make one with "git init", or name a folder in one with -C.`);
}
