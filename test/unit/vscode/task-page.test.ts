import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTargetFile } from '../../../src/core/tasks/target-file.js';
import type { PageBlock, PageSection } from '../../../src/protocol/task-page.js';
import { taskChanges, type TaskChange } from '../../../src/vscode/task-page/task-changes.js';
import { isTaskPageKey, parseTaskPageMessage } from '../../../src/vscode/task-page/task-page-messages.js';
import { deriveTaskPage, type TaskPage } from '../../../src/vscode/task-page/task-page-model.js';
import { openStore } from '../../support/open-store.js';
import { smallTask, writeSmallSession } from '../../support/small-workflow.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';

const directory = '.workflow/WFS-page';

/** The page of a task with these fields, as it is made from files on the disk. */
async function pageOf(fields: Readonly<Record<string, unknown>>, changes: readonly TaskChange[] = []): Promise<TaskPage> {
  const root = temporaryFolder();
  writeSmallSession(root, directory, ['IMPL-1', 'IMPL-2', 'IMPL-2.1']);
  const file = `${directory}/.task/IMPL-1.json`;
  writeFiles(root, { [file]: smallTask('IMPL-1', fields) });
  const { store } = openStore(root);
  const [session] = (await store.refresh()).sessions;
  const task = session?.tasks.byId.get('IMPL-1');
  assert.ok(session && task);
  const content: unknown = JSON.parse(readFileSync(join(root, file), 'utf8'));
  const key = { root, session: session.path, task: task.id, file };
  return deriveTaskPage({ key, session, task, content, changes, actions: [], notice: null, t: (text) => text });
}

function printed(sections: readonly PageSection[]): string[] {
  return sections.flatMap(({ title, blocks }) => [`# ${title}`, ...blocks.flatMap((block) => lines(block, '  '))]);
}

function lines(block: PageBlock, indent: string): string[] {
  if (block.kind === 'list') return block.items.map(({ text, link, note }) => `${indent}- ${text}${link === undefined ? '' : ' (link)'}${note === undefined ? '' : ` ~ ${note}`}`);
  if (block.kind === 'group') return [`${indent}${block.title}:`, ...block.blocks.flatMap((inner) => lines(inner, `${indent}  `))];
  return [indent + block.text];
}

describe('the Task page of a task', () => {
  it('shows every part of document 004 under its heading', async () => {
    const { model } = await pageOf({
      context: {
        requirements: ['JWT'], acceptance: ['Tokens hold'], focus_paths: ['src/auth'], depends_on: ['IMPL-2.1', 'IMPL-9'],
        inherited: { from: 'IMPL-2', context: ['Design done'] }, shared_context: { auth_strategy: 'JWT with refresh' },
      },
      flow_control: {
        pre_analysis: [{ step: 'read_docs', action: 'Read', command: 'bash(cat CLAUDE.md)' }],
        implementation_approach: { task_description: 'Do it', modification_points: ['Here'] },
        target_files: ['src/auth/login.ts:handleLogin:75-120', { path: 'src/new.ts', description: 'to be made' }],
      },
    });
    assert.deepEqual(printed(model.sections), [
      '# Requirements', '  - JWT',
      '# Acceptance', '  - Tokens hold',
      '# Depends on', '  - IMPL-2.1 (link) ~ Task IMPL-2.1 (pending)', '  - IMPL-9 ~ no such task',
      '# Focus paths', '  - src/auth (link)',
      '# Target files', '  - src/auth/login.ts:handleLogin:75-120 (link)', '  - src/new.ts (link) ~ description: to be made',
      '# Context', '  inherited:', '    - from: IMPL-2', '    context:', '      - Design done', '  shared context:', '    - auth strategy: JWT with refresh',
      '# Flow control', '  pre analysis:', '    read_docs:', '      - action: Read', '      - command: bash(cat CLAUDE.md)',
      '  implementation approach:', '    - task description: Do it', '    modification points:', '      - Here',
    ]);
  });

  it('leaves out nothing that it has no heading for', async () => {
    const { model } = await pageOf({ meta: { type: 'feature', agent: 'qa', priority: 'P0' }, results: { lines: 120, files: ['a', 'b'] }, dependencies: { blocks: ['IMPL-2'] }, flag: false });
    assert.deepEqual(printed(model.sections.filter(({ id }) => id === 'more')), [
      '# More in the file', '  - flag: false', '  meta:', '    - priority: P0',
      '  results:', '    - lines: 120', '    files:', '      - a', '      - b', '  dependencies:', '    blocks:', '      - IMPL-2',
    ]);
  });

  it('says under the title why the task is where it is', async () => {
    const { model } = await pageOf({}, [{ at: '2026-11-20T10:00:00Z', from: 'active', to: 'blocked', actor: 'person:ada', reason: 'no key' }]);
    assert.deepEqual(model.facts.find(({ name }) => name === 'Because'), { name: 'Because', value: { text: 'no key' } });
  });

  it('resolves only the links that it handed out', async () => {
    const { model, links } = await pageOf({ context: { focus_paths: ['src/a.ts', '../outside', '/etc/passwd'] } });
    const items = model.sections.flatMap(({ blocks }) => blocks).flatMap((block) => (block.kind === 'list' ? block.items : []));
    const [inside, ...others] = items.filter(({ text }) => /src|outside|passwd/.test(text));
    assert.deepEqual(links.target(inside?.link ?? ''), { kind: 'file', file: { path: 'src/a.ts', symbol: null, lines: null } });
    assert.deepEqual(others.map(({ link }) => link), [undefined, undefined]);
    assert.equal(links.target('link-99'), undefined);
  });

  it('keeps its shape for contents of any shape', async () => {
    for (const odd of [null, [], 'text', 7, { deep: { deeper: { deepest: [[1, [2]]] } } }]) {
      const { model } = await pageOf({ context: odd, flow_control: odd, status_history: odd });
      assert.equal(model.id, 'IMPL-1');
    }
  });
});

