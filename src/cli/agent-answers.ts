import { asTypedLine, asPaneName, paneSession } from '../core/parallel/pane-names.js';
import { agentCommand, planStart, startAgents, type StartedAgents, type StartPlan, type StartRequest } from '../core/parallel/start-agents.js';
import { noSession, stopAgents, type StoppedAgents } from '../core/parallel/stop-agents.js';
import { refusal, type Refusal } from '../core/plans/plan.js';
import type { PaneAddress, Panes, PaneState } from '../core/ports.js';
import { readOne } from '../core/progress/load-progress.js';
import { asFeatureId, specPathOf } from '../core/specs/feature-files.js';
import { loadConfig } from '../core/specs/load-config.js';
import { rolesOfSpec } from '../core/specs/spec-roles.js';
import { plainLine } from '../core/text/escape.js';
import { splitWords } from '../core/text/shell-words.js';
import { openAgents, type OpenAgents } from '../node/parallel/open-agents.js';
import { runInTerminal } from '../node/run-program.js';
import { tmuxPanes } from '../node/tmux/tmux-panes.js';
import { askConsent } from './ask-consent.js';
import { isRefusal } from './choose-session.js';
import { renderColumns, cell } from './columns.js';
import { answer, type Answer, type Context, type Run } from './command.js';
import { canAsk, exitCodes } from './output.js';

const panesOf = ({ root }: Context): Panes => tmuxPanes(root.place.root);

/** What starts and stops agents, as the configuration wants it. */
export async function agentsOf(context: Context): Promise<OpenAgents> {
  return openAgents(context.root, await loadConfig(context.root.files), { panes: panesOf(context), agree: (command) => askConsent(command, context.options) });
}

/** Whom to start: as said, else those that the spec of the feature has tasks for. */
async function requestOf({ root, options }: Context, feature: string): Promise<StartRequest | Refusal> {
  const said = options.roles?.split(/[\s,]+/).filter((role) => role !== '');
  const roles = said ?? await plannedRoles(root.files, feature);
  if (options.command === undefined || options.command.trim() === '') return { feature, roles, argv: null };
  const words = splitWords(options.command);
  return words.ok ? { feature, roles, argv: words.value } : refusal('parallel/command', `The command ${plainLine(options.command)} cannot be run. ${words.problem}`);
}

async function plannedRoles(files: Parameters<typeof readOne>[0], feature: string): Promise<readonly string[]> {
  const id = asFeatureId(feature);
  const outcome = id.ok ? await readOne(files, specPathOf(id.value)) : null;
  return outcome?.kind === 'text' ? rolesOfSpec(outcome.text) : [];
}

/** `workflow parallel start <feature>`: with a command, only after the person agreed to exactly that. */
export const start: Run = async (context, [feature = '']) => {
  const { agents } = await agentsOf(context);
  const request = await requestOf(context, feature);
  if ('kind' in request) return request;
  // Nobody is asked about a command that would not run.
  const plan = await planStart(agents, request);
  if (plan.kind === 'refusal') return plan;
  if (context.options.dryRun === true) return wouldStart(plan, request);
  const refused = await consentTo(request, context);
  if (refused !== null) return refused;
  const started = await startAgents(agents, request);
  return started.kind === 'refusal' ? started : startedAnswer(feature, started);
};

async function consentTo({ argv }: StartRequest, { root, options }: Context): Promise<Refusal | null> {
  return argv === null ? null : askConsent(agentCommand(argv, root.place.root), options);
}

function wouldStart({ session, worktrees }: StartPlan, { argv }: StartRequest): Answer {
  const steps = [...worktrees].flatMap(([role, { path, branch, created }]) => [
    `${created ? 'Make' : 'Use'} the worktree ${path}${branch === null ? '' : ` on ${branch}`}`, `Start ${argv === null ? 'a shell' : argv.join(' ')} there for ${role}`,
  ]);
  const title = `Start ${session}`;
  return answer(() => [{ title, steps, warning: null }], () => [title, ...steps.map((step) => `  ${step}`)].map((line) => `${plainLine(line)}\n`).join(''));
}

function startedAnswer(feature: string, { session, agents }: StartedAgents): Answer {
  const json = {
    session, feature,
    panes: agents.map(({ role, pane }) => ({ role, pane })),
    worktrees: Object.fromEntries(agents.map(({ role, worktree }) => [role, worktree.path])),
    ports: Object.fromEntries(agents.map(({ role, port }) => [role, port])),
  };
  const rows = agents.map(({ role, pane, port, worktree }) => [cell(pane, pane === 'started' ? 'good' : 'dim'), cell(role), cell(String(port)), cell(plainLine(worktree.path))]);
  const notes = agents.flatMap((agent) => agent.notes.map((note) => `${agent.role}: ${note}`));
  return { ...answer(() => json, () => `${session}\n${renderColumns(rows)}`), notice: [...notes, `To look at them: workflow parallel attach ${feature}`].join(' ') };
}

