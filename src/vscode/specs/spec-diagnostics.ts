import { Diagnostic, type TextDocument, languages } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { findingCodes } from '../../core/findings/finding-codes.js';
import { plainLine } from '../../core/text/escape.js';
import { severities } from '../problems/severities.js';
import { rangeOfMark } from './mark-range.js';
import { shownProblems, type OpenSpec, type OpenSpecs, type ShownProblem } from './open-specs.js';
import { onDidChangeOthers, toldByOthers } from './other-validators.js';

/** More than anybody reads of one file. */
const limit = 500;

/** What is wrong with open specs, in Problems, as they are typed. */
export function showDiagnostics(specs: OpenSpecs): Disposable {
  const lifetime = new Lifetime();
  const collection = lifetime.own(languages.createDiagnosticCollection('workflow.open-spec'));
  const show = (open: OpenSpec): void => {
    const told = toldByOthers(open.document);
    const shown = shownProblems(open).filter(({ code }) => !told(code)).slice(0, limit);
    collection.set(open.document.uri, shown.map((problem) => diagnosticOf(open.document, problem)));
  };
  lifetime.own(specs.onDidChange(show));
  lifetime.own(specs.onDidClose((uri) => { collection.delete(uri); }));
  lifetime.own(onDidChangeOthers(() => { specs.all.forEach(show); }));
  specs.all.forEach(show);
  return lifetime;
}

function diagnosticOf(document: TextDocument, problem: ShownProblem): Diagnostic {
  const { severity } = findingCodes[problem.code];
  const diagnostic = new Diagnostic(rangeOfMark(document, problem), plainLine(problem.message), severities[severity]);
  diagnostic.source = 'Workflow';
  diagnostic.code = problem.code;
  return diagnostic;
}