describe('a target file', () => {
  const cases = [
    ['src/auth/login.ts:handleLogin:75-120', { path: 'src/auth/login.ts', symbol: 'handleLogin', lines: { start: 75, end: 120 } }],
    ['src/auth/login.ts:75-120', { path: 'src/auth/login.ts', symbol: null, lines: { start: 75, end: 120 } }],
    ['src/auth/login.ts:75', { path: 'src/auth/login.ts', symbol: null, lines: { start: 75, end: 75 } }],
    ['./src\\auth\\login.ts:L9-L3', { path: 'src/auth/login.ts', symbol: null, lines: { start: 9, end: 9 } }],
    ['src/a.ts (new file)', { path: 'src/a.ts', symbol: null, lines: null }],
    ['src', { path: 'src', symbol: null, lines: null }],
    ['../a.ts', null], ['/etc/passwd', null], ['C:\\a.ts', null], ['', null], ['a/../../b', null],
  ] as const;
  for (const [text, expected] of cases) {
    it(`${JSON.stringify(text)} ${expected === null ? 'names nothing inside of the repository' : 'is read'}`, () => { assert.deepEqual(parseTargetFile(text), expected); });
  }
});

describe('the history of a task', () => {
  const journal = [{ at: '2026-11-20T10:00:01.500Z', actor: 'person:ada', entity: 'task', session: 's', id: 'IMPL-1', from: 'pending', to: 'active', reason: 'ready' }] as const;

  it('shows a change once that stands in the file and in the journal', () => {
    const content = { status_history: [{ from: 'pending', to: 'active', changed_at: '2026-11-20T10:00:00Z' }] };
    assert.deepEqual(taskChanges(content, journal), [{ at: '2026-11-20T10:00:01.500Z', from: 'pending', to: 'active', actor: 'person:ada', reason: 'ready' }]);
  });

  it('shows the newest change first, from both', () => {
    const content = { status_history: [{ from: 'active', to: 'blocked', changed_at: '2026-11-21T09:00:00Z' }, 'odd', { to: 7 }] };
    assert.deepEqual(taskChanges(content, journal).map(({ to }) => to), ['blocked', 'active', '']);
  });
});

describe('a message of the Task page', () => {
  it('is taken only if it is one of the protocol', () => {
    assert.deepEqual(parseTaskPageMessage({ type: 'set-status', status: 'active', extra: 1 }), { type: 'set-status', status: 'active' });
    for (const bad of [null, 'ready', [], {}, { type: 'set-status' }, { type: 'open-link', link: 3 }, { type: 'run', command: 'x' }]) {
      assert.equal(parseTaskPageMessage(bad), null);
    }
    assert.equal(isTaskPageKey({ root: '/r', session: 's', task: 't', file: 'f' }), true);
    assert.equal(isTaskPageKey({ root: '/r', session: 's', task: 't' }), false);
  });
});
