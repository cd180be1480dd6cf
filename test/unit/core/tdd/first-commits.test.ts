import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FirstCommitsReader, FirstNumbers, noCommits, parseHistory, renderHistory, type FirstCommits } from '../../../../src/core/tdd/first-commits.js';

const commit = (id: string, time: number, side = '>'): string => `\u0001${side} ${time} ${id}\0`;
const added = (...paths: readonly string[]): string => paths.map((path, index) => `${index === 0 ? '\n' : ''}A\0${path}\0`).join('');
const renamed = (from: string, to: string): string => `\nR100\0${from}\0${to}\0`;

function read(known: FirstCommits, ...pieces: readonly string[]): FirstCommits | null {
  const reader = new FirstCommitsReader();
  for (const piece of pieces) reader.push(piece);
  return reader.finish(known)?.history ?? null;
}

const said = (history: FirstCommits | null): unknown => history && {
  newest: history.newest, first: Object.fromEntries(Array.from(history.first.entries(), ([path, number]) => [path, history.commits[number]])) };

describe('The first commits of a history, newest first', () => {
  const log = commit('c3', 30) + renamed('src/a.ts', 'src/b.ts') + commit('c2', 20) + added('src/b.test.ts', 'tests/ü\n"x".ts') + commit('c1', 10) + added('src/a.ts');

  it('numbers commits from the oldest on and follows renames', () => {
    assert.deepEqual(said(read(noCommits, log)), { newest: 30, first: { 'src/a.ts': 'c1', 'src/b.test.ts': 'c2', 'tests/ü\n"x".ts': 'c2', 'src/b.ts': 'c1' } });
    assert.deepEqual(read(noCommits, log)?.commits, ['c1', 'c2', 'c3']);
  });

  it('says the same in whatever pieces it comes', () => {
    fc.assert(fc.property(fc.array(fc.nat(log.length), { maxLength: 12 }), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), log.length];
      assert.deepEqual(said(read(noCommits, ...places.slice(1).map((end, index) => log.slice(places[index], end)))), said(read(noCommits, log)));
    }));
  });

  it('goes on from what is known, which stays as it was', () => {
    const known = read(noCommits, commit('c1', 10) + added('src/a.ts'));
    assert.ok(known !== null);
    const before = said(known);
    const on = read(known, commit('c3', 30) + renamed('src/a.ts', 'src/b.ts') + commit('c2', 20) + added('src/b.test.ts', 'tests/ü\n"x".ts'));
    assert.deepEqual(said(on), said(read(noCommits, log)));
    assert.deepEqual(said(known), before);
  });

  it('does not go on where history was rewritten, or what is new is older', () => {
    const known = read(noCommits, log);
    assert.ok(known !== null);
    assert.equal(read(known, commit('c9', 40, '<') + added('x.ts')), null);
    assert.equal(read(known, commit('c9', 29) + added('x.ts')), null);
    assert.notEqual(read(known, commit('c9', 30) + added('x.ts')), null);
  });

  it('knows how far it was read, also through commits that only change or delete', () => {
    const reader = new FirstCommitsReader();
    reader.push(`${commit('c4', 40)}\nM\0src/a.ts\0D\0src/b.ts\0T\0src/c.ts\0${commit('c3', 30)}${commit('c2', 20, '<')}\nM\0src/a.ts\0${commit('c1', 10)}${added('src/a.ts')}`);
    const answer = reader.finish(noCommits);
    assert.deepEqual([answer?.head, answer?.changed, answer?.history.commits], ['c4', ['src/a.ts'], ['c1']]);
    assert.equal(new FirstCommitsReader().finish(noCommits)?.head, null);
  });

  it('gives a source that became a test no past as a test', () => {
    const history = read(noCommits, commit('c2', 20) + renamed('src/a.ts', 'src/a.test.ts') + commit('c1', 10) + added('src/a.ts'));
    assert.deepEqual(said(history), { newest: 20, first: { 'src/a.ts': 'c1', 'src/a.test.ts': 'c2' } });
  });

  it('throws on what git never prints, and on half of it', () => {
    assert.throws(() => read(noCommits, commit('c1', 1), 'X\0a\0'), /cannot be read/);
    for (const half of ['A\0', 'A\0src/a', '\nR100\0a\0', commit('c1', 1).slice(0, -1)]) assert.throws(() => read(noCommits, half), /without its end/, JSON.stringify(half));
  });

  it('is read back as it was kept, in one piece', () => {
    const base = read(noCommits, commit('c1', 10) + added('src/a.ts', 'src/z.ts'));
    assert.ok(base !== null);
    const on = read(base, commit('c2', 20) + added('src/b.ts') + commit('c3', 15) + renamed('src/a.ts', 'src/z.ts'));
    assert.ok(on !== null);
    const kept = parseHistory(renderHistory({ head: 'a'.repeat(40), history: on }));
    assert.deepEqual(said(kept?.history ?? null), said(on));
    assert.deepEqual([...on.first.whole().entries()].toSorted(), [...on.first.entries()].toSorted());
  });
});

describe('Numbers on top of others', () => {
  it('hide those below and are each told once', () => {
    const base = new FirstNumbers();
    base.set('a', 1);
    base.set('b', 2);
    const top = new FirstNumbers(base);
    top.set('b', 0);
    top.set('c', 3);
    assert.deepEqual(Object.fromEntries(top.entries()), { a: 1, b: 0, c: 3 });
    assert.deepEqual([top.get('a'), top.get('b'), top.get('x'), base.get('b'), base.get('c')], [1, 0, undefined, 2, undefined]);
    const third = new FirstNumbers(top);
    third.set('c', 4);
    assert.deepEqual([Object.fromEntries(third.entries()), top.get('c')], [{ a: 1, b: 0, c: 4 }, 3]);
  });
});
