/** The text of a task as an agent may have left it: two-space JSON with keys of its own. */
export function task(id: string, status: string | null = 'pending', more: { readonly context?: object; readonly [key: string]: unknown } = {}): string {
  const { context = {}, ...others } = more;
  const value = {
    id,
    title: `Title of ${id}`,
    ...(status !== null && { status }),
    meta: { type: 'feature', agent: 'code-developer' },
    context: { requirements: [], focus_paths: [], acceptance: [], depends_on: [], ...context },
    flow_control: { pre_analysis: [], implementation_approach: {}, target_files: [] },
    x_own: { kept: true },
    ...others,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The files of a session: `workflow-session.json` and the tasks given as id → status or whole text. */
export function session(path: string, status: string | null, tasks: Readonly<Record<string, string>> = {}): Record<string, string> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const file = { session_id: name, project: `Project ${name}`, type: 'simple', current_phase: 'PLAN', ...(status !== null && { status }), x_own: 1 };
  const texts = Object.entries(tasks).map(([id, text]) => [`${path}/.task/${id}.json`, text.startsWith('{') ? text : task(id, text)]);
  return { [`${path}/workflow-session.json`]: `${JSON.stringify(file, null, 2)}\n`, ...Object.fromEntries(texts) as Record<string, string> };
}

/** Path of the usual session, of its tasks and of its list. */
export const home = '.workflow/WFS-a';
export const todo = `${home}/TODO_LIST.md`;
export const taskAt = (id: string, path = home): string => `${path}/.task/${id}.json`;
