import { languages } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { SpecValidation } from '../../core/specs/spec-validation.js';
import { diagnosticOf } from '../problems/diagnostic-of.js';
import { rangeOfMark } from './mark-range.js';
import { shownProblems, type OpenSpec, type OpenSpecs } from './open-specs.js';
import { onDidChangeOthers, toldByOthers } from './other-validators.js';
import type { SpecPorts } from './spec-ports.js';

/** More than anybody reads of one file. */
const limit = 500;

/** What is wrong with open specs, in Problems, as they are typed, and as strictly as the project says. */
export function showDiagnostics(specs: OpenSpecs, { roots }: SpecPorts): Disposable {
  const lifetime = new Lifetime();
  const collection = lifetime.own(languages.createDiagnosticCollection('workflow.open-spec'));
  const shownUnder = new Map<string, SpecValidation>();
  const validationOf = ({ document }: OpenSpec): SpecValidation => roots.holding(document.uri)?.root.state.parts.features.validation ?? 'strict';
  const show = (open: OpenSpec): void => {
    const { document } = open;
    const [told, validation] = [toldByOthers(document), validationOf(open)];
    shownUnder.set(document.uri.toString(), validation);
    const shown = shownProblems(open, validation).filter(({ code }) => !told(code)).slice(0, limit);
    collection.set(document.uri, shown.map((problem) => diagnosticOf(problem, rangeOfMark(document, problem))));
  };
  const showAnew = (open: OpenSpec): void => { if (shownUnder.get(open.document.uri.toString()) !== validationOf(open)) show(open); };
  lifetime.own(specs.onDidChange(show));
  lifetime.own(specs.onDidClose((uri) => {
    collection.delete(uri);
    shownUnder.delete(uri.toString());
  }));
  lifetime.own(onDidChangeOthers(() => { specs.all.forEach(show); }));
  lifetime.own(roots.onDidChange(() => { specs.all.forEach(showAnew); }));
  specs.all.forEach(show);
  return lifetime;
}
