import type { Plan, Refusal } from '../plans/plan.js';
import { refusal } from '../plans/plan.js';
import type { Request } from '../plans/request.js';
import { applyTextEdits } from '../text/text-edit.js';
import { readNow, refused, type PlanContext } from './plan-context.js';
import type { WorkflowState } from './workflow-state.js';

type TextRequest = Extract<Request, { do: 'edit-text' }>;

/** Files that are changed by text edits: YAML that people write or mend, and files of agents. Sessions and tasks have edits of their own. */
const editable = /^(?:\.ai|\.workflow\/versions)\/[^\\]+\.ya?ml$|^\.ai\/project\/sessions\/agents\/[^\\/]+\.af$/;

/** Plans changes of a text that quick fixes make: only where the text still says what it said when the fix was offered. */
export async function planTextEdit(_state: WorkflowState, { file, edits }: TextRequest, context: PlanContext): Promise<Plan | Refusal> {
  if (!editable.test(file) || file.split('/').includes('..')) return refusal('file/unknown', `${file} is not changed here; open it in an editor.`);
  const outcome = await readNow(context, file);
  if (outcome.kind !== 'text') return refused('file/unreadable', `${file} cannot be read, so it is not changed; look at it first.`).problem;
  const { text } = outcome;
  if (edits.some(({ offset, length, was }) => text.slice(offset, offset + length) !== was)) {
    return refusal('file/changed', `${file} is not what it was any more; look again and repeat the change.`);
  }
  return { kind: 'plan', title: `Change ${file}`, steps: [{ kind: 'write-text', path: file, from: text, to: applyTextEdits(text, edits) }], transitions: [] };
}
