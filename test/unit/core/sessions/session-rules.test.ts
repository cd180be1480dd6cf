import assert from 'node:assert/strict';
import fc from 'fast-check';
import { asSessionName } from '../../../../src/core/layout/names.js';
import { checkMarkers, checkSession, checkSessionNames } from '../../../../src/core/sessions/check-sessions.js';
import { complexityOf } from '../../../../src/core/sessions/complexity.js';
import { deriveActive, type ActiveCandidate } from '../../../../src/core/sessions/derive-active.js';
import { parseSessionFile } from '../../../../src/core/sessions/parse-session-file.js';
import { sessionNameFor } from '../../../../src/core/sessions/session-name.js';
import { mapSessionStatus, nextSessionStatuses } from '../../../../src/core/sessions/session-status.js';
import type { Marker } from '../../../../src/core/sessions/session.js';
import { sessionLocation, sessionNameOf } from '../../../../src/core/layout/state-layout.js';

function session(path: string, more: Partial<ActiveCandidate> = {}): ActiveCandidate {
  return { name: sessionNameOf(path), path, location: sessionLocation(path), status: 'active', changedAt: 0, ...more };
}

function marker(name: string, mtimeMs = 0): Marker {
  return { file: `.active-${name}`, session: name, mtimeMs };
}

describe('the status of a session', () => {
  for (const [raw, location, expected] of [
    ['active', 'root', 'active'], ['Paused', 'active', 'paused'], ['COMPLETED', 'root', 'completed'], ['in_progress', 'root', 'active'], ['done', 'root', 'completed'],
    [null, 'root', 'paused'], ['archived', 'root', 'completed'], ['ready', 'root', 'unknown'], ['', 'root', 'unknown'],
    ['active', 'archives', 'archived'], ['ready', 'archives', 'archived'], [null, 'archives', 'archived'],
  ] as const) {
    it(`is ${expected} where the file says ${JSON.stringify(raw)} in ${location}`, () => { assert.equal(mapSessionStatus(raw, location), expected); });
  }

  it('goes where decisions 2 let it go', () => {
    assert.deepEqual(nextSessionStatuses('active'), ['paused', 'completed']);
    assert.deepEqual(nextSessionStatuses('paused'), ['active', 'completed']);
    assert.deepEqual(nextSessionStatuses('completed'), ['active', 'archived']);
    assert.deepEqual(nextSessionStatuses('archived'), []);
    assert.deepEqual(nextSessionStatuses('unknown'), ['active', 'completed']);
  });
});

describe('complexityOf', () => {
  for (const [count, type, expected] of [
    [0, null, 'simple'], [4, null, 'simple'], [5, null, 'medium'], [15, null, 'medium'], [16, null, 'complex'], [1_000, null, 'complex'],
    [1, 'complex', 'complex'], [1, 'Medium', 'medium'], [16, 'simple', 'complex'], [5, 'workflow', 'medium'], [1, 'workflow', 'simple'],
  ] as const) {
    it(`is ${expected} for ${count} tasks and type ${type ?? 'none'}`, () => { assert.equal(complexityOf(count, type), expected); });
  }
});

