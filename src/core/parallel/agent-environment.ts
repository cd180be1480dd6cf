/** What an agent finds in its environment (decisions 8.4). */
export function agentEnvironment({ role, port, feature }: { readonly role: string; readonly port: number; readonly feature: string | null }): Readonly<Record<string, string>> {
  return { AGENT_ROLE: role, AGENT_PORT: String(port), ...(feature === null ? {} : { FEATURE_ID: feature }) };
}

/**
 * The file of a worktree with the same, for servers and tools that are started there by hand: `set -a; . ./.env.workflow`,
 * `docker compose --env-file`, dotenv. It is ignored through `info/exclude`, so it makes no worktree dirty.
 */
export const environmentFile = '.env.workflow';

/** How the file begins, which says that it is ours. */
export const environmentMark = '# Written by workflow for programs in this worktree; it is not committed.';

/** The text of that file. All values are plain names and numbers, so nothing needs quotes. `PORT` is what most servers ask for. */
export function renderEnvironment(environment: Readonly<Record<string, string>>): string {
  const all = { ...environment, PORT: environment['AGENT_PORT'] ?? '' };
  return `${environmentMark}\n${Object.entries(all).map(([name, value]) => `${name}=${value}\n`).join('')}`;
}
