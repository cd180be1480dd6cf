import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How large a workflow is made. */
export interface WorkflowSize {
  readonly sessions: number;
  /** Tasks of each session; every fifth is a container with the four after it. */
  readonly tasks: number;
}

/** Where a generated workflow lies: the state root, its session directories and its task files, relative to it. */
export interface GeneratedWorkflow {
  readonly root: string;
  readonly sessions: readonly string[];
  readonly tasks: readonly string[];
}

/** Writes a workflow as agents leave it, the same every time: tasks of about 3.4 KB with all that document 004 puts into them. */
export function generateWorkflow(root: string, { sessions, tasks }: WorkflowSize): GeneratedWorkflow {
  const paths = Array.from({ length: sessions }, (_, n) => `.workflow/active/WFS-feature-${n + 1}`);
  const files = paths.flatMap((session, n) => writeSession(root, session, { tasks, seed: n }));
  return { root, sessions: paths, tasks: files };
}

function writeSession(root: string, session: string, { tasks, seed }: { readonly tasks: number; readonly seed: number }): string[] {
  mkdirSync(join(root, session, '.task'), { recursive: true });
  writeFileSync(join(root, session, 'workflow-session.json'), pretty({
    session_id: session.slice(session.lastIndexOf('/') + 1),
    project: `Feature ${seed + 1}: sign in with a second factor`,
    type: tasks > 15 ? 'complex' : 'medium',
    current_phase: 'IMPLEMENT',
    status: seed % 3 === 0 ? 'active' : 'paused',
    progress: { completed_phases: ['PLAN'], current_tasks: ['IMPL-1.1'] },
  }));
  return Array.from({ length: tasks }, (_, n) => {
    const id = taskId(n);
    const path = `${session}/.task/${id}.json`;
    writeFileSync(join(root, path), taskText(id, seed + n));
    return path;
  });
}

/** The id of the n-th task of a session, counting from 0: IMPL-1, IMPL-1.1 … IMPL-1.4, IMPL-2, … */
function taskId(n: number): string {
  const main = Math.floor(n / 5) + 1;
  return n % 5 === 0 ? `IMPL-${main}` : `IMPL-${main}.${n % 5}`;
}

const statuses = ['pending', 'active', 'completed', 'blocked', 'completed', 'pending', 'failed'];

/** A task's text. Different `seed`s differ in status and words, not in shape. */
function taskText(id: string, seed: number): string {
  const isContainer = !id.includes('.');
  const parent = id.split('.')[0] ?? id;
  const sibling = Number(id.split('.')[1] ?? 0) - 1;
  return pretty({
    id,
    title: `${verbs[seed % verbs.length] ?? ''} ${areas[seed % areas.length] ?? ''} for step ${seed}`,
    status: isContainer ? 'container' : statuses[seed % statuses.length],
    meta: { type: 'feature', agent: 'code-developer', created_at: '2025-03-01T10:00:00Z', updated_at: '2025-03-02T11:30:00Z' },
    context: {
      requirements: paragraph(seed, 2),
      focus_paths: ['src/auth', 'src/middleware/auth.ts', `src/features/step-${seed}`, 'tests/auth', 'config/auth.json'],
      acceptance: paragraph(seed + 3, 4),
      ...(isContainer ? {} : { parent }),
      depends_on: sibling > 0 ? [`${parent}.${sibling}`] : [],
      inherited: { from: parent, context: paragraph(seed + 1, 2) },
      shared_context: { auth_strategy: 'JWT with refresh tokens', framework: 'express', database: 'postgresql' },
    },
    flow_control: {
      pre_analysis: [
        { step: 'load_dependencies', action: 'Read dependency task summaries', command: `bash(cat .workflow/WFS-x/.summaries/${parent}-summary.md)`, output_to: 'dependency_context', on_error: 'skip_optional' },
        { step: 'check_patterns', action: 'Analyze existing patterns', command: "bash(rg 'login|auth' src/ | head -10)", output_to: 'existing_patterns', on_error: 'fail' },
      ],
      implementation_approach: { task_description: paragraph(seed, 3).join(' '), modification_points: paragraph(seed + 2, 4), logic_flow: paragraph(seed + 5, 4) },
      target_files: ['src/auth/login.ts:handleLogin:75-120', `src/features/step-${seed}/index.ts:run:1-40`, 'src/middleware/auth.ts:validateToken'],
    },
  });
}

const verbs = ['Implement', 'Refactor', 'Test', 'Document', 'Migrate', 'Validate'];
const areas = ['JWT authentication', 'the session store', 'token refresh', 'the login handler', 'user profiles'];
const sentences = [
  'User login request → validate credentials → generate a token using [shared_context.auth_strategy].',
  'Add token generation in the login handler following the established patterns.',
  'Protected route access → extract the token from headers → validate it against the schema.',
  'Implement token validation middleware that refers to the design of the parent task.',
  'Update the user flow so that tokens are refreshed before they expire and revoked at logout.',
  'Every error answer has a code, a message and no detail that helps an attacker.',
  'Coverage of the changed files stays above ninety percent in unit and integration tests.',
];

function paragraph(seed: number, length: number): string[] {
  return Array.from({ length }, (_, n) => sentences[(seed + n) % sentences.length] ?? '');
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
