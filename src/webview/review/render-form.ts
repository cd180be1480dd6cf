import type { ReviewCheck, ReviewDecision, ReviewDraft, ReviewForm, ReviewModel, ReviewToHost } from '../../protocol/review.js';
import { button } from '../button.js';
import { element } from '../element.js';

type Send = (intent: ReviewToHost) => void;

interface FormContext {
  readonly form: ReviewForm;
  readonly words: ReviewModel['words'];
  readonly send: Send;
}

/** The review of one run: a button that opens it, or its checks, decision and texts. */
export function renderForm(form: ReviewForm, { words, readOnly }: ReviewModel, send: Send): Node[] {
  if (form.refusal !== null) return [element('p', { class: 'note' }, form.refusal)];
  const person = form.person === null ? [] : [element('p', { class: 'notice', role: 'note' }, form.person)];
  if (readOnly) return person;
  if (!form.isOpen) return [...person, element('div', { class: 'actions' }, button({ label: words.startReview, key: 'start-review', look: 'primary' }, () => { send({ type: 'start-review' }); }))];
  const context = { form, words, send };
  const checks = element('ul', { class: 'rows', 'aria-label': words.checks }, ...form.checks.map((check) => renderCheck(check, context)));
  return [...person, element('h3', {}, words.checks), checks, renderInputs(context)];
}

function renderCheck(check: ReviewCheck, { words, send }: FormContext): HTMLElement {
  const { name, label, note } = check;
  const id = `check-${name}`;
  const choice = element('select', { id, 'data-key': `check:${name}` },
    ...(['pass', 'fail', 'skip'] as const).map((outcome) => element('option', { value: outcome }, words[outcome])));
  choice.value = check.outcome;
  choice.addEventListener('change', () => { send({ type: 'set-check', check: name, outcome: choice.value }); });
  return element('li', { class: 'check' }, element('label', { for: id }, label), choice, ...runButton(check, { words, send }), element('span', { class: 'note' }, note));
}

function runButton({ name, label, canRun, running }: ReviewCheck, { words, send }: Pick<FormContext, 'words' | 'send'>): HTMLElement[] {
  if (!canRun) return [];
  const verb = running ? words.cancelCheck : words.runCheck;
  const run = button({ label: verb, key: `run-check:${name}`, look: 'link' }, () => { send({ type: running ? 'cancel-check' : 'run-check', check: name }); });
  run.setAttribute('aria-label', `${verb}: ${label}`);
  return [run];
}

/** A form, so that the keyboard and assistive programs know it as one. What is typed is kept at once. */
function renderInputs({ form, words, send }: FormContext): HTMLElement {
  const { draft, run } = form;
  const texts = {
    notes: area('notes', { label: words.notes, value: draft.notes }),
    issues: area('issues', { label: words.issues, value: draft.issues, hint: words.issuesHint }),
    suggestions: area('suggestions', { label: words.suggestions, value: draft.suggestions }),
  };
  const made = element('form', {}, renderDecisions(form, words), ...Object.values(texts).map(({ block }) => block),
    element('div', { class: 'actions' }, element('button', { type: 'submit', class: 'primary', 'data-key': 'submit' }, words.submit)));
  const read = (): ReviewDraft => ({
    decision: decisionIn(made, form),
    notes: texts.notes.input.value, issues: texts.issues.input.value, suggestions: texts.suggestions.input.value,
  });
  made.addEventListener('input', () => { send({ type: 'draft', run, draft: read() }); });
  made.addEventListener('submit', (event) => {
    event.preventDefault();
    send({ type: 'submit', run, draft: read() });
  });
  return made;
}

function renderDecisions({ decisions, draft }: ReviewForm, words: ReviewModel['words']): HTMLElement {
  const choices = decisions.map(({ decision, label, disabled }) => {
    const radio = element('input', { type: 'radio', name: 'decision', value: decision, required: '', 'data-key': `decision:${decision}` });
    radio.checked = draft.decision === decision;
    radio.disabled = disabled !== null;
    return element('label', { class: 'choice' }, radio, ' ', label, ...(disabled === null ? [] : [' ', element('span', { class: 'note' }, disabled)]));
  });
  return element('fieldset', {}, element('legend', {}, words.decision), ...choices);
}

function decisionIn(form: HTMLFormElement, { decisions }: ReviewForm): ReviewDecision | null {
  const chosen = new FormData(form).get('decision');
  return decisions.find(({ decision }) => decision === chosen)?.decision ?? null;
}

interface AreaText {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
}

function area(name: string, { label, value, hint }: AreaText): { readonly block: HTMLElement; readonly input: HTMLTextAreaElement } {
  const id = `review-${name}`;
  const input = element('textarea', { id, rows: '3', 'data-key': name, ...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` }) });
  input.value = value;
  const below = hint === undefined ? [] : [element('p', { class: 'note', id: `${id}-hint` }, hint)];
  return { input, block: element('div', { class: 'field' }, element('label', { for: id }, label), input, ...below) };
}
