import { watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import type { Disposable } from '../../base/lifetime.js';
import { agentEventFolder } from '../../core/agents/agent-event.js';
import { agentSessionsDirectory } from '../../core/progress/progress-files.js';
import type { StateRoot } from '../state-root.js';

/** Says when it is worth to look at agents again. */
export interface AgentHints extends Disposable {
  /** Ends when a hand-over or an event has changed, or `ms` have passed: nothing tells of panes, and a hint may be lost. */
  readonly next: (ms: number) => Promise<void>;
}

/** Hand-overs change in several steps; they are looked at when it has been quiet for so long. Milliseconds. */
const quietMs = 100;

/** Watches where agents leave traces. Where that cannot be watched, time alone tells. */
export function agentHints({ root, volatileDir }: StateRoot): AgentHints {
  let wake = (): void => undefined;
  const changed = (): void => { wake(); };
  const watchers = [watchFolder(join(root, agentSessionsDirectory), changed), watchFolder(join(volatileDir, agentEventFolder), changed)];
  return {
    next: (ms) => new Promise((done) => {
      const longest = setTimeout(done, ms);
      wake = () => {
        wake = () => undefined;
        clearTimeout(longest);
        setTimeout(done, Math.min(ms, quietMs));
      };
    }),
    dispose: () => { for (const watcher of watchers) watcher?.close(); },
  };
}

function watchFolder(path: string, changed: () => void): FSWatcher | null {
  try {
    const watcher = watch(path, { recursive: true }, changed);
    return watcher.on('error', () => { watcher.close(); });
  } catch {
    return null; // It is not there, or the system has no more watchers.
  }
}
