import { type TextDocument, workspace } from 'vscode';
import { sameValue } from '../../base/same-value.js';
import type { Finding } from '../../core/findings/finding.js';
import { allParts, stateParts, type PartName } from '../../core/workflow/state-parts.js';
import type { SessionState } from '../../core/workflow/workflow-state.js';
import { dirtyFiles } from '../dirty-files.js';
import type { Root } from '../roots/root.js';
import { isJudgedWhileOpen } from '../specs/spec-files.js';
import { isToldByEditor } from './told-by-editor.js';
import { rangeIn } from './editor-range.js';
import type { ShownFinding } from './shown-finding.js';
import { textsOf } from './texts.js';
import { findingsWith } from './unsaved-session.js';

/** Findings by the address of their file. */
export type ShownFiles = ReadonlyMap<string, readonly ShownFinding[]>;

/** What was said of one session, and of what it was said: as long as that is the same object, it need not be said again. */
interface Said {
  readonly source: object;
  readonly files: ShownFiles;
}

/** Most findings that are shown of one session, or of an area beside them. More than anybody reads; `workflow check` lists all. */
const limit = 500;

/** What is to be said about the files of one root. Only what changed since the last time is looked at again. */
export class JudgedFiles {
  #said: ReadonlyMap<string, Said> = new Map();

  constructor(private readonly root: Root) {}

  async look(): Promise<ShownFiles> {
    const { state } = this.root;
    const unsaved = new Map([...dirtyFiles(this.root)].map(([path, document]) => [path, document.getText()]));
    const open = [...openDocuments(this.root).keys()];
    const said = new Map<string, Said>([['', await this.#say('', state.findings, () => state.findings)]]);
    for (const session of state.sessions) {
      const isOpen = open.some((path) => path.startsWith(`${session.path}/`));
      const source = isOpen ? {} : session;
      said.set(session.path, await this.#say(session.path, source, () => wanted(session, findingsWith(session, unsaved))));
    }
    for (const name of allParts) said.set(name, await this.#sayOfArea(name, open));
    this.#said = said;
    return merged([...said.values()].map(({ files }) => files));
  }

  /** An area beside sessions; of files that the spec editor judges as they are typed, only why they could not be read. */
  async #sayOfArea(name: PartName, open: readonly string[]): Promise<Said> {
    const area = this.root.state.parts[name];
    const isOpen = open.some((path) => stateParts[name].places.some((place) => path === place || path.startsWith(`${place}/`)));
    const judged = new Set(workspace.textDocuments.filter(isJudgedWhileOpen).flatMap(({ uri }) => this.root.pathOf(uri) ?? []));
    return this.#say(name, isOpen ? {} : area, () => atMost(area.findings.filter(({ file, code }) => !judged.has(file) || code.startsWith('file/'))));
  }

  async #say(key: string, source: object, findings: () => readonly Finding[]): Promise<Said> {
    const before = this.#said.get(key);
    if (before?.source === source) return before;
    return { source, files: await this.#place(findings(), before?.files ?? new Map()) };
  }

  /** Finds the places of findings in their texts. A closed file of which the same is said as before is not read again. */
  async #place(findings: readonly Finding[], before: ShownFiles): Promise<ShownFiles> {
    const byFile = byFileOf(findings);
    const open = openDocuments(this.root);
    const kept = (file: string): readonly ShownFinding[] | null => {
      const shown = before.get(this.root.uriOf(file).toString());
      const same = shown !== undefined && !open.has(file) && !shown.some((each) => each.isToldByEditor) && sameValue(shown.map(({ finding }) => finding), byFile.get(file));
      return same ? shown : null;
    };
    const texts = await textsOf(this.root, [...byFile.keys()].filter((file) => kept(file) === null));
    return new Map([...byFile].map(([file, own]) => {
      const document = open.get(file);
      const fresh = (): readonly ShownFinding[] => own.map((finding) => ({
        root: this.root, finding, range: rangeIn(texts.get(file) ?? '', finding.place), isToldByEditor: document !== undefined && isToldByEditor(document, finding.code),
      }));
      return [this.root.uriOf(file).toString(), kept(file) ?? fresh()];
    }));
  }
}

/** Several areas may say something of one file. A list that stands alone stays the object it is. */
function merged(all: readonly ShownFiles[]): ShownFiles {
  const files = new Map<string, readonly ShownFinding[]>();
  for (const [file, findings] of all.flatMap((each) => [...each])) {
    const before = files.get(file);
    files.set(file, before === undefined ? findings : [...before, ...findings]);
  }
  return files;
}

/** Nobody changes what is archived, so only what cannot be read is said about it. */
function wanted(session: SessionState, findings: readonly Finding[]): readonly Finding[] {
  if (session.location === 'archives') return findings.filter(({ severity }) => severity === 'error');
  return atMost(findings);
}

/** The gravest come first where there are many. */
function atMost(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= limit) return findings;
  const order = ['error', 'warning', 'information', 'hint'];
  return findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity)).slice(0, limit);
}

function openDocuments(root: Root): ReadonlyMap<string, TextDocument> {
  return new Map(workspace.textDocuments.flatMap((document) => {
    const path = root.pathOf(document.uri);
    return path === null ? [] : [[path, document] as const];
  }));
}

function byFileOf(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const byFile = new Map<string, Finding[]>();
  for (const finding of findings) {
    const known = byFile.get(finding.file);
    if (known === undefined) byFile.set(finding.file, [finding]);
    else known.push(finding);
  }
  return byFile;
}