describe('sessionNameFor', () => {
  for (const [title, taken, expected] of [
    ['User Auth System', [], 'WFS-user-auth-system'],
    ['  Payment -- Integration!  ', [], 'WFS-payment-integration'],
    ['Payment integration', ['WFS-payment-integration'], 'WFS-payment-integration-002'],
    ['Payment integration', ['wfs-PAYMENT-integration', 'WFS-payment-integration-002'], 'WFS-payment-integration-003'],
    ['Größe der Straße', [], 'WFS-grosse-der-strasse'],
    ['Ærø, Łódź & naïve café', [], 'WFS-aero-lodz-naive-cafe'],
    ['重构网页系统', [], 'WFS-session-20260102'],
    ['重构 API v2', [], 'WFS-api-v2'],
    ['🚀', ['WFS-session-20260102'], 'WFS-session-20260102-002'],
    ['', [], 'WFS-session-20260102'],
    ['../../etc', [], 'WFS-etc'],
    ['Add multi user support to HAPI with data isolation', [], 'WFS-add-multi-user-support-to-hapi-with-data-isola'],
    ['Add multi user support to HAPI with data isolation', ['WFS-add-multi-user-support-to-hapi-with-data-isola'], 'WFS-add-multi-user-support-to-hapi-with-data-i-002'],
    [`${'a'.repeat(45)} b`, [], `WFS-${'a'.repeat(45)}`],
  ] as const) {
    it(`calls "${title.slice(0, 30)}" ${expected}`, () => { assert.equal(sessionNameFor(title, taken, '20260102'), expected); });
  }

  it('counts on beyond 999', () => {
    const taken = ['WFS-x', ...Array.from({ length: 998 }, (_, index) => `WFS-x-${String(index + 2).padStart(3, '0')}`)];
    assert.equal(sessionNameFor('x', taken, '20260102'), 'WFS-x-1000');
  });

  it('is a proper, free name for any title, in lower case and without double hyphens', () => {
    fc.assert(fc.property(fc.string(), fc.array(fc.constantFrom<string>('WFS-a', 'WFS-b', 'WFS-session-20260102')), (title, taken) => {
      const name = sessionNameFor(title, taken, '20260102');
      assert.ok(asSessionName(name).ok, name);
      assert.match(name, /^WFS-[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.ok(name.length <= 50 && !taken.includes(name));
      assert.notEqual(sessionNameFor(title, [...taken, name], '20260102'), name);
    }), { numRuns: 1_000 });
  });
});

describe('deriveActive', () => {
  const [a, b] = [session('.workflow/WFS-a'), session('.workflow/active/WFS-b')];

  it('goes by the marker', () => {
    assert.deepEqual(deriveActive([marker('WFS-a')], [a, b]), { path: a.path, by: 'marker' });
  });

  it('takes the newest of several markers, then the first name', () => {
    assert.deepEqual(deriveActive([marker('WFS-a', 1), marker('WFS-b', 2)], [a, b])?.path, b.path);
    assert.deepEqual(deriveActive([marker('WFS-b', 2), marker('WFS-a', 2)], [a, b])?.path, a.path);
  });

  it('leaves orphans aside', () => {
    assert.deepEqual(deriveActive([marker('WFS-gone', 9), marker('WFS-a', 1)], [a, b])?.path, a.path);
    assert.deepEqual(deriveActive([marker('WFS-gone')], [a, b]), { path: b.path, by: 'shown' });
    assert.equal(deriveActive([marker('WFS-gone')], [a]), null);
  });

  it('never means an archived session', () => {
    assert.equal(deriveActive([marker('WFS-c')], [session('.workflow/archives/WFS-c')]), null);
  });

  it('means the session in active/ where the name stands twice', () => {
    assert.equal(deriveActive([marker('WFS-b')], [session('.workflow/WFS-b'), b])?.path, b.path);
  });

  it('shows, without any marker, the active one in active/ that changed last', () => {
    const [early, late, paused] = [
      session('.workflow/active/WFS-early', { changedAt: 1 }), session('.workflow/active/WFS-late', { changedAt: 2 }), session('.workflow/active/WFS-paused', { status: 'paused', changedAt: 3 }),
    ];
    assert.deepEqual(deriveActive([], [early, late, paused, session('.workflow/WFS-root', { changedAt: 9 })]), { path: late.path, by: 'shown' });
    assert.deepEqual(deriveActive([], [session('.workflow/active/WFS-b'), session('.workflow/active/WFS-a')])?.path, '.workflow/active/WFS-a');
    assert.equal(deriveActive([], [paused]), null);
    assert.equal(deriveActive([], []), null);
  });
});

describe('checkMarkers', () => {
  const sessions = [session('.workflow/WFS-a'), session('.workflow/WFS-b'), session('.workflow/archives/WFS-old')];
  const said = (...markers: readonly Marker[]): unknown => checkMarkers(markers, sessions).map(({ code, file, fixes }) => [code, file, fixes.map((fix) => fix.request)]);
  const removal = (name: string): unknown => [{ do: 'remove-marker', marker: `.active-${name}` }];

  it('has nothing to say about one marker of a session', () => { assert.deepEqual(said(marker('WFS-a')), []); });

  it('offers to remove orphans', () => {
    assert.deepEqual(said(marker('WFS-gone'), marker('WFS-old')), [
      ['marker/orphan', '.workflow/.active-WFS-gone', removal('WFS-gone')], ['marker/orphan', '.workflow/.active-WFS-old', removal('WFS-old')],
    ]);
  });

  it('offers to remove all but the newest, and keeps the newest that is no orphan', () => {
    assert.deepEqual(said(marker('WFS-a', 1), marker('WFS-b', 2), marker('WFS-gone', 3)), [
      ['marker/orphan', '.workflow/.active-WFS-gone', removal('WFS-gone')], ['marker/several', '.workflow/.active-WFS-a', removal('WFS-a')],
    ]);
  });

  it('leaves, once its fixes are applied, exactly the active session\'s marker', () => {
    const markers = fc.uniqueArray(fc.record({ name: fc.constantFrom('WFS-a', 'WFS-b', 'WFS-old', 'WFS-gone'), at: fc.nat(3) }), { selector: ({ name }) => name })
      .map((list) => list.map(({ name, at }) => marker(name, at)));
    fc.assert(fc.property(markers, (list) => {
      const removed = new Set(checkMarkers(list, sessions).map((finding) => finding.file.replace('.workflow/', '')));
      const left = list.filter(({ file }) => !removed.has(file));
      const active = deriveActive(list, sessions);
      assert.deepEqual(left.map((each) => `.workflow/${each.session}`), active === null ? [] : [active.path]);
    }));
  });
});

describe('checkSession', () => {
  const said = (path: string, text: string, leafCount: number): unknown => (
    checkSession({ name: sessionNameOf(path), path, location: sessionLocation(path), file: parseSessionFile(`${path}/workflow-session.json`, { kind: 'text', text }), leafCount })
      .map(({ code, message, fixes }) => [code, message, ...fixes.map((fix) => fix.request)]));

  it('offers to raise a type that the tasks have outgrown, never to lower it', () => {
    assert.deepEqual(said('.workflow/WFS-a', '{"type": "simple"}', 5), [[
      'session/complexity', 'The type is simple, but 5 tasks make a session medium (simple: under 5, medium: 5 to 15, complex: over 15).',
      { do: 'raise-complexity', session: '.workflow/WFS-a', complexity: 'medium' },
    ]]);
    assert.deepEqual(said('.workflow/WFS-a', '{"type": "complex"}', 1), []);
    assert.deepEqual(said('.workflow/WFS-a', '{}', 99), []);
  });

  it('names a type that is none, without a fix', () => {
    assert.deepEqual(said('.workflow/WFS-a', '{"type": "workflow"}', 5), [['session/complexity', 'The type "workflow" is none of simple, medium and complex; by its 5 tasks the session is medium.']]);
  });

  it('leaves the archive alone', () => {
    assert.deepEqual(said('.workflow/archives/WFS-a', '{"type": "simple"}', 99), []);
  });

  it('hints at a name that a new session would not get', () => {
    assert.deepEqual(said(`.workflow/WFS-${'a'.repeat(47)}`, '{}', 0), [['session/name-format', 'The session name has 51 characters; at most 50 are allowed. The session works under its name, but other tools of this workflow may not.']]);
  });
});

describe('checkSessionNames', () => {
  it('reports the same name at each of its places', () => {
    const found = checkSessionNames(['.workflow/WFS-a', '.workflow/active/WFS-a', '.workflow/WFS-b'].map((path) => session(path)));
    assert.deepEqual(found.map(({ code, file }) => [code, file]), [
      ['session/duplicate-name', '.workflow/WFS-a/workflow-session.json'], ['session/duplicate-name', '.workflow/active/WFS-a/workflow-session.json'],
    ]);
  });
});
