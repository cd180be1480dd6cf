import { l10n, ProgressLocation, window, workspace } from 'vscode';
import type { RedProof } from '../../core/gate/red-proof.js';
import { loadConfig } from '../../core/specs/load-config.js';
import { splitWords } from '../../core/text/shell-words.js';
import { tddRules } from '../../core/tdd/tdd-rules.js';
import { readCommits } from '../../node/gate/read-commits.js';
import { keepProof, runForProof } from '../../node/gate/keep-proof.js';
import { planRed, proveRed, testEnvironment, type RedPlan } from '../../node/gate/prove-red.js';
import { hookedTreeAt } from '../../node/gate/hooked-trees.js';
import type { HookedTree } from '../../node/gate/hook-place.js';
import { osUser } from '../../node/os-user.js';
import { VersionDesk } from '../../node/versions/version-desk.js';
import { askConsent } from '../ask-consent.js';
import { askOne, askText, tellDone, tellRefusal } from '../ask.js';
import { refusalText } from '../next-commands.js';
import type { Root } from '../roots/root.js';
import { tellRefused } from '../tell-refused.js';

/** Proves that tests fail without what they test: asks which, and what runs them, shows how it goes, may be cancelled. */
export async function askAndProveRed(root: Root): Promise<void> {
  const { t } = l10n;
  const tree = workspace.isTrusted ? hookedTreeAt(root.folders[0]?.real ?? root.root) : null;
  if (tree === null) {
    tellRefusal(t('Tests can be proved only in a trusted folder in a working tree of git.'));
    return;
  }
  const commit = await askCommit(tree);
  if (commit !== null) await proveCommit(root, tree, commit);
}

async function proveCommit(root: Root, tree: HookedTree, commit: string): Promise<void> {
  const { enforcement: { tdd } } = await loadConfig(root.open.files);
  const plan = await planRed({ ...tree, signal: undefined }, commit === staged ? null : commit, tddRules(tdd));
  if (plan.kind === 'refusal') {
    tellRefused(plan);
    return;
  }
  const argv = tdd.test_command.length > 0 ? tdd.test_command : await askCommand();
  if (argv === null || !await askConsent({ purpose: 'tdd.runner', argv, cwd: tree.top, env: testEnvironment })) return;
  const proof = await proving(tree, plan, argv);
  if (proof !== null) await tellProof(proof, await keep(root, tree, proof));
}

/** Keeps a proof with the run that is open in the working tree; a sentence about what became of it. */
async function keep({ open }: Root, { top }: HookedTree, proof: RedProof): Promise<string> {
  const { t } = l10n;
  const desk = new VersionDesk(open, `person:${osUser()}`);
  const run = await runForProof(desk, { folder: top });
  const problem = 'record' in run ? await keepProof(desk, run, proof) : run;
  if (problem !== null) return t('It is not kept as evidence: {0}', refusalText(t, problem));
  return 'record' in run ? t('Kept as evidence with the run of {0}.', run.task) : '';
}

/** In place of a commit: what is staged. */
const staged = '';
/** So many commits are offered. */
const offered = 30;

async function askCommit({ git, top }: HookedTree): Promise<string | null> {
  const { t } = l10n;
  const { code } = await git.run(['rev-parse', '--verify', '--quiet', 'HEAD'], { cwd: top });
  const commits = code === 0 ? await readCommits(git, 'HEAD', offered) : [];
  const made = 'kind' in commits ? [] : [...commits].reverse();
  return askOne(t('Prove Test Red'), [
    { label: t('Staged tests'), detail: t('Alone they must fail, and pass with everything that is staged'), icon: 'git-commit', value: staged },
    ...made.map(({ id, message }) => ({ label: message.split('\n')[0] ?? '', description: id.slice(0, 10), icon: 'git-commit', value: id })),
  ]);
}

async function askCommand(): Promise<readonly string[] | null> {
  const { t } = l10n;
  const wordsOf = (line: string): ReturnType<typeof splitWords> => splitWords(line.replace(/(?<=^|\s)\{files\}(?=\s|$)/g, "'{files}'"));
  const line = await askText({
    title: t('Prove Test Red'), prompt: t('What runs the tests? {files} stands for their paths. Always the same: enforcement.tdd.test_command in config.yaml'), placeholder: 'npx vitest run {files}',
    check: (text) => { const words = wordsOf(text); return words.ok ? (words.value.length === 0 ? t('Name a command.') : null) : words.problem; },
  });
  const words = line === null ? null : wordsOf(line);
  return words?.ok === true ? words.value : null;
}

/** `null`: the person has cancelled. */
function proving(tree: HookedTree, plan: RedPlan, argv: readonly string[]): Thenable<RedProof | null> {
  const { t } = l10n;
  return window.withProgress({ location: ProgressLocation.Notification, title: t('Prove Test Red'), cancellable: true }, async (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => { controller.abort(); });
    const tell = (what: 'red' | 'green'): void => { progress.report({ message: what === 'red' ? t('without what is tested') : t('with it') }); };
    try {
      return await proveRed({ ...tree, signal: controller.signal }, plan, { argv, env: testEnvironment, tell });
    } catch (error) {
      if (controller.signal.aborted) return null;
      throw error;
    }
  });
}

/** `kept`: what became of the proof. */
async function tellProof({ proved, reason, red, green, argv, tests }: RedProof, kept: string): Promise<void> {
  const { t } = l10n;
  const content = [`$ ${argv.join(' ')}`, '', `--- ${t('without what is tested: exit code {0}', red.code)}`, red.output, ...(green === null ? [] : [`--- ${t('with it: exit code {0}', green.code)}`, green.output])].join('\n');
  const show = { title: t('Show Output'), run: async (): Promise<void> => { await window.showTextDocument(await workspace.openTextDocument({ content }), { preview: true }); } };
  await tellDone(`${proved ? t('Proved for {0}: {1}', tests.join(', '), reason) : reason} ${kept}`, show);
}
