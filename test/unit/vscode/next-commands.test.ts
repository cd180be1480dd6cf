import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { advice, nextStep } from '../../../src/core/plans/next-step.js';
import { refusal } from '../../../src/core/plans/plan.js';
import { commandsAfter, nextCommands, refusalText } from '../../../src/vscode/next-commands.js';
import { t } from './views.js';

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

describe('What a refusal leads to', () => {
  const sentBack = refusal('run/sent-back', advice`The run of ${'IMPL-1'} is not completed; do it in another attempt, with: ${nextStep('run start', 'IMPL-1')}, or: ${nextStep('run start', 'IMPL-1', '--again')}, or ${advice`see: ${nextStep('version list')}`}`);

  it('is a command line on the command line', () => {
    assert.equal(sentBack.message, 'The run of IMPL-1 is not completed; do it in another attempt, with: workflow run start IMPL-1, or: workflow run start IMPL-1 --again, or see: workflow version list');
  });

  it('is a command or a view in the editor, each offered once', () => {
    assert.equal(refusalText(t, sentBack), 'The run of IMPL-1 is not completed; do it in another attempt, with: "Start Task Run", or: "Start Task Run", or see: "Versions"');
    assert.deepEqual(commandsAfter(t, sentBack).map(({ id }) => id), ['workflow.startRun', 'workflow.versions.focus']);
  });

  it('is nothing where the sentence names none, and one harmless line whatever it names', () => {
    const plain = refusal('x', 'No.');
    assert.deepEqual([refusalText(t, plain), commandsAfter(t, plain), 'next' in plain], ['No.', [], false]);
    assert.equal(refusal('x', advice`No ${'a\nb'}; ${nextStep('check')}`).message, 'No a b; workflow check');
  });

  it('is called as in the palette', () => {
    const { contributes } = json('package.json') as { contributes: { commands: readonly { command: string; title: string }[]; views: Readonly<Record<string, readonly { id: string; name: string }[]>> } };
    const words = json('package.nls.json') as Readonly<Record<string, string>>;
    const titles = new Map([
      ...contributes.commands.map(({ command, title }) => [command, title] as const), ...Object.values(contributes.views).flat().map(({ id, name }) => [`${id}.focus`, name] as const),
    ].map(([id, title]) => [id, words[title.replaceAll('%', '')] ?? title]));
    const ours = Object.values(nextCommands(t)).filter(({ id }) => id.startsWith('workflow.'));
    assert.deepEqual(ours.map(({ id, title }) => `${id}: ${title}`), ours.map(({ id }) => `${id}: ${titles.get(id) ?? ''}`));
  });

  it('is never left as a command line in what the editor shows of versions, worktrees and agents', () => {
    const folders = ['core', 'node'].flatMap((layer) => ['versions', 'worktrees', 'parallel'].map((area) => join('src', layer, area)));
    const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
    const lines = files.flatMap((file) => readFileSync(file, 'utf8').split('\n').map((line) => `${file}: ${line.trim()}`));
    assert.ok(lines.some((line) => /\brefus(?:al|ed)\(.*nextStep\(/.test(line)));
    assert.deepEqual(lines.filter((line) => /\brefus(?:al|ed)\(.*\bworkflow [a-z]/.test(line)), []);
  });
});
