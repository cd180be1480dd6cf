import assert from 'node:assert/strict';
import { checkChange, lossesOf, type TreeChange } from '../../../../src/core/tdd/check-change.js';
import { commitOrder } from '../../../../src/core/tdd/commit-order.js';
import { languages, type LanguageId } from '../../../../src/core/tdd/languages.js';
import { tddRules, type TddRules } from '../../../../src/core/tdd/tdd-rules.js';
import { verdictOf } from '../../../../src/core/gate/verdict.js';
import { parseConfig } from '../../../../src/core/specs/project-config.js';
import { openGit } from '../../../../src/node/git/git.js';
import { findStateRoot } from '../../../../src/node/state-root.js';
import { HistoryReader } from '../../../../src/node/tdd/history.js';
import { readChange, type ChangeName } from '../../../../src/node/tdd/read-change.js';
import { git } from '../../../support/git.js';
import { repositoryOfCommits } from '../../../support/import-commits.js';
import { belongTogether } from '../../core/tdd/location-cases.js';
import { lossCases } from '../../core/tdd/loss-cases.js';
import { inlineSources, needlessFiles, sourceTexts } from './golden-sources.js';

type Files = Record<string, string | null>;

const rules: TddRules = tddRules(parseConfig('enforcement:\n  tdd:\n    strictness: strict\n    exclude: ["packages/excluded/**"]\n').config.enforcement.tdd);

/** Each case is a package of its own in one repository, so that one change has them all; some have names that only git quotes. */
const packageOf = (name: string, number = 0): string => `packages/${number % 3 === 2 ? `${name} "ü"\n${number}` : `${name}${number}`}`;

async function change(folder: string, name: ChangeName): Promise<TreeChange> {
  const read = await readChange(name, { git: openGit(folder), readText: () => assert.fail('the working tree is read') }, rules);
  assert.ok(!('kind' in read), JSON.stringify(read));
  return { files: read.files, before: [...read.before], after: [...read.after] };
}

/** What a commit is said to do, which must be the same while it is only staged. */
async function judged(folder: string, commit: string): Promise<TreeChange> {
  git(folder, 'update-ref', 'refs/heads/main', `${commit}^`);
  git(folder, 'read-tree', commit);
  const [staged, made] = [await change(folder, { kind: 'staged' }), await change(folder, { kind: 'commit', commit })];
  assert.deepEqual(checkChange(staged, rules), checkChange(made, rules));
  return made;
}

/** Sources with a test in one of the places of their language, each alone. */
function testedPackages(id: LanguageId): Files {
  const files: Files = {};
  const pairs = belongTogether[id].flatMap(([source, ...tests]) => tests.map((test) => [source, test] as const));
  for (const [index, [source, test]] of pairs.entries()) {
    const folder = packageOf('tested', index);
    files[`${folder}/${source}`] = sourceTexts[id];
    files[`${folder}/${test}`] = lossCases[id].text;
  }
  return files;
}

const pairOf = (id: LanguageId): readonly [string, string] => {
  const [source, test] = belongTogether[id][0] ?? [];
  return [source ?? assert.fail(), test ?? assert.fail()];
};

/** So that git takes no two of them for the same file. */
const unlike = (text: string, number: number): string => text + '\n'.repeat(number + 1);

