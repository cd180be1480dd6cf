import type { Role } from '../layout/names.js';

/** Where the state of agents is kept (document 000, 1.2 and 4.1), relative to the state root. */
export const agentFilesDirectory = '.ai/project/sessions/agents';

/** The agent file of a role. */
export function agentFilePath(role: Role): string {
  return `${agentFilesDirectory}/${role}.af`;
}

/** The name that an agent file carries in its path, `null` for other paths. */
export function agentFileName(path: string): string | null {
  return /^\.ai\/project\/sessions\/agents\/([^/.][^/]*)\.af$/.exec(path)?.[1] ?? null;
}
