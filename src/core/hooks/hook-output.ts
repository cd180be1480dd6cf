import { plainLine } from '../text/escape.js';
import type { TrustAnswer } from '../trust/judge-trust.js';

/** What a person has to say before a tool runs: nothing, yes, or it does not run. */
export type Permission = 'allow' | 'ask' | 'deny';

/** An answer to Claude Code before a tool runs, and why, in a sentence. */
export interface PermissionAnswer {
  readonly permission: Permission;
  readonly reason: string;
}

/**
 * By file trust (contracts 3): what may be approved without asking is allowed, low trust is denied, anything else is asked; control files
 * are always asked. `path` as the person knows it.
 */
export function permissionFor(path: string, trust: TrustAnswer, isControl: boolean): PermissionAnswer {
  if (isControl) return { permission: 'ask', reason: `${path} decides what agents may do or what runs by itself, so a person has to agree.` };
  const { level, autoApprove, supervision, reason } = trust;
  const said = `File trust of ${path} is ${level} (${supervision}): ${reason}`;
  if (autoApprove) return { permission: 'allow', reason: said };
  return level === 'low' ? { permission: 'deny', reason: `${said} Propose the change, and let the person make it.` } : { permission: 'ask', reason: said };
}

const strictness: readonly Permission[] = ['deny', 'ask', 'allow'];

/** Of several files the strictest answer counts; `null` of none. */
export function strictest(answers: readonly PermissionAnswer[]): PermissionAnswer | null {
  return strictness.map((permission) => answers.find((each) => each.permission === permission)).find((each) => each !== undefined) ?? null;
}

/** What Claude Code reads on standard output before a tool runs. */
export function permissionOutput({ permission, reason }: PermissionAnswer): unknown {
  return { hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: permission, permissionDecisionReason: plainLine(reason) } };
}

/** What it reads when a session begins. */
export function contextOutput(context: string): unknown {
  return { hookSpecificOutput: { hookEventName: 'SessionStart', additionalContext: context } };
}
