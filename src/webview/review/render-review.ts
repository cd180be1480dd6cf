import type { ReviewModel, ReviewRun, ReviewToHost, ReviewTrust, WaitingApproval } from '../../protocol/review.js';
import { button } from '../button.js';
import { element } from '../element.js';
import { renderForm } from './render-form.js';

type Send = (intent: ReviewToHost) => void;

/** The view as elements. Text reaches the document only as text nodes, so nothing in a record can become markup. */
export function renderReview(model: ReviewModel, send: Send): Node[] {
  const { file, notice, trust, form, words } = model;
  return [
    ...(file === null ? [] : [element('h1', { tabindex: '-1', title: file.path }, file.name)]),
    ...(notice === null ? [] : [element('p', { class: 'notice', role: 'note' }, notice)]),
    ...(trust === null ? [] : [renderTrust(trust, model, send)]),
    ...(file === null ? [] : [renderRuns(model, send)]),
    ...(form === null ? [] : [section('review', form.title, renderForm(form, model, send))]),
    ...(model.earlier.length === 0 ? [] : [section('earlier', words.earlier, renderEarlier(model))]),
    ...(model.approvals.length === 0 ? [] : [section('approvals', words.approvals, model.approvals.map((each) => renderApproval(each, model, send)))]),
  ];
}

function section(id: string, title: string, content: readonly Node[]): HTMLElement {
  const heading = `heading-${id}`;
  return element('section', { 'aria-labelledby': heading }, element('h2', { id: heading }, title), ...content);
}

function renderTrust({ level, label, reason, rule }: ReviewTrust, { words, readOnly }: ReviewModel, send: Send): HTMLElement {
  const deciding = rule === null ? [] : [element('p', {}, button({ label: rule.text, key: 'trust-rule', look: 'link' }, () => { send({ type: 'open-link', link: rule.link }); }))];
  const add = button({ label: words.addRule, key: 'add-rule', look: 'secondary' }, () => { send({ type: 'add-rule' }); });
  return section('trust', words.trust, [
    element('p', {}, element('span', { class: `status level-${level}` }, label)),
    element('p', {}, reason),
    ...deciding,
    ...(readOnly ? [] : [element('div', { class: 'actions' }, add)]),
  ]);
}

function renderRuns({ runs, form, words }: ReviewModel, send: Send): HTMLElement {
  if (runs.length === 0) return section('runs', words.runs, [element('p', { class: 'note' }, words.noRuns)]);
  return section('runs', words.runs, [element('ul', { class: 'rows' }, ...runs.map((run) => renderRun(run, form?.run === run.id, { words, send })))]);
}

function renderRun({ id, label, note, diff }: ReviewRun, isChosen: boolean, { words, send }: { words: ReviewModel['words']; send: Send }): HTMLElement {
  const choose = button({ label: label, key: `run:${id}`, look: 'link' }, () => { send({ type: 'choose-run', run: id }); });
  if (isChosen) choose.setAttribute('aria-current', 'true');
  const compare = diff === null ? [] : [' ', button({ label: words.showDiff, key: `diff:${id}`, look: 'link' }, () => { send({ type: 'open-link', link: diff }); })];
  return element('li', {}, choose, ' ', element('span', { class: 'note' }, note), ...compare);
}

function renderEarlier({ earlier }: ReviewModel): Node[] {
  return earlier.map(({ label, note, lines }) => element('div', { class: 'group' },
    element('h3', {}, label), element('p', { class: 'note' }, note), ...lines.map((line) => element('p', {}, line))));
}

function renderApproval({ id, label, note }: WaitingApproval, { words, readOnly }: ReviewModel, send: Send): HTMLElement {
  const approve = button({ label: words.approve, key: `approve:${id}`, look: 'primary' }, () => { send({ type: 'approve', approval: id }); });
  const reject = button({ label: words.reject, key: `reject:${id}`, look: 'secondary' }, () => { send({ type: 'reject', approval: id }); });
  const actions = readOnly ? [] : [element('div', { class: 'actions', role: 'group', 'aria-label': label }, approve, reject)];
  return element('div', { class: 'group' }, element('h3', {}, label), element('p', { class: 'note' }, note), ...actions);
}
