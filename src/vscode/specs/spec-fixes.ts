import { CodeAction, type CodeActionContext, CodeActionKind, type CodeActionProvider, type CodeActionProviderMetadata, type Diagnostic, type Range, type TextDocument, WorkspaceEdit } from 'vscode';
import type { Fix } from '../../core/findings/finding.js';
import { findingsOf } from '../../core/specs/check-spec.js';
import { rangeOfMark } from './mark-range.js';
import type { OpenSpecs } from './open-specs.js';

/** Offers the repairs of what is shown; they change the text in the editor, which stays the person's to save. */
export class SpecFixes implements CodeActionProvider {
  static readonly metadata: CodeActionProviderMetadata = { providedCodeActionKinds: [CodeActionKind.QuickFix] };

  constructor(private readonly specs: OpenSpecs) {}

  provideCodeActions(document: TextDocument, range: Range, { diagnostics }: CodeActionContext): CodeAction[] {
    const open = this.specs.of(document);
    const own = diagnostics.filter(({ source }) => source === 'Workflow');
    if (open === null || own.length === 0 || open.spec.unreadable !== null) return [];
    return findingsOf(open.file, open.spec, open.saved).flatMap(({ code, message, place, fixes }) => {
      if (fixes.length === 0 || place.kind !== 'offset') return [];
      const where = rangeOfMark(document, place);
      const shown = where.intersection(range) === undefined ? [] : own.filter((each) => each.code === code && each.range.isEqual(where) && each.message === message);
      return shown.length === 0 ? [] : fixes.map((fix) => actionOf(document, fix, { shown, isOnly: fixes.length === 1 }));
    });
  }
}

interface Shown {
  readonly shown: Diagnostic[];
  readonly isOnly: boolean;
}

function actionOf(document: TextDocument, { title, request }: Fix, { shown, isOnly }: Shown): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.diagnostics = shown;
  action.isPreferred = isOnly;
  action.edit = new WorkspaceEdit();
  for (const { offset, length, text } of request.do === 'edit-text' ? request.edits : []) action.edit.replace(document.uri, rangeOfMark(document, { offset, length }), text);
  return action;
}
