import { isAbsolute, relative, resolve } from 'node:path';
import type { AgentEventKind } from '../core/agents/agent-event.js';
import { isControlFile } from '../core/hooks/control-files.js';
import { parseHookInput, type HookInput, type HookName } from '../core/hooks/hook-input.js';
import { contextOutput, permissionFor, permissionOutput, strictest, type PermissionAnswer } from '../core/hooks/hook-output.js';
import { asRole } from '../core/layout/names.js';
import { plainLine } from '../core/text/escape.js';
import { maxLongJsonBytes } from '../core/text/json-text.js';
import { nextRunOf } from '../core/progress/next-run.js';
import { planTurnBegin, planTurnEnd, planProgressFile } from '../core/progress/plan-progress.js';
import { parseProgress } from '../core/progress/progress.js';
import { renderContext, renderLog } from '../core/progress/render-context.js';
import { tellAgentEvent } from '../node/agent-events.js';
import { clock } from '../node/clock.js';
import { workTreeOf } from '../node/git-directory.js';
import { realFolder } from '../node/state-root.js';
import { treePaths } from '../node/tree-paths.js';
import { Recordings } from '../node/versions/recordings.js';
import { answer, type Answer, type Context, type Run } from './command.js';
import { changeProgress, openProgress, planningOf } from './open-progress.js';
import { hasInput, readInput } from './output.js';
import { plannedFor, saveCopy } from './progress-answers.js';
import { saveAgent } from './save-agent.js';

/** What a hook says; `null`: nothing, and the agent goes on as without it. */
type Output = unknown;

/** What a hook of Claude Code does. What else is to be done at an event is another line in its function. */
type Hook = (context: Context, input: HookInput) => Promise<Output>;

/** The agent's own role, else that of the hand-over; without one nobody asks what it does. */
async function actingRole(context: Context): Promise<string> {
  const named = process.env['AGENT_ROLE'] ?? '';
  if (named !== '') return named;
  const opened = await openProgress(context);
  return opened.kind === 'refusal' || opened.text === null ? '' : parseProgress(opened.text).role ?? '';
}

/** Tells those who watch what the agent does. */
async function tell(context: Context, { sessionId, message, tool, paths }: HookInput, event: AgentEventKind): Promise<void> {
  const role = await actingRole(context);
  if (role === '') return;
  const detail = message ?? (tool === null ? null : [tool, ...paths].join(' '));
  const at = new Date(clock.now()).toISOString();
  await tellAgentEvent(context.root.place, { role, sessionId: sessionId ?? '', event, at, detail: detail === null ? null : plainLine(detail).slice(0, 400) });
}

const sessionStart: Hook = async (context, input) => {
  await tell(context, input, 'session-start');
  await changeProgress(context, (opened) => planTurnBegin(planningOf(opened)));
  const opened = await openProgress(context);
  if (opened.kind === 'refusal' || opened.text === null || opened.text.trim() === '') return null;
  const progress = parseProgress(opened.text);
  if (progress.foreign) return contextOutput(renderLog(opened.path, opened.text));
  return contextOutput(renderContext(nextRunOf(progress, await plannedFor(context, progress))));
};

const promptSubmit: Hook = async (context, input) => {
  await tell(context, input, 'prompt');
  await changeProgress(context, (opened) => planTurnBegin(planningOf(opened)));
  return null;
};

/** A path is inside of a working tree as it is named, wherever links lead. */
function isNamedInside({ root }: Context, file: string): boolean {
  const trees = [root.place.root, workTreeOf(realFolder(process.cwd()))?.top ?? root.place.root];
  return trees.some((tree) => { const below = relative(tree, file); return below !== '' && !below.startsWith('..') && !isAbsolute(below); });
}

const preToolUse: Hook = async (context, input) => {
  await tell(context, input, 'tool-asked');
  if (input.paths.length === 0) return null;
  const trust = await (await import('./open-trust.js')).openTrust(context);
  if ('kind' in trust) return permissionOutput({ permission: 'ask', reason: trust.message });
  const pathsOf = treePaths(context.root.place);
  const answers = input.paths.flatMap((path): PermissionAnswer | [] => {
    const file = resolve(input.cwd ?? '.', path);
    const found = trust.assess(file);
    const [inTree = path, ...others] = pathsOf(file);
    if (!('kind' in found)) return permissionFor(inTree, found, [inTree, ...others].some(isControlFile));
    return isNamedInside(context, file) ? { permission: 'ask', reason: `${path} leads out of this repository, so a person has to agree.` } : [];
  });
  const said = strictest(answers);
  return said === null ? null : permissionOutput(said);
};

const postToolUse: Hook = async (context, input) => {
  await tell(context, input, 'tool-done');
  const pathsOf = treePaths(context.root.place);
  for (const path of input.paths) {
    const [inTree] = pathsOf(resolve(input.cwd ?? '.', path));
    // The hand-over itself is no news to the next run, and who edits it wants to find it as it was read.
    if (inTree !== undefined) await changeProgress(context, (opened) => planProgressFile(inTree === opened.path ? null : inTree, planningOf(opened)));
  }
  await recordTouched(context, input);
  return null;
};

/** Where a run is open in the working tree, what the tool made of its files is recorded now: with its own time. */
async function recordTouched(context: Context, { cwd, paths }: HookInput): Promise<void> {
  const recordings = paths.length === 0 ? [] : await new Recordings(context.root.place).all();
  if (recordings.length === 0) return;
  await (await import('./versions/answers.js')).followers.recordTouched(context, recordings, paths.map((path) => resolve(cwd ?? '.', path)));
}

const notification: Hook = async (context, input) => {
  await tell(context, input, 'notification');
  return null;
};

const stop: Hook = async (context, input) => {
  await tell(context, input, 'stop');
  const outcome = await changeProgress(context, (opened) => planTurnEnd(planningOf(opened)));
  if (outcome.kind === 'refusal') return null;
  await saveCopy(context);
  const role = asRole(await actingRole(context));
  // A file that is broken stays as it is, and `workflow check` says so.
  if (role.ok) await saveAgent(context, role.value);
  return null;
};

const hooks: Readonly<Record<HookName, Hook>> = {
  'session-start': sessionStart, 'user-prompt-submit': promptSubmit, 'pre-tool-use': preToolUse, 'post-tool-use': postToolUse, 'notification': notification, 'stop': stop,
};

/** Nothing of ours may stop an agent: what goes wrong is a line on standard error, and before an edit a question to the person. */
async function outputOf(name: HookName, context: Context, text: string): Promise<{ readonly output: Output; readonly trouble: string | null }> {
  const input = parseHookInput(text);
  if (input === null) {
    const isLong = name === 'pre-tool-use' && text.length > maxLongJsonBytes;
    return { output: isLong ? permissionOutput({ permission: 'ask', reason: 'The change is too large to be judged, so a person has to agree.' }) : null, trouble: null };
  }
  try {
    return { output: await hooks[name](context, input), trouble: null };
  } catch (error) {
    const trouble = error instanceof Error ? error.message : String(error);
    return { output: name === 'pre-tool-use' ? permissionOutput({ permission: 'ask', reason: `File trust could not be judged: ${trouble}` }) : null, trouble };
  }
}

/** Answers a hook: exit code 0 whatever happens (contracts 3). */
export const hook = (name: HookName): Run => async (context): Promise<Answer> => {
  const { output, trouble } = await outputOf(name, context, hasInput() ? await readInput() : '');
  const said = answer(() => output, () => (output === null ? '' : `${JSON.stringify(output)}\n`));
  return trouble === null ? said : { ...said, notice: trouble };
};
