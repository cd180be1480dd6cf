import { deriveAgents, type AgentState, type AgentStatus } from '../core/parallel/monitor.js';
import { plainLine } from '../core/text/escape.js';
import { clock } from '../node/clock.js';
import { lookAtAgents } from '../node/parallel/agent-evidence.js';
import { agentHints } from '../node/parallel/agent-hints.js';
import { agentsOf } from './agent-answers.js';
import { cell, renderColumns } from './columns.js';
import { answer, type Context, type Run } from './command.js';
import { isScreen, writeAnswer, type Style } from './output.js';

const styles: Readonly<Record<AgentState, Style>> = { needs_input: 'warn', blocked: 'bad', failed: 'bad', active: 'good', idle: 'dim', completed: 'plain' };

function rowJson({ role, state, task, blockers, worktree, port, since }: AgentStatus): unknown {
  return { role, state, task, blockers, worktree, port, since: since === null ? null : new Date(since).toISOString() };
}

/** How long something has been so, in the largest unit. */
function ago(since: number | null): string {
  if (since === null) return '';
  const minutes = Math.floor((clock.now() - since) / 60_000);
  if (minutes < 1) return 'now';
  if (minutes < 120) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60 / 24)} d`;
}

function renderAgents(agents: readonly AgentStatus[]): string {
  if (agents.length === 0) return 'No agents.\n';
  return renderColumns(agents.map(({ role, state, task, port, since, why }) => (
    [cell(state, styles[state]), cell(plainLine(role), 'strong'), cell(port === null ? '' : String(port)), cell(ago(since), 'dim'), cell(plainLine(task ?? '')), cell(plainLine(why), 'dim')])));
}

/** `workflow monitor`: who needs their person first. */
export const monitor: Run = async (context) => {
  const look = await lookerOf(context);
  if (context.options.watch === true) return watch(context, look);
  const agents = await look();
  const said = answer(() => agents.map(rowJson), () => renderAgents(agents));
  return agents.length > 0 ? said : { ...said, notice: 'To start some: workflow parallel start <feature> --roles backend,frontend' };
};

async function lookerOf(context: Context): Promise<() => Promise<readonly AgentStatus[]>> {
  const { traces } = await agentsOf(context);
  return async () => deriveAgents(await lookAtAgents(traces));
}

/** Panes tell nobody that they have changed, so they are looked at this often; hand-overs and hooks are seen at once. Milliseconds. */
const betweenLooks = 2_000;

/** Tells again whenever something has changed, until nobody reads any more: a screen anew, else a block, or with `--json` a line. */
async function watch(context: Context, look: () => Promise<readonly AgentStatus[]>): ReturnType<Run> {
  const hints = agentHints(context.root.place);
  const isJson = context.options.json === true;
  let last: string | null = null;
  for (let isRead = true; isRead;) {
    const agents = await look();
    const text = isJson ? `${JSON.stringify(agents.map(rowJson))}\n` : renderAgents(agents);
    if (text !== last) isRead = await writeAnswer(isScreen() && !isJson ? `\u001b[H\u001b[2J${text}` : `${last === null || isJson ? '' : '\n'}${text}`);
    last = text;
    await hints.next(betweenLooks);
  }
  hints.dispose();
  return answer(() => null, () => '');
}
