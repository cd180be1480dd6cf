import { type TextDocument, type TextDocumentChangeEvent, type Uri, workspace } from 'vscode';
import { Emitter, type Event } from '../../base/event.js';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { Severity } from '../../core/findings/finding-codes.js';
import { problemsOf } from '../../core/specs/check-spec.js';
import type { SpecHead } from '../../core/specs/feature-spec.js';
import { severityUnder, type SpecValidation } from '../../core/specs/spec-validation.js';
import { SpecDocument } from '../../core/specs/spec-document.js';
import type { SpecProblem } from '../../core/specs/spec-problem.js';
import { readYaml, type YamlReading } from '../../core/text/read-yaml.js';
import { YamlWorker } from '../../node/yaml-worker.js';
import { isSpec } from './spec-files.js';
import type { SpecPorts } from './spec-ports.js';

/** A spec that is open in an editor: its text as typed, and what is known of it. */
export interface OpenSpec {
  readonly document: TextDocument;
  readonly spec: SpecDocument;
  /** What it said when it was opened or last saved. */
  readonly saved: SpecHead;
  /** Relative to the state root where the file lies there. */
  readonly file: string;
}

/** Texts up to this long are read whole at once when they have to be; longer ones when the person pauses. */
const smallText = 16 * 1024;
const pauseMs = 150;

/** The specs that are open, each kept true to what is typed. */
export class OpenSpecs implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #worker = this.#lifetime.own(new YamlWorker());
  readonly #changed = new Emitter<OpenSpec>();
  readonly #closed = new Emitter<Uri>();
  readonly #open = new Map<string, OpenSpec>();
  readonly #pauses = new Map<string, () => void>();

  constructor(private readonly ports: SpecPorts) {
    this.#lifetime.own(workspace.onDidOpenTextDocument((document) => { this.#add(document); }));
    this.#lifetime.own(workspace.onDidChangeTextDocument((change) => { this.#change(change); }));
    this.#lifetime.own(workspace.onDidSaveTextDocument((document) => { this.#saved(document); }));
    this.#lifetime.own(workspace.onDidCloseTextDocument(({ uri }) => { this.#remove(uri); }));
    this.#lifetime.onEnd(() => { for (const cancel of this.#pauses.values()) cancel(); });
    workspace.textDocuments.forEach((document) => { this.#add(document); });
  }

  /** Fires when something else is known of a spec. */
  get onDidChange(): Event<OpenSpec> {
    return this.#changed.event;
  }

  get onDidClose(): Event<Uri> {
    return this.#closed.event;
  }

  get all(): readonly OpenSpec[] {
    return [...this.#open.values()];
  }

  /** The spec of a document, as it is typed now, or `null` when it is none or waits to be read. */
  of({ uri }: TextDocument): OpenSpec | null {
    return this.#open.get(uri.toString()) ?? null;
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #add(document: TextDocument): void {
    const key = document.uri.toString();
    if (!isSpec(document) || this.#open.has(key)) return;
    const text = document.getText();
    const file = this.ports.roots.holding(document.uri)?.path ?? document.uri.path;
    const make = (spec: SpecDocument): void => {
      const open: OpenSpec = { document, file, spec, saved: spec.head };
      this.#open.set(key, open);
      this.#changed.fire(open);
    };
    if (text.length <= smallText) make(new SpecDocument(text));
    else void this.#read(text).then((parsed) => {
      if (this.#lifetime.ended || document.isClosed) return;
      const now = document.getText();
      make(now === text ? new SpecDocument(text, parsed) : new SpecDocument(now));
    });
  }

  #change({ document, contentChanges }: TextDocumentChangeEvent): void {
    const open = this.of(document);
    if (open === null) return;
    const { spec } = open;
    const isFollowed = contentChanges
      .map(({ rangeOffset, rangeLength, text }) => spec.edit({ offset: rangeOffset, length: rangeLength, text }))
      .every((isDone) => isDone);
    if (isFollowed && contentChanges.length > 0 && spec.text.length === lengthOf(document)) this.#changed.fire(open);
    else this.#reread(open);
  }

  #read(text: string): Promise<YamlReading> {
    return readYaml(text, (long) => this.#worker.parse(long));
  }

  /** The last wish counts: who goes on typing is not held up. */
  #reread(open: OpenSpec): void {
    const { document, spec } = open;
    const key = document.uri.toString();
    this.#pauses.get(key)?.();
    if (lengthOf(document) <= smallText) {
      spec.reread(document.getText());
      this.#changed.fire(open);
      return;
    }
    const timer = setTimeout(() => void this.#rereadLong(open), pauseMs);
    this.#pauses.set(key, () => { clearTimeout(timer); });
  }

  async #rereadLong(open: OpenSpec): Promise<void> {
    const { document, spec } = open;
    const { version } = document;
    const text = document.getText();
    const parsed = await this.#read(text);
    if (this.#lifetime.ended || document.isClosed) return;
    if (document.version !== version) {
      this.#reread(open);
      return;
    }
    spec.reread(text, parsed);
    this.#changed.fire(open);
  }

  #saved(document: TextDocument): void {
    const open = this.of(document);
    if (open === null) return;
    const now: OpenSpec = { ...open, saved: open.spec.head };
    this.#open.set(document.uri.toString(), now);
    this.#changed.fire(now);
  }

  #remove(uri: Uri): void {
    this.#pauses.get(uri.toString())?.();
    if (this.#open.delete(uri.toString())) this.#closed.fire(uri);
  }
}

function lengthOf(document: TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}

/** Something to show in a spec: a problem, or why it cannot be read. */
export interface ShownProblem {
  readonly code: SpecProblem['code'];
  readonly message: string;
  readonly severity: Severity;
  readonly offset: number;
  readonly length: number;
}

/** What is to be said of an open spec, with places as they are now; less where the project is lenient. */
export function shownProblems({ spec, file, saved }: OpenSpec, validation: SpecValidation): readonly ShownProblem[] {
  const problems = spec.unreadable === null ? problemsOf(file, spec, saved) : [];
  const placed = problems.map(({ code, message, pointer, part }) => ({ code, message, ...spec.markAt(pointer, part) }));
  return (spec.unreadable === null ? placed : [spec.unreadable]).flatMap((each) => {
    const severity = severityUnder(each.code, validation);
    return severity === null ? [] : { ...each, severity };
  });
}
