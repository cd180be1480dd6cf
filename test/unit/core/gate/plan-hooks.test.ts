import assert from 'node:assert/strict';
import fc from 'fast-check';
import { gateBlock, hasBlock, withBlock, withoutBlock } from '../../../../src/core/gate/hook-block.js';
import { hookProblem, hookStatesOf } from '../../../../src/core/gate/hook-health.js';
import { hookLayoutOf, type HookLayout } from '../../../../src/core/gate/hook-layout.js';
import { isGate, planInstall, planUninstall, type HookFile, type HookFiles, type HookPlan } from '../../../../src/core/gate/plan-hooks.js';
import { renderGate } from '../../../../src/core/gate/render-hook.js';
import type { Refusal } from '../../../../src/core/plans/plan.js';

const own: HookLayout = { kind: 'own', folder: '/r/.git/hooks' };
const tracked: HookLayout = { kind: 'called', folder: '/r/.githooks', needsMode: true };
const husky: HookLayout = { kind: 'called', folder: '/r/.husky', needsMode: false };

const filesOf = (texts: Readonly<Record<string, string>>, isExecutable = true): HookFiles => new Map(Object.entries(texts).map(([name, text]) => [name, { text, isExecutable }]));
const textsOf = (files: HookFiles): unknown => Object.fromEntries([...files].map(([name, { text }]) => [name, text]).sort());

function applied(files: HookFiles, plan: HookPlan | Refusal): HookFiles {
  assert.ok(plan.kind === 'hooks', 'message' in plan ? plan.message : '');
  const after = new Map<string, HookFile>(files);
  for (const step of plan.steps) {
    if (step.kind === 'write') {
      after.set(step.name, { text: step.text, isExecutable: step.executable || after.get(step.name)?.isExecutable === true });
      continue;
    }
    const name = step.kind === 'move' ? step.from : step.name;
    const file = after.get(name) ?? assert.fail(name);
    after.delete(name);
    if (step.kind === 'move') after.set(step.to, file);
  }
  return after;
}

const installed = (layout: HookLayout, files: HookFiles): HookFiles => applied(files, planInstall(layout, files));
const removed = (layout: HookLayout, files: HookFiles): HookFiles => applied(files, planUninstall(layout, files));

describe('the layout of hooks', () => {
  const lies = (folder: string, place: 'in-git' | 'ignored' | 'tracked' | 'outside', scope: 'local' | 'everywhere' | null = 'local'): unknown => {
    const layout = hookLayoutOf({ folder, scope, lies: place });
    return layout.kind === 'refusal' ? layout.message : layout;
  };

  it('is the gate itself where nobody else writes, and lines in hooks that are tracked', () => {
    assert.deepEqual(lies('/r/.git/hooks', 'in-git', null), own);
    assert.deepEqual(lies('/r/.githooks', 'tracked'), tracked);
    assert.deepEqual(lies('/r/local/hooks', 'ignored'), { kind: 'own', folder: '/r/local/hooks' });
  });

  it('is in the hooks of the person where husky writes its own again and again', () => {
    assert.deepEqual(lies('/r/.husky/_', 'ignored'), husky);
    assert.deepEqual(lies('/r/.husky/_', 'tracked'), husky);
  });

  it('is refused where other repositories would be judged', () => {
    assert.match(String(lies('/home/me/hooks', 'outside', 'everywhere')), /for all your repositories.*git config core\.hooksPath/);
    assert.match(String(lies('/r/.githooks', 'tracked', 'everywhere')), /for all your repositories/);
    assert.match(String(lies('/srv/hooks', 'outside')), /outside of this repository/);
  });
});

describe('the gate as the hook itself', () => {
  it('keeps the hook that was there, runs it, and gives it back', () => {
    const before = filesOf({ 'pre-commit': '#!/bin/sh\r\necho mine' });
    const after = installed(own, before);
    assert.deepEqual([...after.keys()].sort(), ['commit-msg', 'pre-commit', 'pre-commit.before-workflow']);
    assert.ok(isGate(after.get('pre-commit')?.text ?? ''));
    assert.deepEqual(textsOf(removed(own, after)), textsOf(before));
  });

  it('changes nothing the second time', () => {
    const after = installed(own, filesOf({ 'pre-commit': 'x' }));
    assert.deepEqual(planInstall(own, after), { kind: 'hooks', steps: [], notes: [] });
  });

  it('is made executable again, and replaced by a newer one', () => {
    assert.deepEqual(installed(own, filesOf({ 'pre-commit': renderGate('hook') }, false)).get('pre-commit')?.isExecutable, true);
    const older = filesOf({ 'pre-commit': '#!/bin/sh\n# agent-workflow tdd gate\nold\n', 'pre-commit.before-workflow': 'mine' });
    assert.deepEqual(textsOf(removed(own, installed(own, older))), { 'pre-commit': 'mine' });
  });

  it('goes on top of what somebody has put over it, and loses nothing', () => {
    const replaced = filesOf({ 'pre-commit': 'lefthook', 'pre-commit.before-workflow': 'mine', 'pre-commit.before-workflow.2': 'older' });
    const after = installed(own, replaced);
    assert.deepEqual(textsOf(removed(own, after)), { 'pre-commit': 'lefthook', 'pre-commit.before-workflow.3': 'mine', 'pre-commit.before-workflow.2': 'older' });
    const same = filesOf({ 'pre-commit': 'mine', 'pre-commit.before-workflow': 'mine' });
    assert.deepEqual(textsOf(removed(own, installed(own, same))), { 'pre-commit': 'mine' });
  });

  it('leaves a hook alone that is not ours any more, and says what is still kept', () => {
    const replaced = filesOf({ 'pre-commit': 'lefthook', 'pre-commit.before-workflow': 'mine' });
    const plan = planUninstall(own, replaced);
    assert.deepEqual(plan.steps, []);
    assert.match(plan.notes.join(''), /pre-commit is not ours any more and stays; .*pre-commit\.before-workflow/);
  });
});

