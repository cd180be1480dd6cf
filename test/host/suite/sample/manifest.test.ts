import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { commandIds } from '../../../../src/vscode/commands/command-ids.js';
import { contextKeyNames } from '../../../../src/vscode/context-keys.js';
import { activeApi, extensionPath } from '../support/editor.js';

interface Command { readonly command: string; readonly title: string; readonly category?: string; readonly enablement?: string }
interface MenuItem { readonly command: string; readonly when: string; readonly group?: string }
interface Setting { readonly default: unknown; readonly scope: string; readonly markdownDescription: string }
interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: string; readonly description: string; readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly name: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    readonly walkthroughs: readonly { readonly steps: readonly { readonly description: string }[] }[];
  };
}

const home = extensionPath();
const sourceText = readFileSync(join(home, 'package.json'), 'utf8');
const source = JSON.parse(sourceText) as Manifest;
const texts = JSON.parse(readFileSync(join(home, 'package.nls.json'), 'utf8')) as Record<string, string>;
const { commands, menus, views, viewsWelcome, configuration, walkthroughs } = source.contributes;
const allWhen = [...Object.values(menus).flat().map(({ when }) => when), ...viewsWelcome.map(({ when }) => when), ...commands.flatMap(({ enablement }) => enablement ?? [])];

/** Words that rows carry (verbs.ts and the trees). */
const rowWords = ['pane', 'open', 'port', 'clear', 'handover', 'sync', 'finish', 'clean', 'features', 'feature', 'readable', 'step', 'tasks', 'session', 'live', 'archived', 'activate', 'pause', 'complete', 'reopen', 'archive', 'recover', 'fix', 'finding',
  'task', 'leaf', 'container', 'top', 'broken', 'drift', 'group', 'start', 'block', 'fail', 'skip', 'retry', 'operation', 'record', 'run', 'summary', 'ending', 'startable', 'completable', 'design', 'build', 'undoable', 'waiting'];

describe('package.json', () => {
  before(() => activeApi());

  it('declares exactly the commands that are registered, with unique titles under one category', async () => {
    assert.deepEqual(commands.map(({ command }) => command).sort(), [...commandIds].sort());
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(commandIds.filter((id) => !known.has(id)), []);
    assert.deepEqual(commands.filter(({ category }) => category !== 'Workflow'), []);
    const titles = commands.map(({ title }) => texts[title.slice(1, -1)]);
    assert.deepEqual(titles.filter((title) => title === undefined || title === ''), []);
    assert.equal(new Set(titles).size, titles.length);
  });

  it('names in menus only commands that exist, and rows only by words that rows have', () => {
    const known: readonly string[] = commandIds;
    assert.deepEqual(Object.values(menus).flat().filter(({ command }) => !known.includes(command)), []);
    const words = allWhen.flatMap((when) => [...when.matchAll(/\\b(\w+)\\b/g)].map(([, word]) => word));
    assert.deepEqual(words.filter((word) => !rowWords.includes(word ?? '')), []);
  });

  it('offers to initialise only where there is no workflow', () => {
    assert.deepEqual((menus['view/title'] ?? []).filter(({ command }) => command === 'workflow.initialise').map(({ when }) => when), ['view == workflow.sessions && !workflow.initialised']);
  });

  it('uses only context keys that are set, in clauses of at most 60 characters', () => {
    const used = allWhen.flatMap((when) => [...when.matchAll(/\bworkflow\.\w+/g)].map(([key]) => key));
    const known: readonly string[] = [...contextKeyNames, ...Object.values(views).flat().map(({ id }) => id)];
    assert.deepEqual(used.filter((key) => !known.includes(key)), []);
    assert.deepEqual(contextKeyNames.filter((key) => !used.includes(key)), []);
    assert.deepEqual(allWhen.filter((when) => when.length > 60), []);
  });

  it('writes nothing in Restricted Mode: what changes anything needs trust', () => {
    const looks = ['refresh', 'chooseSession', 'nextTask', 'showTask', 'checkTodo', 'openTodo', 'openJson', 'filterTasks', 'clearFilter', 'hideFinished', 'showFinished', 'showMore', 'explainTrust', 'openSpec', 'showCompliance', 'openWorktree', 'showHandOver', 'showOperation', 'openRecord', 'showSummary', 'showFileHistory'];
    const open = commands.filter(({ enablement }) => enablement?.includes('isWorkspaceTrusted') !== true).map(({ command }) => command.slice('workflow.'.length));
    assert.deepEqual(open.sort(), looks.sort());
  });

  it('has a text for every placeholder and a use for every text', () => {
    const used = [...sourceText.matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key ?? '');
    assert.deepEqual([...new Set(used)].sort(), Object.keys(texts).sort());
  });

  it('leads from welcome texts and walkthrough only to commands there are', () => {
    const contents = [...viewsWelcome.map((each) => each.contents), ...walkthroughs.flatMap(({ steps }) => steps.map(({ description }) => description))].map((text) => texts[text.slice(1, -1)] ?? '');
    const commandsNamed = contents.flatMap((text) => [...text.matchAll(/command:([\w.]+)/g)].map(([, id]) => id ?? ''));
    const known = new Set<string>([...commandIds, 'vscode.openFolder', 'workbench.trust.manage', 'workflow.sessions.focus', 'git.init']);
    assert.deepEqual(commandsNamed.filter((id) => !known.has(id)), []);
    assert.ok((walkthroughs[0]?.steps.length ?? 0) <= 5);
  });

  it('describes, scopes and restricts every setting', () => {
    for (const [name, { default: value, scope, markdownDescription }] of Object.entries(configuration.properties)) {
      assert.notEqual(value, undefined, name);
      // A repository has no say in what the person allows, or runs, on this machine.
      assert.equal(scope, ['workflow.trust.ceiling', 'workflow.agents.command'].includes(name) ? 'machine' : 'resource', name);
      assert.ok((texts[markdownDescription.slice(1, -1)] ?? '').length > 20, name);
    }
    const { supported, restrictedConfigurations } = source.capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    assert.deepEqual([...restrictedConfigurations].sort(), Object.keys(configuration.properties).sort());
  });

  it('never activates for everybody', () => {
    assert.deepEqual(source.activationEvents.filter((event) => !/^(workspaceContains|onWebviewPanel|onFileSystem):[\w.-]+$/.test(event)), []);
  });
});
