import type { Fix, Finding } from '../../core/findings/finding.js';
import type { Plan, Refusal } from '../../core/plans/plan.js';
import type { Request } from '../../core/plans/request.js';
import { plainLine } from '../../core/text/escape.js';
import type { WorkflowState } from '../../core/workflow/workflow-state.js';
import { change, preview } from '../change.js';
import { chooseSession, isRefusal, openSessions } from '../choose-session.js';
import { answer, type Run } from '../command.js';

/** The repairs that are recoveries (document 004, recovery strategies); other fixes are a matter of taste. */
const recoveries: ReadonlySet<Request['do']> = new Set(['recover-session', 'remove-marker', 'rebuild-container']);

interface Recovery {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** What a finding's first recovery is; several findings may ask for the same one, which is done once. */
function recoveriesOf(findings: readonly Finding[]): readonly Recovery[] {
  const found = new Map<string, Recovery>();
  for (const finding of findings) {
    const fix = finding.fixes.find(({ request }) => recoveries.has(request.do));
    const key = JSON.stringify(fix?.request);
    if (fix !== undefined && !found.has(key)) found.set(key, { finding, fix });
  }
  return [...found.values()];
}

/** Of all sessions that work goes on in, and of the markers; or of the session that is named. */
function findingsAbout(state: WorkflowState, named: string | undefined): readonly Finding[] | Refusal {
  if (named === undefined) return [...state.findings, ...openSessions(state).flatMap(({ findings }) => findings)];
  const session = chooseSession(state, named, []);
  return isRefusal(session) ? session : session.findings;
}

/** What is to be said of session files that could not even be read and that no repair is offered for: a person has to look. */
function beyondRepair({ sessions }: WorkflowState, findings: readonly Finding[]): readonly string[] {
  const broken = new Set(sessions.filter(({ file }) => file.broken).map(({ file }) => file.path));
  return findings
    .filter(({ code, file, fixes }) => broken.has(file) && code.startsWith('file/') && fixes.length === 0)
    .map(({ file, message }) => `${file}: ${message}`);
}

/** Repairs what is broken. Nothing is lost by it: broken text is kept beside the file, and a removed marker is empty. */
export const recoverSessions: Run = async (context, [named]) => {
  const findings = findingsAbout(context.root.store.state, named);
  if (isRefusal(findings)) return findings;
  const wanted = recoveriesOf(findings);
  if (context.options.dryRun === true) {
    const plans = await Promise.all(wanted.map(({ fix }) => context.root.plan(fix.request)));
    return preview(plans.filter((plan): plan is Plan => plan.kind === 'plan'));
  }
  const recovered: { readonly file: string; readonly code: string; readonly done: string }[] = [];
  const refused = [...beyondRepair(context.root.store.state, findings)];
  for (const { finding: { file, code }, fix } of wanted) {
    const outcome = await change(context, fix.request);
    if (outcome.kind === 'refusal') refused.push(outcome.message);
    else recovered.push({ file, code, done: fix.title });
  }
  const list = answer(() => recovered, () => recovered.map(({ file, done }) => `${plainLine(`${file}: ${done}`)}\n`).join(''), refused.length > 0 ? 1 : 0);
  const notice = refused.length > 0 ? refused.join(' ') : 'There is nothing to recover.';
  return wanted.length === 0 || refused.length > 0 ? { ...list, notice } : list;
};
