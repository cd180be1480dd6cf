import type { Severity } from '../findings/finding-codes.js';
import { parseConfig, type ProjectConfig } from '../specs/project-config.js';
import { parseYaml } from '../text/yaml-text.js';
import { nodeAt } from '../text/yaml-tree.js';
import { expectedTests } from './expected-tests.js';
import { roleByPath, roleOf, type FileRole } from './file-role.js';
import { anyGlob, moreLocations, type AddedLocation } from './more-locations.js';
import { testIndexOf, type LiveTestIndex } from './test-index.js';

/** The section `enforcement.tdd` of `.ai/project/config.yaml` (contracts 4). */
export type TddSettings = ProjectConfig['enforcement']['tdd'];
export type Strictness = TddSettings['strictness'];

/** Places and exclusions that a person adds for themselves, in the settings of the editor. */
export interface OwnLocations {
  readonly locations: readonly AddedLocation[];
  readonly exclude: readonly string[];
}

/** How heavily something weighs: tests that are lost, a rule that is broken, and what only a report says, which may be of yesterday. */
export type Weight = 'deletion' | 'other' | 'advice';

/** The rules of a project for tests: what a file is, where its tests are, how heavy a finding is. */
export interface TddRules {
  readonly enabled: boolean;
  readonly strictness: Strictness;
  readonly requireTestFirst: boolean;
  readonly preventDeletion: boolean;
  /** Percent. */
  readonly minCoverage: number;
  /** What a file is; without its text, by its path alone. */
  readonly roleOf: (path: string, text?: string) => FileRole;
  /** Paths where a test of a source is looked for first; those that the project adds come before the usual ones. */
  readonly expectedTests: (source: string) => readonly string[];
  readonly indexOf: (files: Iterable<string>) => LiveTestIndex;
  /** strict: error. medium: warning, but what takes tests away is an error. relaxed: information (decisions 7.4). */
  readonly severityOf: (weight: Weight) => Severity;
}

/** What a project's configuration says about tests. */
export interface TddConfig {
  readonly rules: TddRules;
  /** It says something at all: without that nobody is told unasked that a test is missing. */
  readonly isConfigured: boolean;
}

/** The rules by the text of `.ai/project/config.yaml`; `null`: there is none. */
export function readTddConfig(text: string | null, own?: OwnLocations): TddConfig {
  const parsed = text === null ? null : parseYaml(text);
  const isConfigured = parsed?.ok === true && nodeAt(parsed.value.root, ['enforcement', 'tdd']) !== undefined;
  return { rules: tddRules(parseConfig(text).config.enforcement.tdd, own), isConfigured };
}

/** The rules that follow from the configuration, and from what a person adds. */
export function tddRules(settings: TddSettings, own: OwnLocations = { locations: [], exclude: [] }): TddRules {
  const more = moreLocations([...settings.locations, ...own.locations]);
  const isExcluded = anyGlob([...settings.exclude, ...own.exclude]);
  return {
    enabled: settings.enabled,
    strictness: settings.strictness,
    requireTestFirst: settings.require_test_first_commits,
    preventDeletion: settings.prevent_test_deletion,
    minCoverage: settings.min_coverage,
    roleOf: (path, text) => {
      const role = text === undefined ? roleByPath(path) : roleOf(path, text);
      if (role.language !== null && role.kind !== 'test' && more.isTest(path)) return { kind: 'test', language: role.language, isSure: true };
      return role.kind === 'source' && isExcluded(path) ? { kind: 'none', language: role.language, why: 'the configuration excludes it' } : role;
    },
    expectedTests: (source) => [...new Set([...more.testsOf(source), ...expectedTests(source)])],
    indexOf: (files) => testIndexOf(files, more),
    severityOf: (weight) => severities[settings.strictness][weight],
  };
}

const severities: Readonly<Record<Strictness, Readonly<Record<Weight, Severity>>>> = {
  strict: { deletion: 'error', other: 'error', advice: 'warning' },
  medium: { deletion: 'error', other: 'warning', advice: 'information' },
  relaxed: { deletion: 'information', other: 'information', advice: 'hint' },
};