const kindsOf = (found: TreeChange): Readonly<Record<string, string>> => {
  const kinds = lossesOf(found, rules).map(({ path, kind }) => [/^packages\/([^/]+)/.exec(path)?.[1] ?? path, kind] as const);
  return Object.fromEntries(kinds.toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

/** The tests before, after a change, and what the change comes to, by package. */
function lossPackages(id: LanguageId): { readonly before: Files; readonly after: Files; readonly kinds: Readonly<Record<string, string>> } {
  const { path, text, tricks, harmless } = lossCases[id];
  const [before, after, kinds]: [Files, Files, [string, string][]] = [{}, {}, []];
  const add = (name: string, number: number, to: { readonly path?: string; readonly text: string | null; readonly kind: string | null }): void => {
    const folder = packageOf(name, number);
    const own = unlike(text, Object.keys(before).length);
    before[`${folder}/${path}`] = own;
    if (to.path !== undefined || to.text === null) after[`${folder}/${path}`] = null;
    if (to.text !== null) after[`${folder}/${to.path ?? path}`] = to.path === undefined ? to.text : own;
    if (to.kind !== null) kinds.push([folder.slice('packages/'.length), to.kind]);
  };
  for (const [number, [from, to, kind]] of tricks.entries()) add('trick', number, { text: text.replace(from, () => to), kind });
  for (const [number, [from, to]] of harmless.entries()) add('harmless', number, { text: text.replace(from, () => to), kind: null });
  add('deleted', 2, { text: null, kind: 'deleted' });
  add('emptied', 0, { text: '', kind: 'emptied' });
  add('away', 2, { path: `${path}.bak`, text, kind: 'renamed-away' });
  add('moved', 0, { path: path.replace(/[^/]*$/, (name) => `further/${name}`), text, kind: null });
  return { before, after, kinds: Object.fromEntries(kinds.toSorted(([a], [b]) => (a < b ? -1 : 1))) };
}

describe('A repository of each language', function () {
  this.timeout(60_000);

  for (const { id } of languages) {
    const [source, test] = pairOf(id);

    it(`${id}: misses the tests that are not there, and no others`, async () => {
      const bare = packageOf('bare', 2);
      const { folder, ids: [, commit = ''] } = repositoryOfCommits([{ 'README.md': 'x' }, {
        ...testedPackages(id), [`${bare}/${source}`]: sourceTexts[id],
        [`packages/emptytest/${source}`]: sourceTexts[id], [`packages/emptytest/${test}`]: '\n', [`packages/excluded/${source}`]: sourceTexts[id],
        ...Object.fromEntries(Object.entries({ ...needlessFiles[id], ...inlineSources[id] }).map(([path, text]) => [`packages/needless/${path}`, text ?? sourceTexts[id]])),
      }]);
      const found = checkChange(await judged(folder, commit), rules);
      assert.deepEqual(found.map(({ code, file }) => [code, file]).toSorted(), [['tdd/no-test', `${bare}/${source}`], ['tdd/no-test', `packages/emptytest/${source}`]]);
      for (const { file, expected } of found) {
        assert.ok(expected.length > 0);
        for (const each of expected) assert.deepEqual(rules.indexOf([file, each]).testsOf(file), [each]);
      }
      assert.equal(verdictOf(found, 'x').isRefused, true);
    });

    it(`${id}: sees every trick by which tests get lost, and nothing in what only looks like one`, async () => {
      const { before, after, kinds } = lossPackages(id);
      const both = { [`packages/both/${source}`]: sourceTexts[id], [`packages/both/${test}`]: lossCases[id].text };
      const { folder, ids: [, commit = ''] } = repositoryOfCommits([{ ...before, ...both }, { ...after, ...Object.fromEntries(Object.keys(both).map((path) => [path, null])) }]);
      assert.deepEqual(kindsOf(await judged(folder, commit)), kinds);
    });

    it(`${id}: knows what was there first, under whatever names later`, async () => {
      const files = (name: string, which: 'source' | 'test' | 'both'): Files => ({
        ...(which === 'test' ? {} : { [`packages/${name}/${source}`]: `${sourceTexts[id]}\n${name}\n` }), ...(which === 'source' ? {} : { [`packages/${name}/${test}`]: `${lossCases[id].text}\n${name}\n` }) });
      const renamed = Object.fromEntries(Object.entries(files('old', 'both')).flatMap(([path, text]) => [[path, null], [path.replace('old', 'new'), text]]));
      const { folder } = repositoryOfCommits([
        { ...files('first', 'test'), ...files('old', 'test'), ...files('late', 'source'), ...files('never', 'source') },
        { ...files('first', 'source'), ...files('old', 'source'), ...files('late', 'test'), ...files('same', 'both') }, renamed,
      ]);
      const outcome = await new HistoryReader({ git: openGit(folder), place: findStateRoot(folder), top: folder }).read();
      assert.ok(outcome.kind === 'history');
      const paths = git(folder, 'ls-tree', '-r', '-z', '--name-only', 'HEAD').split('\0').filter((path) => path !== '');
      const index = rules.indexOf(paths);
      const orders = ['first', 'new', 'late', 'same', 'never'].map((name) => commitOrder(`packages/${name}/${source}`, outcome.history, index.testsOf(`packages/${name}/${source}`)).kind);
      assert.deepEqual(orders, ['test-first', 'test-first', 'implementation-first', 'same-commit', 'no-test']);
    });
  }
});
