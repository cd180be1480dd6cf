import type { PageBlock, PageLine, PageSection, TaskPageModel, TaskPageToHost } from '../../protocol/task-page.js';
import { button } from '../button.js';
import { element } from '../element.js';

type Send = (intent: TaskPageToHost) => void;

/** The page as elements. Text reaches the document only as text nodes, so nothing in a task file can become markup. */
export function renderTaskPage(model: TaskPageModel, send: Send): Node[] {
  return [
    renderHeader(model, send),
    ...(model.notice === null ? [] : [element('p', { class: 'notice', role: 'note' }, model.notice)]),
    renderActions(model, send),
    ...model.sections.map((section) => renderSection(section, send)),
  ];
}

function renderHeader(model: TaskPageModel, send: Send): HTMLElement {
  const facts = model.facts.flatMap((fact) => [
    element('dt', {}, fact.name),
    element('dd', {}, renderLine(fact.value, `fact:${fact.name}`, send)),
  ]);
  return element(
    'header',
    {},
    element('p', { class: 'eyebrow' }, element('span', { class: 'id' }, model.id), ' ', element('span', { class: `status status-${model.status.word}` }, model.status.label)),
    element('h1', { tabindex: '-1', 'data-key': 'title' }, model.title),
    element('dl', { class: 'facts', 'aria-label': model.words.facts }, ...facts),
  );
}

function renderActions(model: TaskPageModel, send: Send): HTMLElement {
  const statusButtons = model.actions.map(({ status, label, primary }) => (
    button({ label, key: `status:${status}`, look: primary ? 'primary' : 'secondary' }, () => { send({ type: 'set-status', status }); })));
  const open = button({ label: model.words.openJson, key: 'open-json', look: 'secondary' }, () => { send({ type: 'open-json' }); });
  return element('nav', { class: 'actions', 'aria-label': model.words.actions }, ...statusButtons, open);
}

function renderSection(section: PageSection, send: Send): HTMLElement {
  const heading = `heading-${section.id}`;
  return element(
    'section',
    { 'aria-labelledby': heading },
    element('h2', { id: heading }, section.title),
    ...section.blocks.map((block, index) => renderBlock(block, `${section.id}.${String(index)}`, send)),
  );
}

function renderBlock(block: PageBlock, key: string, send: Send): HTMLElement {
  switch (block.kind) {
    case 'text':
      return element('p', {}, block.text);
    case 'code':
      return element('pre', { tabindex: '0', 'data-key': key }, element('code', {}, block.text));
    case 'list':
      return element(block.ordered ? 'ol' : 'ul', {}, ...block.items.map((item, index) => element('li', {}, renderLine(item, `${key}.${String(index)}`, send))));
    case 'group':
      return element('div', { class: 'group' }, element('h3', {}, block.title), ...block.blocks.map((inner, index) => renderBlock(inner, `${key}.${String(index)}`, send)));
  }
}

function renderLine(line: PageLine, key: string, send: Send): HTMLElement {
  const note = line.note === undefined ? [] : [' ', element('span', { class: 'note' }, line.note)];
  return element('span', {}, renderText(line, key, send), ...note);
}

/** A link is a button: it goes nowhere by itself, the extension decides what it opens. */
function renderText({ text, link }: PageLine, key: string, send: Send): HTMLElement | string {
  if (link === undefined) return text;
  return button({ label: text, key, look: 'link' }, () => { send({ type: 'open-link', link }); });
}
