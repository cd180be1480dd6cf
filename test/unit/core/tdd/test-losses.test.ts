import assert from 'node:assert/strict';
import { roleByPath } from '../../../../src/core/tdd/file-role.js';
import { languages } from '../../../../src/core/tdd/languages.js';
import { testCasesIn } from '../../../../src/core/tdd/test-cases.js';
import { testLosses, type FileChange, type TestLoss } from '../../../../src/core/tdd/test-losses.js';
import { lossCases } from './loss-cases.js';

const edit = (path: string, ...[before, after, from]: readonly [string | null, string | null, string?]): FileChange => ({ path, from: from ?? null, before, after });
const lossesIn = (changes: readonly FileChange[], sourcesOf: (test: string) => readonly string[] = () => []): readonly TestLoss[] => testLosses(changes, { roleOf: roleByPath, sourcesOf });
const losses = (...changes: readonly FileChange[]): readonly string[] => lossesIn(changes).map(({ kind, path }) => `${kind} ${path}`);
const text = "it('a', () => {});\nit('b', () => {});\n";

describe('what a change takes away from the tests', () => {
  for (const { id } of languages) {
    const { path, text: before, tests, names, tricks, harmless } = lossCases[id];
    describe(id, () => {
      it('finds its tests by their names', () => {
        const role = roleByPath(path);
        assert.ok(role.kind === 'test');
        const found = testCasesIn(before, role.language.id).tests;
        assert.equal(found.length, tests);
        assert.deepEqual(found.map(({ name }) => name).sort(), [...names].sort());
      });

      for (const [from, to, kind] of tricks) {
        it(`${kind}: ${JSON.stringify(from)} → ${JSON.stringify(to)}`, () => {
          assert.ok(before.includes(from));
          const [loss, ...others] = lossesIn([edit(path, before, before.replace(from, () => to))]);
          assert.equal(loss?.kind, kind);
          assert.deepEqual(others.map((each) => each.kind), []);
          assert.equal(loss.count, 1);
        });
      }

      for (const [from, to] of harmless) {
        it(`nothing: ${JSON.stringify(from)} → ${JSON.stringify(to)}`, () => {
          assert.ok(before.includes(from));
          assert.deepEqual(losses(edit(path, before, before.replace(from, () => to))), []);
        });
      }

      it('sees the file deleted, emptied, renamed away, and gives back what was taken', () => {
        assert.deepEqual(losses(edit(path, before, null)), [`deleted ${path}`]);
        assert.deepEqual(losses(edit(path, before, '')), [`emptied ${path}`]);
        assert.deepEqual(losses(edit(path, before, '\n\n  ')), [`emptied ${path}`]);
        assert.deepEqual(losses(edit('notes/old.txt', before, before, path)), [`renamed-away ${path}`]);
        for (const [from, to] of tricks) assert.deepEqual(losses(edit(path, before.replace(from, () => to), before)), []);
      });
    });
  }

  it('lets tests be renamed, alone and with their file', () => {
    assert.deepEqual(losses(edit('src/b.test.ts', text, text.replace("'a'", "'c'"), 'src/a.test.ts')), []);
    assert.deepEqual(losses(edit('src/a.test.ts.bak', text, text, 'src/a.test.ts')), ['renamed-away src/a.test.ts']);
    assert.deepEqual(losses(edit('fixtures/a.test.ts', text, text, 'src/a.test.ts')), ['renamed-away src/a.test.ts']);
    assert.deepEqual(losses(edit('src/b.test.ts', text, "it('a');", 'src/a.test.ts')), ['fewer src/a.test.ts']);
    assert.deepEqual(losses(edit('src/b.test.ts', text, '', 'src/a.test.ts')), ['emptied src/a.test.ts']);
  });

  it('lets tests move to another file, and says which did not', () => {
    assert.deepEqual(losses(edit('src/a.test.ts', text, null), edit('src/b.test.ts', null, text)), []);
    assert.deepEqual(losses(edit('src/a.test.ts', text, "it('a');"), edit('src/b.test.ts', "it('x');", "it('x');\nit('b');")), []);
    const [loss] = lossesIn([edit('src/a.test.ts', text, null), edit('src/b.test.ts', null, "it('b');")], () => []);
    assert.deepEqual([loss?.kind, loss?.count, loss?.names], ['deleted', 1, ['a']]);
    assert.deepEqual(losses(edit('src/a.test.ts', text, null), edit('src/b.test.ts', text, text)), ['deleted src/a.test.ts']);
    assert.deepEqual(losses(edit('src/a.test.ts', text, null), edit('src/c.test.ts', text, null), edit('src/b.test.ts', null, text)), ['deleted src/c.test.ts']);
    assert.deepEqual(losses(edit('src/a.test.ts', text, null), edit('src/b.ts', null, text)), ['deleted src/a.test.ts']);
    assert.deepEqual(losses(edit('src/a.test.ts', text, null), edit('src/b.test.ts', null, text.replaceAll('it(', 'it.skip('))), ['deleted src/a.test.ts', 'skipped src/b.test.ts']);
  });

  it('lets tests go with all of their sources', () => {
    const gone = edit('src/a.test.ts', text, null);
    const source = edit('src/a.ts', 'a();', null);
    const sources = (): readonly string[] => ['src/a.ts'];
    assert.deepEqual(lossesIn([gone, source], sources), []);
    assert.equal(lossesIn([gone], sources)[0]?.kind, 'deleted');
    assert.equal(lossesIn([gone, source], () => ['src/a.ts', 'src/b/a.ts'])[0]?.kind, 'deleted');
    assert.equal(lossesIn([gone, edit('src/b.ts', 'a();', 'a();', 'src/a.ts')], sources)[0]?.kind, 'deleted');
    assert.equal(lossesIn([gone, edit('src/a.ts', 'a();', '')], sources)[0]?.kind, 'deleted');
  });

  it('sees a test deleted that it does not understand, if it has the name of one', () => {
    assert.deepEqual(losses(edit('src/a.test.ts', 'rules.run(cases);', null)), ['deleted src/a.test.ts']);
    assert.deepEqual(losses(edit('src/a.test.ts', 'rules.run(cases);', '')), ['emptied src/a.test.ts']);
    assert.deepEqual(losses(edit('test/tools.ts', 'export const a = 1;', null)), []);
    assert.deepEqual(losses(edit('test/tools.ts', text, null)), ['deleted test/tools.ts']);
  });

  it('sees tests taken out of a source that has them inside', () => {
    const rust = 'pub fn a() {}\n#[cfg(test)]\nmod tests {\n  #[test]\n  fn works() {}\n  #[test]\n  fn works_too() {}\n}\n';
    assert.deepEqual(losses(edit('src/a.rs', rust, 'pub fn a() {}\n')), ['emptied src/a.rs']);
    assert.deepEqual(losses(edit('src/a.rs', rust, rust.replace('  #[test]\n', '  #[test]\n  #[ignore]\n'))), ['skipped src/a.rs']);
    assert.deepEqual(losses(edit('src/a.rs', rust, rust.replace('  #[test]\n', ''))), ['fewer src/a.rs']);
    assert.deepEqual(losses(edit('src/a.rs', rust, null)), []);
    assert.deepEqual(losses(edit('src/b.rs', rust, rust, 'src/a.rs')), []);
    assert.deepEqual(losses(edit('src/a.rs', rust, 'pub fn a() {}\n'), edit('tests/a.rs', null, rust)), []);
  });

  it('looks at new tests too', () => {
    assert.deepEqual(losses(edit('src/a.test.ts', null, "it.only('a');")), ['focused src/a.test.ts']);
    assert.deepEqual(losses(edit('src/a.test.ts', null, "it.skip('a');")), ['skipped src/a.test.ts']);
    assert.deepEqual(losses(edit('src/a.test.ts', null, "it.todo('a');\nit('b');")), []);
    assert.deepEqual(losses(edit('src/a.test.ts', '', text)), []);
  });

  it('comes to an end with texts that begin something again and again', () => {
    const pieces = [[' ', 'typescript'], [', skip', 'typescript'], ['#[cfg_attr(', 'rust'], ['#[cfg_attr(', 'csharp']] as const;
    for (const [piece, language] of pieces) assert.deepEqual(testCasesIn(piece.repeat(400_000 / piece.length), language).tests, [], piece);
  });

  it('says where the first mark is', () => {
    const after = text.replace("it('b'", "it.skip('b'");
    const [loss] = lossesIn([edit('src/a.test.ts', text, after)]);
    assert.deepEqual(loss?.mark, { name: 'it.skip', offset: after.indexOf('it.skip'), length: 'it.skip'.length });
  });

  it('counts each kind for itself', () => {
    const three = `${text}it('c', () => {});\n`;
    assert.deepEqual(losses(edit('src/a.test.ts', three, "it.skip('a');\nit.only('b');\n")), ['skipped src/a.test.ts', 'focused src/a.test.ts', 'fewer src/a.test.ts']);
    assert.deepEqual(losses(edit('src/a.test.ts', "it.skip('a');it('b')", "it('a');it.skip('b')")), []);
  });

  it('keeps names of files with line breaks, quotes and other scripts as they are', () => {
    for (const name of ['src/zwei\nzeilen.test.ts', 'src/"it\'s".test.ts', 'テスト/日本語.test.ts']) assert.deepEqual(losses(edit(name, text, null)), [`deleted ${name}`]);
  });
});
