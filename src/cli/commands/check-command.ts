import { relative, resolve, sep } from 'node:path';
import { refusal, type Refusal } from '../../core/plans/plan.js';
import type { Files } from '../../core/ports.js';
import type { Finding } from '../../core/findings/finding.js';
import { allFindings } from '../../core/workflow/selectors.js';
import { allParts } from '../../core/workflow/state-parts.js';
import { workTreeOf } from '../../node/git-directory.js';
import { isRefusal } from '../choose-session.js';
import { answer, type CommandRow, type Context, type Run } from '../command.js';
import { findingsJson, renderFindings, summaryOf } from '../finding-answer.js';
import { exitCodes } from '../output.js';

const within = (file: string, path: string): boolean => path === '' || file === path || file.startsWith(`${path}/`);

/** A path of the command line relative to the state root. In a linked worktree its own copy stands for the shared state. */
async function statePath({ root }: Context, path: string): Promise<string | Refusal> {
  const { place } = root;
  const tree = place.linkedWorktree ? workTreeOf(process.cwd())?.top ?? place.root : place.root;
  const inTree = relative(tree, resolve(path)).replaceAll(sep, '/');
  const inRoot = inTree.startsWith('..') ? relative(place.root, resolve(path)).replaceAll(sep, '/') : inTree;
  if (inRoot.startsWith('..')) return refusal('check/outside', `${path} is outside of ${place.root}; name a file or folder in it.`);
  if (inRoot === '') return inRoot;
  const slash = inRoot.lastIndexOf('/');
  const listed = await root.files.list(inRoot.slice(0, Math.max(slash, 0)));
  const there = listed.kind === 'entries' && listed.entries.some(({ name }) => name === inRoot.slice(slash + 1));
  // That a file is missing may be what is to be said about it.
  const isMissed = allFindings(root.store.state).some(({ file }) => within(file, inRoot));
  return there || isMissed ? inRoot : refusal('check/no-such-path', `There is no ${inRoot} in ${place.root}; name a file or folder that is there.`);
}

/** Of the trust model, where files of its kind are kept; that there is none is told there too. */
async function trustFindings(files: Files): Promise<readonly Finding[]> {
  return (await files.list('.ai')).kind === 'entries' ? (await import('../trust-answers.js')).trustFindings(files) : [];
}

/** Of tests, where there may be a configuration that speaks of them. */
async function testFindings(context: Context): Promise<readonly Finding[]> {
  return (await context.root.files.list('.ai/project')).kind === 'entries' ? (await import('../tdd-answers.js')).changeFindings(context) : [];
}

const check: Run = async (context, words) => {
  const paths = await Promise.all(words.map((word) => statePath(context, word)));
  const refused = paths.find((path): path is Refusal => typeof path === 'object' && isRefusal(path));
  if (refused !== undefined) return refused;
  const { store, files } = context.root;
  const wanted = ({ file }: Finding): boolean => paths.length === 0 || paths.some((path) => typeof path === 'string' && within(file, path));
  const findings = await findingsJson(files, [...allFindings(store.state), ...await trustFindings(files), ...await testFindings(context)].filter(wanted));
  const failed = findings.some(({ severity }) => severity === 'error');
  return { ...answer(() => findings, () => renderFindings(findings), failed ? exitCodes.no : exitCodes.fine), notice: summaryOf(findings) };
};

export const checkCommand: CommandRow = {
  name: 'check', words: '[paths...]', summary: 'everything that is wrong with sessions, tasks, specs, the trust model and the configuration, and with the tests of what is changed, in all files or in those named; exit 1 on an error',
  options: [], parts: allParts, run: check,
};
