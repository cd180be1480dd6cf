import assert from 'node:assert/strict';
import { claudeSettings } from '../../../../src/core/scaffold/claude-settings.js';

type Settings = { readonly hooks?: Readonly<Record<string, readonly { readonly matcher?: string; readonly hooks: readonly { readonly command: string }[] }[]>> };

function added(text: string | null): string | null {
  const result = claudeSettings.add(text);
  return result.ok ? result.value : assert.fail(result.problem);
}

function removed(text: string): string | null {
  const result = claudeSettings.remove(text);
  return result.ok ? result.value : assert.fail(result.problem);
}

const hooksIn = (text: string | null): Settings['hooks'] => (JSON.parse(text ?? '') as Settings).hooks;
const theirs = '{"hooks": [{"type": "command", "command": "say done"}]}';

describe('the hooks in the settings of Claude Code', () => {
  it('are registered for the events that we answer', () => {
    const hooks = hooksIn(added(null)) ?? {};
    assert.deepEqual(Object.entries(hooks).map(([event, groups]) => [event, groups[0]?.matcher ?? null, groups[0]?.hooks[0]?.command]), [
      ['SessionStart', null, 'node "$CLAUDE_PROJECT_DIR/.ai/workflow/hooks/claude_hook.cjs" session-start'],
      ['UserPromptSubmit', null, 'node "$CLAUDE_PROJECT_DIR/.ai/workflow/hooks/claude_hook.cjs" user-prompt-submit'],
      ['PreToolUse', 'Edit|Write|MultiEdit|NotebookEdit', 'node "$CLAUDE_PROJECT_DIR/.ai/workflow/hooks/claude_hook.cjs" pre-tool-use'],
      ['PostToolUse', 'Edit|Write|MultiEdit|NotebookEdit|Bash', 'node "$CLAUDE_PROJECT_DIR/.ai/workflow/hooks/claude_hook.cjs" post-tool-use'],
      ['Notification', null, 'node "$CLAUDE_PROJECT_DIR/.ai/workflow/hooks/claude_hook.cjs" notification'],
      ['Stop', null, 'node "$CLAUDE_PROJECT_DIR/.ai/workflow/hooks/claude_hook.cjs" stop'],
    ]);
  });

  it('stand beside those that are there, each once', () => {
    const once = added(`{\n    "model": "x",\n    "hooks": {\n        "Stop": [${theirs}]\n    }\n}\n`) ?? '';
    assert.ok(once.startsWith(`{\n    "model": "x",\n    "hooks": {\n        "Stop": [${theirs}, {`), once);
    assert.deepEqual(hooksIn(once)?.['Stop']?.map(({ hooks }) => hooks[0]?.command.slice(0, 8)), ['say done', 'node "$C']);
    assert.equal(added(once), null);
  });

  it('are left as somebody changed them', () => {
    const changed = (added(null) ?? '').replace('"Edit|Write|MultiEdit|NotebookEdit"', '"Edit"').replace('" stop"', '" stop --quiet"');
    assert.equal(added(changed), null);
  });

  it('go again, and every byte is as it was', () => {
    const texts = [
      '{\n  "model": "x"\n}\n', '{}', '{"a":1}', `{\n\t"hooks": {\n\t\t"Stop": [${theirs}]\n\t},\n\t"model": "x"\n}`, `{\r\n  "hooks": {"PreToolUse": [${theirs}], "Other": []}\r\n}\r\n`,
      `\uFEFF{\n  "hooks": {\n    "Stop": [\n      ${theirs}\n    ]\n  }\n}\n`,
    ];
    for (const text of texts) assert.equal(removed(added(text) ?? ''), text, text);
  });

  it('go out of a group of somebody\'s own', () => {
    const text = '{"hooks": {"Stop": [{"hooks": [{"command": "a"}, {"command": "node .ai/workflow/hooks/claude_hook.cjs stop"}, {"command": "b"}]}]}}';
    assert.equal(removed(text), '{"hooks": {"Stop": [{"hooks": [{"command": "a"}, {"command": "b"}]}]}}');
    assert.equal(removed('{"hooks": {"Stop": [{"hooks": [{"command": "a"}]}]}}'), null);
    assert.equal(removed('{"model": "x"}'), null);
  });

  it('keep comments', () => {
    const text = '{\n  // mine\n  "model": "x",\n}\n';
    assert.match(added(text) ?? '', /^\{\n {2}\/\/ mine\n {2}"model": "x",\n {2}"hooks": \{/);
  });

  it('are not put into what cannot be read', () => {
    for (const [text, why] of [['{', /no JSON in line/], ['[]', /no JSON object/], ['{"hooks": []}', /"hooks" is no object/], ['{"hooks": {"Stop": {}}}', /"hooks\.Stop" is no list/]] as const) {
      const result = claudeSettings.add(text);
      assert.match(result.ok ? '' : result.problem, why);
    }
  });
});
