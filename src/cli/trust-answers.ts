import type { Finding } from '../core/findings/finding.js';
import { refusal, type Refusal } from '../core/plans/plan.js';
import type { Files } from '../core/ports.js';
import { plainLine } from '../core/text/escape.js';
import { lowestTrust, type TrustAnswer } from '../core/trust/judge-trust.js';
import { loadTrust } from '../core/trust/load-trust.js';
import { trustModelPath, type TrustLevel } from '../core/trust/trust-model.js';
import { isRefusal } from './choose-session.js';
import { renderColumns, cell } from './columns.js';
import { answer, type Answer, type Context, type Run } from './command.js';
import { exitCodes, paint, readInput, type ExitCode, type Style } from './output.js';
import { exportTrust } from './trust-export-answer.js';
import { openTrust, type OpenTrust } from './open-trust.js';

const styles: Readonly<Record<TrustLevel, Style>> = { high: 'good', medium: 'plain', low: 'warn' };

/** Where the rule is that decided: `file:line`, or `built-in`. */
const sourceOf = ({ file, origin }: TrustAnswer): string => `${file ?? 'built-in'}${origin === null ? '' : `:${origin.line}`}`;

function assessmentJson(found: TrustAnswer): unknown {
  const { level, autoApprove, supervision, escalation, reason, pattern } = found;
  return { level, auto_approve: autoApprove, supervision, escalation, reason, pattern, source: sourceOf(found) };
}

function assessmentText(found: TrustAnswer): string {
  const rows: readonly (readonly [string, string])[] = [
    ['level', found.level],
    ['approved without asking', found.autoApprove ? 'yes' : 'no'],
    ['supervision', found.supervision],
    ['escalation', found.escalation ? 'yes' : 'no'],
    ['decided by', sourceOf(found)],
    ['why', plainLine(found.reason)],
  ];
  return renderColumns(rows.map(([name, value]) => [cell(name, 'dim'), cell(value)]));
}

/** Opens the model, asks it, and tells beside the answer what is wrong with the model. */
async function asking(context: Context, ask: (trust: OpenTrust) => Answer | Refusal | Promise<Answer | Refusal>): Promise<Answer | Refusal> {
  const trust = await openTrust(context);
  if (isRefusal(trust)) return trust;
  const given = await ask(trust);
  return isRefusal(given) || trust.trouble === null ? given : { ...given, notice: trust.trouble };
}

type AboutPath = (found: TrustAnswer) => { readonly json: unknown; readonly text: string; readonly exit?: ExitCode };

const aboutPath = (tell: AboutPath): Run => (context, words) => asking(context, (trust) => {
  const found = trust.assess(words[0] ?? '');
  if ('kind' in found) return found;
  const { json, text, exit } = tell(found);
  return answer(() => json, () => text, exit);
});

export const level: Run = aboutPath((found) => ({ json: found.level, text: `${found.level}\n` }));

export const supervision: Run = aboutPath((found) => ({ json: found.supervision, text: `${found.supervision}\n` }));

export const canAutoApprove: Run = aboutPath(({ autoApprove }) => (
  { json: autoApprove, text: autoApprove ? 'yes\n' : 'no\n', exit: autoApprove ? exitCodes.fine : exitCodes.no }));

export const assess: Run = aboutPath((found) => ({ json: assessmentJson(found), text: assessmentText(found) }));

export const task: Run = (context, words) => asking(context, (trust) => {
  const found = trust.judge.assessTask(words[0] ?? '');
  return answer(() => assessmentJson(found), () => assessmentText(found));
});

export const batch: Run = (context, words) => asking(context, async (trust) => {
  const input = context.options.stdin === true ? await readInput() : '';
  const listed = input.split(input.includes('\0') ? '\0' : /\r?\n/).filter((path) => path !== '');
  const paths = [...words, ...listed];
  if (paths.length === 0 && context.options.stdin !== true) return refusal('trust/no-paths', 'No path is named; name some, or pass them with --stdin.');
  const found = paths.map((path) => [path, trust.levelOf(path)] as const);
  const outside = found.map(([, each]) => each).find((each) => typeof each !== 'string');
  if (outside !== undefined) return outside;
  const levels = found.flatMap(([path, each]) => (typeof each === 'string' ? [[path, each] as const] : []));
  const lowest = lowestTrust(levels.map(([, each]) => each));
  return answer(
    () => ({ lowest, files: Object.fromEntries(levels) }),
    () => levels.map(([path, each]) => `${paint(each.padEnd(6), styles[each])}  ${plainLine(path)}\n`).join('') + `lowest: ${lowest}\n`,
  );
});

export const exportModel: Run = (context) => asking(context, (trust) => exportTrust(context, trust));

/** What is wrong with the trust model, or that there is none. */
export async function trustFindings(files: Files): Promise<readonly Finding[]> {
  let findings: readonly Finding[] = [];
  await files.read([{ path: trustModelPath }], (_, outcome) => {
    if (outcome.kind !== 'unchanged') findings = loadTrust(outcome).findings;
  });
  return findings;
}
