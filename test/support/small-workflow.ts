import { writeFiles } from './temporary-folder.js';

/** The text of a small task without faults. */
export function smallTask(id: string, fields: Readonly<Record<string, unknown>> = {}): string {
  const context = { requirements: [], focus_paths: [], acceptance: [], depends_on: [] };
  const flow = { pre_analysis: [], implementation_approach: {}, target_files: [] };
  return `${JSON.stringify({ id, title: `Task ${id}`, status: 'pending', meta: { type: 'feature', agent: 'code-developer' }, context, flow_control: flow, ...fields }, null, 2)}\n`;
}

/** The text of a `workflow-session.json` without faults. */
export function smallSession(name: string, status = 'active'): string {
  return `${JSON.stringify({ session_id: name, project: `The ${name}`, type: 'simple', current_phase: 'IMPLEMENT', status, progress: {} }, null, 2)}\n`;
}

/** Writes a session with tasks of these ids. `directory`: `.workflow/active/WFS-x`. */
export function writeSmallSession(root: string, directory: string, ids: readonly string[]): void {
  const name = directory.slice(directory.lastIndexOf('/') + 1);
  const tasks = ids.map((id) => [`${directory}/.task/${id}.json`, smallTask(id)] as const);
  writeFiles(root, { [`${directory}/workflow-session.json`]: smallSession(name), ...Object.fromEntries(tasks) });
}
