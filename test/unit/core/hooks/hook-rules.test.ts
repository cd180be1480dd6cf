import assert from 'node:assert/strict';
import { isControlFile } from '../../../../src/core/hooks/control-files.js';
import { parseHookInput } from '../../../../src/core/hooks/hook-input.js';
import { permissionFor, permissionOutput, strictest } from '../../../../src/core/hooks/hook-output.js';
import { defaultTrustModel } from '../../../../src/core/trust/default-trust-model.js';
import { judgeTrust } from '../../../../src/core/trust/judge-trust.js';
import { Chance, mutate } from '../../../support/mutate.js';

const judge = judgeTrust([defaultTrustModel]);

describe('what a hook is given', () => {
  const given = { session_id: 's-1', transcript_path: '/t', cwd: '/w', hook_event_name: 'PreToolUse', tool_name: 'Edit', tool_input: { file_path: 'src/a b.ts', old_string: 'x', new_string: 'y' } };

  it('is read for what matters of it', () => {
    assert.deepEqual(parseHookInput(JSON.stringify(given)), { sessionId: 's-1', cwd: '/w', tool: 'Edit', paths: ['src/a b.ts'], message: null });
    const notebook = { ...given, tool_name: 'NotebookEdit', tool_input: { notebook_path: 'a.ipynb' } };
    assert.deepEqual(parseHookInput(JSON.stringify(notebook))?.paths, ['a.ipynb']);
  });

  it('names no file where the tool changes none', () => {
    assert.deepEqual(parseHookInput(JSON.stringify({ ...given, tool_name: 'Read' }))?.paths, []);
    assert.deepEqual(parseHookInput(JSON.stringify({ ...given, tool_input: 'src/a.ts' }))?.paths, []);
    assert.deepEqual(parseHookInput(JSON.stringify({ ...given, tool_input: { file_path: ' ' } }))?.paths, []);
  });

  it('may have paths in quotes', () => {
    for (const path of ['"src/a b.ts"', '\'src/a b.ts\'', ' src/a b.ts ']) assert.deepEqual(parseHookInput(JSON.stringify({ ...given, tool_input: { file_path: path } }))?.paths, ['src/a b.ts'], path);
  });

  it('is nothing where it is no JSON object', () => {
    for (const text of ['', 'null', '[]', '"x"', '{', '{"a":1}{"b":2}', '{"__proto__":{}}']) assert.equal(parseHookInput(text), null, text);
    assert.deepEqual(parseHookInput('{}'), { sessionId: null, cwd: null, tool: null, paths: [], message: null });
  });

  it('may be long, as a written file is', () => {
    assert.deepEqual(parseHookInput(JSON.stringify({ ...given, tool_input: { file_path: 'a.ts', content: 'x'.repeat(1_000_000) } }))?.paths, ['a.ts']);
  });

  it('never throws, whatever was done to it', () => {
    for (let seed = 0; seed < 500; seed++) parseHookInput(mutate([JSON.stringify(given)], new Chance(seed)));
  });
});

describe('the permission of an edit', () => {
  const permission = (path: string): string => permissionFor(path, judge.assess(path), isControlFile(path)).permission;

  it('follows the trust level', () => {
    assert.deepEqual(['src/a.test.ts', 'docs/x.md', 'src/a.ts', 'Makefile', '.env', 'src/auth/x.ts'].map(permission), ['allow', 'allow', 'ask', 'ask', 'deny', 'deny']);
  });

  it('is a person\'s for what decides what agents may do', () => {
    const paths = [
      '.ai/workflow/trust_model.yaml', '.ai/workflow/hooks/claude_hook.cjs', '.ai/workflow/integrations/mcp/github.yaml', '.ai/project/config.yaml', '.workflow/.active-WFS-x',
      '.claude/settings.json', '.claude/settings.local.json', '.claude/hooks/x.md', 'packages/a/.claude/settings.json', '.mcp.json', '.vscode/settings.json', '.vscode/mcp.json',
      '.git/hooks/pre-commit', '.git', '.husky/pre-commit', 'lefthook.yml', '.GIT/config', '.AI/Workflow/trust_model.yaml',
    ];
    for (const path of paths) assert.equal(permission(path), 'ask', path);
    for (const path of ['.gitignore', '.ai/project/sessions/claude-progress.txt', '.workflow/WFS-x/TODO_LIST.md', '.claude/notes.md', 'docs/.vscode/settings.json']) assert.equal(isControlFile(path), false, path);
  });

  it('of several files is the strictest', () => {
    const [allow, ask, deny] = ['a.test.ts', 'src/a.ts', '.env'].map((path) => permissionFor(path, judge.assess(path), false));
    assert.ok(allow !== undefined && ask !== undefined && deny !== undefined);
    assert.deepEqual([strictest([allow, ask])?.permission, strictest([ask, deny, allow])?.permission, strictest([])], ['ask', 'deny', null]);
  });

  it('says why, on one line', () => {
    const said = permissionOutput(permissionFor('docs/a\nb.md', judge.assess('docs/a\nb.md'), false));
    assert.deepEqual(said, {
      hookSpecificOutput: {
        hookEventName: 'PreToolUse', permissionDecision: 'allow',
        permissionDecisionReason: 'File trust of docs/a b.md is high (minimal): "docs/**" of the built-in model gives it high trust: Documentation.',
      },
    });
  });
});
