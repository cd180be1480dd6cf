import assert from 'node:assert/strict';
import { deriveLook } from '../../../src/core/workflow/look.js';
import type { Known } from '../../../src/core/workflow/look.js';
import type { Hint } from '../../../src/core/part-table.js';

const session = '.workflow/active/WFS-a';
const known: Known = { hasSession: (path) => path === session, hasTask: (_session, path) => path === `${session}/.task/IMPL-1.json` };

/** A look in words. */
function lookAt(hint: Hint): string {
  const { homes, everySession, sessions } = deriveLook(hint, known);
  const looks = Array.from(sessions, ([path, { tasks, summaries, files }]) => [path, tasks && 'tasks', summaries && 'summaries', ...files].filter(Boolean).join(' '));
  return [homes && 'homes', everySession && 'every session', ...looks].filter(Boolean).join(', ');
}

describe('deriveLook', () => {
  for (const [hint, expected] of [
    ['everything', 'homes, every session'],
    [[''], 'homes, every session'],
    [[], ''],
    [['.workflow'], 'homes, every session'],
    [['.workflow/active'], 'homes, every session'],
    [['.workflow/archives'], 'homes, every session'],
    [['.workflow/.active-WFS-a'], 'homes'],
    [[session], `homes, ${session} tasks summaries ${session}/workflow-session.json ${session}/TODO_LIST.md`],
    [[`${session}/.task`], `${session} tasks`],
    [[`${session}/.task/IMPL-1.json`], `${session} ${session}/.task/IMPL-1.json`],
    [[`${session}/.task/IMPL-9.json`], `${session} tasks`],
    [[`${session}/.summaries`], `${session} summaries`],
    [[`${session}/.summaries/IMPL-1.md`], `${session} summaries`],
    [[`${session}/TODO_LIST.md`, `${session}/workflow-session.json`], `${session} ${session}/TODO_LIST.md ${session}/workflow-session.json`],
    [['.workflow/WFS-unknown/.task/IMPL-1.json'], 'homes'],
    [['README.md', '.workflow/versions/v001/session.yml', '../outside', `${session}/IMPL_PLAN.md`], ''],
  ] as const) {
    it(`of ${JSON.stringify(hint)} is ${expected === '' ? 'nothing' : expected}`, () => {
      assert.equal(lookAt(hint), expected);
    });
  }
});
