import { parseYaml } from '../text/yaml-text.js';
import { valueOf } from '../text/yaml-tree.js';
import { isRecord } from './feature-spec.js';

/** The roles that a spec has tasks for, in its order (document 000, `tasks`); none where it cannot be read. */
export function rolesOfSpec(text: string): readonly string[] {
  const parsed = parseYaml(text);
  const value = parsed.ok ? valueOf(parsed.value.root) : null;
  const tasks = isRecord(value) ? value['tasks'] : null;
  return isRecord(tasks) ? Object.keys(tasks).filter((role) => Array.isArray(tasks[role]) && tasks[role].length > 0) : [];
}
