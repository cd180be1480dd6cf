import type { Finding } from '../findings/finding.js';
import { makeFinding } from '../findings/make-finding.js';
import { checkSchema, type SchemaRules } from '../schema/check-schema.js';
import { placeOfSchema } from '../schema/schema-node.js';
import { soundValue } from '../schema/sound-value.js';
import { config, configSchema } from '../schema/validators.js';
import { parseYaml } from '../text/yaml-text.js';
import { valueOf } from '../text/yaml-tree.js';
import { configPath } from './feature-files.js';
import { schemaFindings } from './schema-findings.js';
import type { SpecValidation } from './spec-validation.js';

/** `.ai/project/config.yaml` with its defaults (contracts 4). Words are those of the file, because they are the file's contract. */
export interface ProjectConfig {
  readonly harness: { readonly progress_file: string; readonly state_format: 'af'; readonly auto_restore: boolean; readonly max_history_entries: number };
  readonly parallel: { readonly manager: 'tmux' | 'vscode'; readonly worktree_base: string; readonly port_range: { readonly start: number; readonly end: number }; readonly auto_cleanup: boolean; readonly setup: string; readonly teardown: string };
  readonly specs: { readonly format: 'yaml'; readonly schema_path: string; readonly templates_path: string; readonly validation: SpecValidation };
  readonly enforcement: {
    readonly tdd: {
      readonly enabled: boolean; readonly strictness: 'strict' | 'medium' | 'relaxed'; readonly require_test_first_commits: boolean; readonly prevent_test_deletion: boolean; readonly min_coverage: number;
      readonly test_command: readonly string[]; readonly locations: readonly { readonly source: string; readonly tests: readonly string[] }[]; readonly exclude: readonly string[];
    };
    readonly trust: { readonly default_level: 'high' | 'medium' | 'low' };
    readonly context: { readonly compaction_threshold: number; readonly skeleton_mode: boolean; readonly auto_clear_reminder: boolean };
  };
  readonly integrations: {
    readonly mcp: { readonly enabled: boolean; readonly servers: readonly { readonly name: string; readonly config: string }[] };
    readonly github_actions: { readonly enabled: boolean; readonly templates_path: string };
  };
  readonly versions: {
    readonly record_runs: 'auto' | 'always' | 'never';
    readonly checks: { readonly code_quality: readonly string[]; readonly lint: readonly string[]; readonly build: readonly string[]; readonly tests: readonly string[] };
  };
  readonly compound: { readonly auto_capture: boolean; readonly triggers: readonly string[]; readonly destinations: readonly string[] };
}

/** The configuration that holds, and what is wrong with the file. */
export interface ConfigFile {
  readonly config: ProjectConfig;
  readonly findings: readonly Finding[];
}

const rules: SchemaRules = { validate: config, place: placeOfSchema(configSchema), noun: 'The configuration' };

/**
 * Reads the configuration; `null` when there is no file. Never throws: a value that is absent or wrong gives way to its default,
 * sections that are not ours are somebody else's.
 */
export function parseConfig(text: string | null): ConfigFile {
  if (text === null || text.trim() === '') return { config: soundValue(rules.place, {}, []) as ProjectConfig, findings: [] };
  const parsed = parseYaml(text);
  if (!parsed.ok) {
    const { code, message, offset, length } = parsed.problem;
    return { config: soundValue(rules.place, {}, []) as ProjectConfig, findings: [makeFinding({ code, message, file: configPath, place: { kind: 'offset', offset, length } })] };
  }
  const { root } = parsed.value;
  const value = valueOf(root) ?? {};
  const problems = checkSchema(rules, value);
  const findings = schemaFindings(problems, { file: configPath, area: 'config', text, root });
  return { config: soundValue(rules.place, value, problems) as ProjectConfig, findings };
}
