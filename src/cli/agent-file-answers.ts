import { failure, success, type Result } from '../base/result.js';
import { agentFileName, agentFilesDirectory } from '../core/agents/agent-file-path.js';
import { parseAgentFile, type AgentFile } from '../core/agents/agent-file.js';
import { mapAgentRunStatus } from '../core/agents/agent-run-status.js';
import { isObject } from '../core/findings/read-document.js';
import { asAgentId, asRole } from '../core/layout/names.js';
import { refusal, type Refusal } from '../core/plans/plan.js';
import { plainLine } from '../core/text/escape.js';
import { parseJson } from '../core/text/json-text.js';
import { compareNatural } from '../core/text/natural-order.js';
import { preview } from './change.js';
import { cell, renderColumns, type Cell } from './columns.js';
import { answer, type Context, type Run } from './command.js';
import { readInput } from './output.js';
import { planAgent, saveAgent, type Said } from './save-agent.js';

async function agentsOf({ root }: Context): Promise<readonly AgentFile[]> {
  const listed = await root.files.list(agentFilesDirectory);
  const names = listed.kind === 'entries' ? listed.entries.map(({ name }) => `${agentFilesDirectory}/${name}`) : [];
  const files: AgentFile[] = [];
  await root.files.read(names.filter((path) => agentFileName(path) !== null).sort(compareNatural).map((path) => ({ path })), (path, outcome) => {
    if (outcome.kind === 'text' || outcome.kind === 'unreadable') files.push(parseAgentFile(path, outcome));
  });
  return files;
}

function rowOf({ path, id, role, contents, status, rawStatus, currentTask, feature }: AgentFile): readonly Cell[] {
  const word = contents === null ? 'broken' : status === 'unknown' ? rawStatus ?? status : status;
  return [id ?? agentFileName(path) ?? path, role ?? '', word, currentTask ?? '', feature ?? ''].map((text) => cell(plainLine(text)));
}

const fileJson = ({ path, contents, problem }: AgentFile): unknown => ({ ...contents, ...(problem === null ? {} : { broken: true, problem: problem.message }), file: path });

export const list: Run = async (context) => {
  const agents = await agentsOf(context);
  const said = answer(() => agents.map(fileJson), () => renderColumns(agents.map(rowOf)));
  return agents.length > 0 ? said : { ...said, notice: 'No agent has a file yet; make one with: workflow agent save <role>' };
};

function unknownAgent(agents: readonly AgentFile[], named: string): Refusal {
  const id = asAgentId(named);
  if (!id.ok) return refusal('agent/id', id.problem);
  const there = agents.length === 0 ? 'make its file with: workflow agent save <role>' : `there are ${agents.map(({ id: known, path }) => known ?? path).join(', ')}`;
  return refusal('agent/unknown', `There is no agent ${named}; ${there}.`);
}

export const show: Run = async (context, [named = '']) => {
  const agents = await agentsOf(context);
  const found = agents.find(({ id }) => id === named) ?? agents.find(({ path, role }) => role === named || agentFileName(path) === named);
  if (found === undefined) return unknownAgent(agents, named);
  const { contents, problem, path } = found;
  if (contents === null) return refusal('agent/broken', `${path} cannot be read: ${problem?.message ?? ''}`);
  return answer(() => contents, () => `${JSON.stringify(contents, null, 2)}\n`);
};

async function saidOf({ options }: Context): Promise<Result<Said, Refusal>> {
  const status = options.status === undefined ? null : mapAgentRunStatus(options.status);
  if (status === 'unknown') return failure(refusal('agent/status', `"${options.status ?? ''}" is no state of an agent run; say for example active, paused, blocked or completed.`));
  if (options.stdin !== true) return success({ status, given: {} });
  const parsed = parseJson(await readInput());
  if (parsed.ok && isObject(parsed.value)) return success({ status, given: parsed.value });
  return failure(refusal('agent/input', 'Standard input must hold one JSON object in the shape of an agent file, for example {"memory": {"long_term": {"project_patterns": []}}}.'));
}

export const save: Run = async (context, [word = '']) => {
  const role = asRole(word);
  if (!role.ok) return refusal('agent/role', role.problem);
  const said = await saidOf(context);
  if (!said.ok) return said.problem;
  if (context.options.dryRun === true) {
    const planned = await planAgent(context, role.value, said.value);
    return planned.kind === 'refusal' ? planned : preview(planned.steps.length === 0 ? [] : [planned]);
  }
  const outcome = await saveAgent(context, role.value, said.value);
  return outcome.kind === 'refusal' ? outcome : show(context, [role.value]);
};
