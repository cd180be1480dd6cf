import { isObject, type JsonObject } from '../findings/read-document.js';
import { parseLongJson } from '../text/json-text.js';

/** The hooks of Claude Code that we answer, by the words of our command line (contracts 3). */
export const hookNames = ['session-start', 'user-prompt-submit', 'pre-tool-use', 'post-tool-use', 'notification', 'stop'] as const;
/** One of them. */
export type HookName = (typeof hookNames)[number];

/** What Claude Code hands to a hook on standard input; what is absent or of another kind is `null`. */
export interface HookInput {
  readonly sessionId: string | null;
  /** Where the agent is; paths of tools may be relative to it. */
  readonly cwd: string | null;
  readonly tool: string | null;
  /** Files that the tool changes, as it names them. */
  readonly paths: readonly string[];
  /** Of a notification: what the person is told. */
  readonly message: string | null;
}

/** The tools that change files; only for them is trust asked. */
const editTools: readonly string[] = ['Edit', 'Write', 'MultiEdit', 'NotebookEdit'];

/** Reads what a hook is given; `null`: it is no JSON object, so there is nothing to answer. Never throws. */
export function parseHookInput(text: string): HookInput | null {
  const parsed = parseLongJson(text);
  if (!parsed.ok || !isObject(parsed.value)) return null;
  const input = parsed.value;
  const tool = textIn(input, 'tool_name');
  const toolInput = input['tool_input'];
  return {
    sessionId: textIn(input, 'session_id'), cwd: textIn(input, 'cwd'), tool, message: textIn(input, 'message'),
    paths: tool !== null && editTools.includes(tool) && isObject(toolInput) ? pathsIn(toolInput) : [],
  };
}

function pathsIn(input: JsonObject): readonly string[] {
  const named = ['file_path', 'notebook_path', 'path'].flatMap((key) => textIn(input, key) ?? []);
  return [...new Set(named.map(withoutQuotes).filter((path) => path !== ''))];
}

/** A path in quotes is that path: agents quote what has blanks. */
function withoutQuotes(path: string): string {
  return /^\s*(["'])(.+)\1\s*$/.exec(path)?.[2] ?? path.trim();
}

function textIn(input: JsonObject, key: string): string | null {
  const value = input[key];
  return typeof value === 'string' ? value : null;
}
