import type { Finding } from '../findings/finding.js';
import { makeFinding } from '../findings/make-finding.js';
import { fixOf } from '../findings/yaml-finding.js';
import type { JsonPointer } from '../text/json-pointer.js';
import type { YamlMark, YamlProblem } from '../text/yaml-tree.js';
import { checkTransition } from './check-transition.js';
import { featureIdOf } from './feature-files.js';
import type { SpecHead } from './feature-spec.js';
import { SpecDocument } from './spec-document.js';
import type { SpecProblem } from './spec-problem.js';

/** A finding about a spec, with the pointer of what it is about (`/tasks/qa/0`). */
export interface SpecFinding extends Finding {
  readonly pointer: string;
}

/** Everything that is wrong with the text of a spec, errors first where they stand, in the order of the file. Never throws. */
export function checkSpec(file: string, text: string): readonly SpecFinding[] {
  return findingsOf(file, new SpecDocument(text));
}

/** The findings about a spec that is open somewhere. A text that cannot be read has one. `saved`: what it said when it was last saved. */
export function findingsOf(file: string, document: SpecDocument, saved: SpecHead | null = null): readonly SpecFinding[] {
  if (document.unreadable !== null) return [unreadableFinding(file, document.unreadable)];
  const placed = problemsOf(file, document, saved).map((problem) => ({ problem, mark: document.markAt(problem.pointer, problem.part) }));
  return placed.toSorted((a, b) => a.mark.offset - b.mark.offset).map((each, index) => findingOf(file, document, { ...each, isMended: index < mostMended }));
}

/** Of so many findings of a file the fixes are worked out; whoever has mended those is offered the next. */
const mostMended = 500;

function unreadableFinding(file: string, { code, message, offset, length }: YamlProblem): SpecFinding {
  return { ...makeFinding({ code, file, message, place: { kind: 'offset', offset, length } }), pointer: '' };
}

/**
 * Everything there is to say about a spec that can be read, what follows from the place of its file and from what it said when
 * it was last saved included.
 */
export function problemsOf(file: string, document: SpecDocument, saved: SpecHead | null = null): readonly SpecProblem[] {
  const more = [...checkFolder(file, document), ...(saved === null ? [] : checkTransition(saved, document.head))];
  return more.length === 0 ? document.problems : [...document.problems, ...more];
}

interface PlacedProblem {
  readonly problem: SpecProblem;
  readonly mark: YamlMark;
  readonly isMended: boolean;
}

function findingOf(file: string, document: SpecDocument, { problem, mark, isMended }: PlacedProblem): SpecFinding {
  const { text, root } = document;
  const fixes = root === null || !isMended ? [] : problem.repairs.flatMap((repair) => fixOf(file, { text, root }, repair));
  return { ...makeFinding({ code: problem.code, file, message: problem.message, place: { kind: 'offset', ...mark }, fixes }), pointer: pointerText(problem.pointer) };
}

function checkFolder(file: string, { head }: SpecDocument): SpecProblem[] {
  const folder = featureIdOf(file);
  const { id } = head;
  if (folder === null || id === null || folder === id) return [];
  return [{
    code: 'spec/folder-mismatch', pointer: ['feature', 'id'], part: 'value',
    message: `The spec lies in the folder of ${folder}, but its id is ${id}.`,
    repairs: [{ title: `Replace by ${folder}`, edits: [{ kind: 'set', pointer: ['feature', 'id'], value: folder }] }],
  }];
}

/** A pointer as RFC 6901 writes it. */
function pointerText(pointer: JsonPointer): string {
  return pointer.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
