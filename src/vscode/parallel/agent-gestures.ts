import { l10n, window, workspace } from 'vscode';
import { asPaneName, asTypedLine, featureOfSession, paneSession } from '../../core/parallel/pane-names.js';
import { releasePort } from '../../core/parallel/port-lease.js';
import { agentCommand, planStart, startAgents, type StartRequest } from '../../core/parallel/start-agents.js';
import { stopAgents } from '../../core/parallel/stop-agents.js';
import type { PaneState } from '../../core/ports.js';
import { shownFeature } from '../../core/workflow/selectors.js';
import { askConsent } from '../ask-consent.js';
import { askModal, askOne, askText, tellDone, tellRefusal } from '../ask.js';
import { openFile } from '../commands/open-file.js';
import type { Root } from '../roots/root.js';
import { askSteps } from '../specs/ask-steps.js';
import { tellRefused } from '../tell-refused.js';
import { handOverOf, type AgentDesk } from './agent-desk.js';
import { TerminalPanes } from './terminal-panes.js';

/** Asks for feature and roles, then for consent to what will run, and starts an agent for each role. */
export async function askAndStart(root: Root, desk: AgentDesk): Promise<void> {
  const { t } = l10n;
  const known = shownFeature(root.state);
  const answers = await askSteps(t('Start Parallel Agents'), [
    { prompt: t('Feature that the agents work on'), placeholder: known ?? 'user-login', many: false, check: (text) => (text === '' && known !== null ? null : problemOf(asPaneName(text, 'feature'))) },
    { prompt: t('Roles, one agent each, separated by commas'), placeholder: 'backend, frontend, qa', many: false, check: (text) => rolesIn(text).map((role) => problemOf(asPaneName(role, 'role'))).find((problem) => problem !== null) ?? (rolesIn(text).length === 0 ? t('Name at least one role.') : null) },
  ]);
  if (answers === null) return;
  const [[given] = [], [roles = ''] = []] = answers;
  const request: StartRequest = { feature: given ?? known ?? '', roles: rolesIn(roles), argv: configuredCommand() };
  await start(root, desk, request);
}

function rolesIn(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((role) => role !== '');
}

function problemOf(result: { readonly ok: true } | { readonly ok: false; readonly problem: string }): string | null {
  return result.ok ? null : result.problem;
}

/** Only the person's own setting on this machine counts: a repository must not choose what runs (quality 3). `null`: a shell. */
function configuredCommand(): readonly string[] | null {
  const own: unknown = workspace.getConfiguration('workflow').inspect('agents.command')?.globalValue;
  return Array.isArray(own) && own.length > 0 && own.every((word) => typeof word === 'string') ? own : null;
}

async function start(root: Root, desk: AgentDesk, request: StartRequest): Promise<void> {
  const { t } = l10n;
  const plan = await planStart(desk.agents, request);
  if (plan.kind === 'refusal') {
    tellRefused(plan);
    return;
  }
  const { argv, feature } = request;
  if (argv !== null && !await askConsent(agentCommand(argv, root.root))) return;
  const title = t('Starting agents on {0}', feature);
  const started = await window.withProgress({ location: { viewId: 'workflow.agents' }, title }, () => startAgents(desk.agents, request));
  if (started.kind === 'refusal') {
    tellRefused(started);
    return;
  }
  const { agents } = started;
  const notes = agents.flatMap((agent) => agent.notes.map((note) => `${agent.role}: ${note}`));
  void tellDone([t('At work on {0}: {1}.', feature, agents.map(({ role }) => role).join(', ')), ...notes].join(' '));
}

/** Ends the agents of a feature; worktrees with work that is nowhere else stay. */
export async function askAndStop(desk: AgentDesk): Promise<void> {
  const { t } = l10n;
  const features = [...new Set((await desk.panes.list()).flatMap(({ session }) => featureOfSession(session) ?? []))];
  const [only] = features;
  if (only === undefined) {
    tellRefusal(t('No agents run here.'));
    return;
  }
  const feature = features.length === 1 ? only : await askOne(t('Stop the agents of which feature?'), features.map((value) => ({ label: value, value })));
  if (feature === null) return;
  const roles = (await desk.panes.list()).filter(({ session }) => session === paneSession(feature)).map(({ role }) => role);
  const cleanUp = desk.config.parallel.auto_cleanup;
  const facts = [t('Whatever runs there is ended: {0}.', roles.join(', ')), ...(cleanUp ? [t('Their worktrees are removed where nothing would be lost; the others stay.')] : [])];
  if (!await askModal(t('Stop the agents of {0}?', feature), facts.join('\n'), t('Stop'))) return;
  const stopped = await stopAgents(desk.agents, { feature, cleanUp });
  if (stopped.kind === 'refusal') {
    tellRefused(stopped);
    return;
  }
  const kept = stopped.agents.filter(({ worktree }) => worktree === 'kept').map(({ role }) => role);
  void tellDone(kept.length === 0 ? t('The agents of {0} are stopped.', feature) : t('The agents of {0} are stopped; the worktrees of {1} stay.', feature, kept.join(', ')));
}

/** The pane of a role: the one that runs, where it had several. */
async function paneOf({ panes }: AgentDesk, role: string): Promise<PaneState | null> {
  const own = (await panes.list()).filter((pane) => pane.role === role);
  const found = own.find(({ life }) => life.kind === 'running') ?? own.at(-1) ?? null;
  if (found === null) tellRefusal(l10n.t('{0} runs in no terminal here.', role));
  return found;
}

/** Brings what an agent shows into sight. */
export async function showAgent(desk: AgentDesk, role: string): Promise<void> {
  const pane = await paneOf(desk, role);
  if (pane === null) return;
  if (desk.panes instanceof TerminalPanes) {
    desk.panes.show(pane);
    return;
  }
  const [shellPath, ...shellArgs] = desk.panes.attach(pane.session) ?? [];
  const open = window.terminals.find(({ name, exitStatus }) => name === pane.session && exitStatus === undefined);
  const terminal = open ?? window.createTerminal({ name: pane.session, isTransient: true, ...(shellPath === undefined ? {} : { shellPath, shellArgs }) });
  terminal.show();
}

/** Asks for a line and types it where the agent reads. */
export async function askAndSend(desk: AgentDesk, role: string): Promise<void> {
  const pane = await paneOf(desk, role);
  if (pane === null) return;
  const line = await askText({ title: l10n.t('Send to {0}', role), prompt: l10n.t('One line, which is typed into its terminal'), check: (text) => problemOf(asTypedLine(text)) });
  if (line === null) return;
  if (await desk.panes.send(pane, line) !== 'sent') tellRefusal(l10n.t('{0} has ended, so nobody reads that.', role));
}

export async function release(desk: AgentDesk, role: string): Promise<void> {
  const released = await releasePort(desk.agents.ports, role);
  if (typeof released === 'object' && released !== null) tellRefused(released);
  else void tellDone(released === null ? l10n.t('{0} had no port.', role) : l10n.t('Port {0} of {1} is free again.', String(released), role));
}

/** Opens the file in which an agent left what its next run needs. */
export async function openHandOver(root: Root, desk: AgentDesk, role: string): Promise<void> {
  const handOver = await handOverOf(root.open, { role, shared: desk.traces.shared });
  if (handOver === null) tellRefusal(l10n.t('{0} has left no hand-over yet.', role));
  else await openFile(root, handOver.path);
}
