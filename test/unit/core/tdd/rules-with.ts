import { parseConfig } from '../../../../src/core/specs/project-config.js';
import { tddRules, type TddRules, type TddSettings } from '../../../../src/core/tdd/tdd-rules.js';

/** The rules as they are without a configuration, with some of the settings different. */
export function rulesWith(settings: Partial<TddSettings>): TddRules {
  return tddRules({ ...parseConfig(null).config.enforcement.tdd, ...settings });
}
