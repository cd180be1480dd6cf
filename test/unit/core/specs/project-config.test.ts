import assert from 'node:assert/strict';
import { parseConfig } from '../../../../src/core/specs/project-config.js';

const standard = parseConfig(null).config;

describe('The configuration of a project', () => {
  it('is its defaults where there is no file, or nothing in it', () => {
    assert.deepEqual(standard.parallel, { manager: 'tmux', worktree_base: '.worktrees', port_range: { start: 3001, end: 3010 }, auto_cleanup: true, setup: '', teardown: '' });
    assert.deepEqual(standard.harness, { progress_file: '.ai/project/sessions/claude-progress.txt', state_format: 'af', auto_restore: true, max_history_entries: 50 });
    assert.deepEqual(standard.specs, { format: 'yaml', schema_path: '.ai/workflow/specs/schema', templates_path: '.ai/workflow/specs/templates', validation: 'strict' });
    assert.deepEqual(standard.enforcement, {
      tdd: { enabled: true, strictness: 'medium', require_test_first_commits: true, prevent_test_deletion: true, min_coverage: 80, test_command: [], locations: [], exclude: [] },
      trust: { default_level: 'medium' }, context: { compaction_threshold: 100000, skeleton_mode: true, auto_clear_reminder: true } });
    assert.deepEqual(standard.integrations.mcp, { enabled: true, servers: [{ name: 'github', config: '.ai/workflow/integrations/mcp/github.yaml' }] });
    assert.deepEqual(standard.compound, { auto_capture: true, triggers: ['bug_fixed', 'test_failure_resolved', 'code_review_feedback'], destinations: ['CLAUDE.md'] });
    assert.deepEqual(parseConfig('# nothing yet\n'), { config: standard, findings: [] });
  });

  it('takes what the file says and leaves sections of others alone', () => {
    const { config, findings } = parseConfig('project:\n  name: x\nparallel:\n  manager: vscode\n  port_range: {start: 4000}\nenforcement:\n  tdd: {min_coverage: 90}\n');
    assert.deepEqual(findings, []);
    assert.deepEqual(config.parallel, { ...standard.parallel, manager: 'vscode', port_range: { start: 4000, end: 3010 } });
    assert.equal(config.enforcement.tdd.min_coverage, 90);
    assert.equal('project' in config, false);
  });

  it('says what is wrong, with what is allowed, and uses the default for it', () => {
    const { config, findings } = parseConfig('parallel:\n  manager: tmuxx\n  port_range: none\nspecs:\n  validaton: off\nenforcement: {tdd: {min_coverage: 120, enabled: "yes"}}\nintegrations: {mcp: {servers: [{name: a}]}}\n');
    assert.deepEqual(config, standard);
    assert.deepEqual(findings.map(({ code, severity }) => [code, severity]), [
      ['config/unknown-value', 'error'], ['config/wrong-type', 'error'], ['config/wrong-type', 'error'], ['config/out-of-range', 'error'], ['config/missing-property', 'error'], ['config/unknown-key', 'warning']]);
    assert.match(findings[0]?.message ?? '', /allowed are tmux, vscode. Did you mean tmux\?/);
  });

  it('is its defaults, and says why, when the file cannot be read', () => {
    const { config, findings } = parseConfig('a: "x\n');
    assert.deepEqual(config, standard);
    assert.deepEqual(findings.map(({ code }) => code), ['yaml/syntax']);
  });
});
