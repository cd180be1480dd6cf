import { join } from 'node:path';
import { EventEmitter, FileDecoration, type FileDecorationProvider, l10n, type Uri, window, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { plainLine } from '../../core/text/escape.js';
import { unreviewedFiles } from '../../core/versions/version-selectors.js';
import type { RunState } from '../../core/versions/versions.js';
import { RunRecorder } from '../../node/versions/run-recorder.js';
import type { Root } from '../roots/root.js';
import type { Roots } from '../roots/roots.js';
import { followVersions } from './follow-versions.js';

/**
 * Marks files in the Explorer that a run changed and nobody has approved, each in the working tree in which it was changed. VS Code
 * shows them beside other marks, the one for low trust among them. No colour of its own.
 */
export class RunBadges implements FileDecorationProvider, Disposable {
  readonly #lifetime = new Lifetime();
  readonly #changed = this.#lifetime.own(new EventEmitter<undefined>());
  readonly onDidChangeFileDecorations = this.#changed.event;
  /** By absolute path. */
  #runs: ReadonlyMap<string, RunState> = new Map();

  constructor(private readonly roots: Roots) {
    this.#lifetime.own(followVersions(roots, () => { this.#look(); }));
    this.#lifetime.own(workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('workflow.versions.explorerBadges')) this.#changed.fire(undefined);
    }));
    this.#look();
    this.#lifetime.own(window.registerFileDecorationProvider(this));
  }

  provideFileDecoration(uri: Uri): FileDecoration | undefined {
    if (uri.scheme !== 'file' || this.#runs.size === 0) return undefined;
    const run = this.#runs.get(this.#realPath(uri));
    if (run === undefined || !workspace.getConfiguration('workflow', uri).get<boolean>('versions.explorerBadges', true)) return undefined;
    return new FileDecoration('Rv', plainLine(l10n.t('Changed in the run of {0} ({1}), not reviewed', run.task, run.version)));
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #look(): void {
    const runs = new Map(this.roots.all.flatMap(unreviewedIn));
    const isSame = runs.size === this.#runs.size && [...runs].every(([path, run]) => this.#runs.get(path)?.path === run.path);
    this.#runs = runs;
    if (!isSame) this.#changed.fire(undefined);
  }

  /** Of a folder that is open through a link, where the file really is. */
  #realPath(uri: Uri): string {
    const held = this.roots.holding(uri);
    return held === null ? uri.fsPath : join(held.root.root, held.path);
  }
}

/** What was changed in a worktree that is gone came into the state root's own tree, or nowhere. */
function unreviewedIn({ root, open, state }: Root): (readonly [string, RunState])[] {
  const recorder = new RunRecorder(open.place);
  const tops = new Map<string | null, string>();
  const topOf = (worktree: string | null): string => {
    const top = tops.get(worktree) ?? recorder.topOf(worktree ?? undefined) ?? root;
    tops.set(worktree, top);
    return top;
  };
  return unreviewedFiles(state.parts.versions).map(({ worktree, path, run }) => [join(topOf(worktree), path), run] as const);
}
