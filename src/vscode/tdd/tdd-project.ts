import { join, relative, sep } from 'node:path';
import { Uri, workspace } from 'vscode';
import type { Git } from '../../core/ports.js';
import { configPath } from '../../core/specs/feature-files.js';
import type { AddedLocation } from '../../core/tdd/more-locations.js';
import { readTddConfig, type OwnLocations, type TddConfig } from '../../core/tdd/tdd-rules.js';
import { fileVerdict, type FileVerdict } from '../../core/tdd/file-verdict.js';
import { newTest, type NewTest } from '../../core/tdd/new-test.js';
import type { LiveTestIndex } from '../../core/tdd/test-index.js';
import { openGit } from '../../node/git/git.js';
import { CoverageReports, type KnownReports } from '../../node/tdd/read-coverage.js';
import { readManifests } from '../../node/tdd/read-manifests.js';
import { isTreeFile, treeFiles } from '../../node/tdd/tree-files.js';
import { readTreeText } from '../../node/tdd/tree-text.js';
import type { Root } from '../roots/root.js';

/** One working tree with its rules for tests, and which tests its sources have. What was found out is remembered until somebody says that it may have changed. */
export class TddProject {
  readonly git: Git | null;
  readonly readText: (path: string) => string | null;
  readonly #reports: KnownReports = new Map();
  #index: Promise<LiveTestIndex> | null = null;
  #config: { readonly text: string | null; readonly config: TddConfig } | null = null;

  constructor(readonly root: Root, readonly top: string) {
    this.git = root.open.place.commonDir === null ? null : openGit(top);
    this.readText = readTreeText(top);
  }

  /** Files came or went. */
  forgetFiles(): void {
    this.#index = null;
  }

  /** Settings have changed. */
  forgetRules(): void {
    this.#config = null;
    this.#index = null;
  }

  /** The rules as the configuration says now: it is looked at each time. */
  async config(): Promise<TddConfig> {
    const said: { text: string | null } = { text: null };
    await this.root.open.files.read([{ path: configPath }], (_, outcome) => { if (outcome.kind === 'text') said.text = outcome.text; });
    if (this.#config?.text !== said.text) {
      this.#config = { text: said.text, config: readTddConfig(said.text, ownLocations(this.uriOf(''))) };
      this.#index = null;
    }
    return this.#config.config;
  }

  async index(): Promise<LiveTestIndex> {
    const { rules } = await this.config();
    const index = this.#index ??= treeFiles(this.top, this.git).then((files) => rules.indexOf(files));
    return index;
  }

  /** What is to be said about the tests of a file; `text`: as it stands in the editor. */
  async verdict(path: string, text: string | null): Promise<FileVerdict> {
    const [{ rules }, index] = [await this.config(), await this.index()];
    const verdict = fileVerdict({ path, text }, rules, index);
    if (verdict.kind === 'none') return verdict;
    const isThere = (each: string): boolean => isTreeFile(this.top, each);
    return verdict.kind === 'source' ? { ...verdict, tests: verdict.tests.filter(isThere) } : { ...verdict, sources: verdict.sources.filter(isThere) };
  }

  /** How much of files their tests run, by the reports as they are now. */
  coverage(): CoverageReports {
    return new CoverageReports(this.top, this.#reports);
  }

  /** The test to propose for a source. */
  async newTestOf(source: string): Promise<NewTest | null> {
    const [{ rules }, index] = [await this.config(), await this.index()];
    const folder = source.slice(0, source.lastIndexOf('/') + 1);
    // Its own folder first, then all.
    const neighbours = [...index.files].filter((path) => path !== source).sort((a, b) => Number(b.startsWith(folder)) - Number(a.startsWith(folder)));
    return newTest({ source, text: this.readText(source) ?? '', manifests: readManifests(this.top, source), rules, index, neighbours });
  }

  uriOf(path: string): Uri {
    const rest = relative(this.root.root, join(this.top, path)).split(sep).join('/');
    return rest.startsWith('..') ? Uri.file(join(this.top, path)) : this.root.uriOf(rest);
  }
}

function ownLocations(scope: Uri): OwnLocations {
  const settings = workspace.getConfiguration('workflow.tdd', scope);
  return { locations: settings.get<readonly AddedLocation[]>('locations', []), exclude: settings.get<readonly string[]>('exclude', []) };
}
