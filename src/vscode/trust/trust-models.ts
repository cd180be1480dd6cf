import { RelativePattern, type Uri, window, workspace } from 'vscode';
import { Emitter, type Event } from '../../base/event.js';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { FileStamp, Log, ReadOutcome } from '../../core/ports.js';
import { judgeTrust, type TrustAnswer, type TrustJudge } from '../../core/trust/judge-trust.js';
import { loadTrust, recalledTrust, type TrustState } from '../../core/trust/load-trust.js';
import { lowerOf, trustModelPath } from '../../core/trust/trust-model.js';
import { treePaths, type TreePaths } from '../../node/tree-paths.js';
import { recallTrustModel, rememberTrustModel } from '../../node/trust-memory.js';
import type { Root } from '../roots/root.js';
import type { Roots } from '../roots/roots.js';
import { trustCeiling } from './trust-ceiling.js';

/** Who decides about the files of one root. */
export interface RootTrust {
  readonly root: Root;
  readonly state: TrustState;
  readonly judge: TrustJudge;
  readonly pathsOf: TreePaths;
}

/** A file with its level, as everything in the editor shows it. */
export interface JudgedFile {
  readonly trust: RootTrust;
  /** Relative to its working tree. */
  readonly path: string;
  readonly answer: TrustAnswer;
}

/** The trust models of all roots, as they are on the disk; follows every change of them without a reload. */
export class TrustModels implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #changed = new Emitter<RootTrust | null>();
  readonly #followed = new Set<Root>();
  /** Only of roots whose model was looked for: before that nobody knows how low it may go. */
  readonly #trusts = new Map<Root, RootTrust>();
  readonly #stamps = new WeakMap<Root, FileStamp>();

  constructor(private readonly roots: Roots, private readonly log: Log) {
    roots.attach((root, until) => { this.#follow(root, until); });
    this.#lifetime.own(workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('workflow.trust.ceiling')) this.#judgeAnew();
    }));
    this.#lifetime.own(window.onDidChangeWindowState(({ focused }) => { if (focused) this.look(); }));
    this.#lifetime.own(window.onDidChangeActiveTextEditor(() => { this.look(); }));
  }

  /** Fires when the levels of a root may have changed; `null`: when those of all may have. */
  get onDidChange(): Event<RootTrust | null> {
    return this.#changed.event;
  }

  get all(): readonly RootTrust[] {
    return [...this.#trusts.values()];
  }

  /** Looks whether a model has changed: watchers lose events, and one look costs next to nothing. */
  look(): void {
    void this.ready();
  }

  /** Resolves when the models of all roots that are open have been looked at. */
  async ready(): Promise<void> {
    await Promise.all([...this.#followed].map((root) => this.#read(root)));
  }

  /** The level of a file of the editor; `null`: it is in no root that is open. A link counts as the lower of both its ends. */
  judge(uri: Uri): JudgedFile | null {
    if (uri.scheme !== 'file') return null;
    // The innermost root comes first, should one lie in another.
    for (const trust of this.all.toSorted((a, b) => b.root.root.length - a.root.root.length)) {
      const [first, ...others] = trust.pathsOf(uri.fsPath);
      if (first !== undefined) return others.map((path) => judged(trust, path)).reduce(lower, judged(trust, first));
    }
    return null;
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #follow(root: Root, until: Lifetime): void {
    this.#followed.add(root);
    until.onEnd(() => {
      this.#followed.delete(root);
      this.#trusts.delete(root);
    });
    const base = root.uriOf('');
    const isInside = workspace.getWorkspaceFolder(base) !== undefined;
    // A whole working tree that is not open here is not watched for one file.
    const pattern = isInside ? new RelativePattern(base, trustModelPath) : new RelativePattern(root.uriOf('.ai/workflow'), 'trust_model.yaml');
    const watcher = until.own(workspace.createFileSystemWatcher(pattern));
    const look = (): void => void this.#read(root);
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) until.own(event(look));
    look();
  }

  async #read(root: Root): Promise<void> {
    let found: ReadOutcome = { kind: 'unchanged' };
    await root.open.files.read([{ path: trustModelPath, known: this.#stamps.get(root) }], (_, outcome) => { found = outcome; });
    this.#take(root, found);
  }

  #take(root: Root, outcome: ReadOutcome): void {
    const before = this.#trusts.get(root)?.state;
    const isNews = before === undefined || outcome.kind !== 'missing' || this.#stamps.has(root);
    if (outcome.kind === 'unchanged' || !isNews || !this.#followed.has(root)) return;
    if (outcome.kind === 'text') this.#stamps.set(root, outcome.stamp);
    else this.#stamps.delete(root);
    const state = loadTrust(outcome, before ?? recalledTrust(recallTrustModel(root.open.place)));
    if (outcome.kind === 'text') remember(root, state, outcome.text);
    this.#tell(state);
    this.#set(root, state);
  }

  #tell({ findings }: TrustState): void {
    for (const { severity, message } of findings) if (severity === 'error') this.log.warn(`${trustModelPath}: ${message}`);
  }

  #judgeAnew(): void {
    for (const { root, state } of this.all) this.#set(root, state);
  }

  #set(root: Root, state: TrustState): void {
    const trust = { root, state, judge: judgeTrust(state.models, trustCeiling()), pathsOf: treePaths(root.open.place) };
    this.#trusts.set(root, trust);
    this.#changed.fire(trust);
  }
}

/** Where it may not be written, or cannot, it is only not remembered. */
function remember({ open }: Root, { source }: TrustState, text: string): void {
  if (source === 'model' && workspace.isTrusted) void rememberTrustModel(open.place, text);
}

function judged(trust: RootTrust, path: string): JudgedFile {
  return { trust, path, answer: trust.judge.assess(path) };
}

function lower(one: JudgedFile, other: JudgedFile): JudgedFile {
  return lowerOf(one.answer.level, other.answer.level) === one.answer.level ? one : other;
}
