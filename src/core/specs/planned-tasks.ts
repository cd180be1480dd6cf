import { parseYaml } from '../text/yaml-text.js';
import { tasksOf } from './spec-tasks.js';

/** The tasks that a spec's text plans for a role, in its order; none where the text is no YAML. Case does not count in a role. */
export function plannedTasks(text: string, role: string): readonly { readonly id: string; readonly title: string }[] {
  const parsed = parseYaml(text);
  if (!parsed.ok) return [];
  return tasksOf(parsed.value.root).filter((task) => task.role.toLowerCase() === role.toLowerCase()).map(({ id, title }) => ({ id, title }));
}