/** The pane that two words mean, if they may mean one. */
function addressOf([feature = '', role = '']: readonly string[]): PaneAddress | Refusal {
  const wrong = [asPaneName(feature, 'feature'), asPaneName(role, 'role')].find(({ ok }) => !ok);
  return wrong?.ok === false ? refusal('parallel/name', wrong.problem) : { session: paneSession(feature), role };
}

async function noPane(panes: Panes, { session, role }: PaneAddress, feature: string): Promise<Refusal> {
  const roles = (await panes.list()).filter((pane) => pane.session === session).map((pane) => pane.role);
  if (roles.length === 0) return noSession(feature);
  return refusal('parallel/no-pane', `${role} does not run on ${feature}; those who do: ${roles.join(', ')}.`);
}

/** `workflow parallel send <feature> <role> <text>`: one line, then Enter. */
export const send: Run = async (context, [feature = '', role = '', ...text]) => {
  const [address, line] = [addressOf([feature, role]), asTypedLine(text.join(' '))];
  if ('kind' in address) return address;
  if (!line.ok) return refusal('parallel/text', line.problem);
  const panes = panesOf(context);
  const outcome = await panes.send(address, line.value);
  if (outcome === 'missing') return noPane(panes, address, feature);
  if (outcome === 'ended') return refusal('parallel/ended', `The program of ${role} has ended, so nobody reads that; start it again: workflow parallel start ${feature} --roles ${role}`);
  return answer(() => ({ session: address.session, role, sent: line.value }), () => '');
};

const usualLines = 50;

/** `workflow parallel output <feature> <role>`: what its pane shows, as plain text. */
export const output: Run = async (context, [feature = '', role = '']) => {
  const address = addressOf([feature, role]);
  if ('kind' in address) return address;
  const count = Number(context.options.lines ?? usualLines);
  if (!Number.isInteger(count) || count < 1) return refusal('parallel/lines', `"${plainLine(context.options.lines ?? '')}" is no number of lines; say for example --lines 100.`);
  const panes = panesOf(context);
  const lines = await panes.capture(address, count);
  if (lines === null) return noPane(panes, address, feature);
  const life = (await panes.list()).find((pane) => pane.session === address.session && pane.role === role)?.life;
  const json = { session: address.session, role, ...lifeJson(life), lines };
  return answer(() => json, () => lines.map((line) => `${plainLine(line)}\n`).join(''));
};

function lifeJson(life: PaneState['life'] | undefined): { readonly running: boolean; readonly exit_code: number | null } {
  return { running: life?.kind === 'running', exit_code: life?.kind === 'ended' ? life.code : null };
}

/** `workflow parallel attach <feature>`: gives the terminal to tmux until the person detaches. */
export const attach: Run = async (context, [feature = '']) => {
  const name = asPaneName(feature, 'feature');
  if (!name.ok) return refusal('parallel/name', name.problem);
  const [panes, session] = [panesOf(context), paneSession(feature)];
  if (!(await panes.list()).some((pane) => pane.session === session)) return noSession(feature);
  const command = panes.attach(session) ?? [];
  if (context.options.json === true) return answer(() => ({ session, command }), () => '');
  if (!canAsk()) return refusal('parallel/no-terminal', `There is no terminal here to show ${session} in; from one, run: ${command.join(' ')}`);
  const code = await runInTerminal(command, context.root.place.root);
  return answer(() => null, () => '', code === 0 ? exitCodes.fine : exitCodes.environment);
};

/** `workflow parallel stop <feature>`. */
export const stop: Run = async (context, [feature = '']) => {
  const { parallel } = await loadConfig(context.root.files);
  const stopped = await stopAgents((await agentsOf(context)).agents, { feature, cleanUp: parallel.auto_cleanup });
  return isRefusal(stopped) ? stopped : stoppedAnswer(stopped);
};

function stoppedAnswer({ session, agents }: StoppedAgents): Answer {
  const json = {
    session, stopped: agents.map(({ role }) => role),
    worktrees: Object.fromEntries(agents.map(({ role, worktree }) => [role, worktree])),
    kept: Object.fromEntries(agents.flatMap(({ role, kept }) => (kept === null ? [] : [[role, kept]]))),
  };
  const rows = agents.map(({ role, worktree, kept }) => [cell(role), cell(`worktree ${worktree}`), cell(kept === null ? '' : plainLine(kept), 'dim')]);
  return answer(() => json, () => `${session} stopped\n${renderColumns(rows)}`);
}