describe('lines in hooks of somebody else', () => {
  it('come before everything that the hook does', () => {
    const text = installed(tracked, filesOf({ 'pre-commit': '#!/usr/bin/env bash\nexit 0\n' })).get('pre-commit')?.text ?? '';
    assert.match(text, /^#!\/usr\/bin\/env bash\n# >>> agent-workflow tdd gate >>>\n[^]*\n# <<< agent-workflow tdd gate <<<\nexit 0\n$/);
  });

  it('are in a file of their own where there is none, which goes with them', () => {
    const after = installed(husky, new Map());
    assert.deepEqual([...after.keys()], ['pre-commit', 'commit-msg']);
    assert.deepEqual(textsOf(removed(husky, after)), {});
  });

  it('are refused by what is no shell program', () => {
    const plan = planInstall(tracked, filesOf({ 'pre-commit': '#!/usr/bin/env python3\nprint()\n' }));
    assert.match(plan.kind === 'refusal' ? plan.message : '', /no shell program.*workflow tdd pre-commit/);
  });

  it('are taken back to the byte, whatever the hook is', () => {
    const line = fc.constantFrom('', '#!/bin/sh', '#!/usr/bin/env bash', 'npm test', '# >>> other >>>', 'exit 0\r', '\u00e4\u00ff', gateBlock('commit-msg', true).split('\n')[1] ?? '');
    fc.assert(fc.property(fc.array(line, { maxLength: 5 }), fc.boolean(), fc.boolean(), (lines, ends, needsMode) => {
      const text = lines.join('\n') + (ends ? '\n' : '');
      const block = gateBlock('pre-commit', needsMode);
      const after = withBlock(text, block);
      if (after === null) return;
      assert.ok(hasBlock(after));
      assert.equal(withBlock(after, block), after);
      assert.equal(withoutBlock(after), text);
    }));
  });
});

describe('the health of hooks', () => {
  it('tells each way in which the gate does not stand', () => {
    const gate = renderGate('called');
    const after = installed(husky, filesOf({ 'pre-commit': 'npm test\n' }));
    assert.deepEqual(hookStatesOf(husky, after, gate), { 'pre-commit': 'fine', 'commit-msg': 'fine' });
    assert.deepEqual(hookStatesOf(husky, after, null), { 'pre-commit': 'no-gate', 'commit-msg': 'no-gate' });
    assert.deepEqual(hookStatesOf(husky, after, 'older'), { 'pre-commit': 'outdated', 'commit-msg': 'outdated' });
    assert.deepEqual(hookStatesOf(tracked, filesOf({ 'pre-commit': gateBlock('pre-commit', true) }, false), gate), { 'pre-commit': 'not-executable', 'commit-msg': 'missing' });
    const whole = filesOf({ 'pre-commit': 'lefthook', 'pre-commit.before-workflow': 'mine', 'commit-msg': '#!/bin/sh\n# agent-workflow tdd gate\n' });
    assert.deepEqual(hookStatesOf(own, whole, null), { 'pre-commit': 'replaced', 'commit-msg': 'outdated' });
  });

  it('says what to do about each', () => {
    for (const state of ['outdated', 'not-executable', 'missing', 'replaced', 'no-gate'] as const) assert.match(hookProblem('pre-commit', state) ?? '', /pre-commit.*workflow tdd install-hook/);
    assert.equal(hookProblem('pre-commit', 'fine'), null);
  });
});

describe('the text of the gate', () => {
  it('is plain ASCII, which every shell and awk reads alike, with nothing left to fill in', () => {
    for (const form of ['hook', 'called'] as const) assert.doesNotMatch(renderGate(form), /[^\x00-\x7f]|@[a-z]+@/);
  });
});
