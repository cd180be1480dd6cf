import type { NextRun } from '../../core/progress/next-run.js';
import { plainLine } from '../../core/text/escape.js';
import type { AgentTarget } from '../target.js';
import type { Translate } from '../translate.js';
import type { TreeNode } from '../trees/tree-node.js';

/** The hand-over of an agent: what its next run needs, and the file that says it, relative to the state root. */
export interface HandOver {
  readonly path: string;
  readonly next: NextRun;
}

interface Place {
  /** Begins the ids of all rows. */
  readonly id: string;
  readonly target: AgentTarget;
  readonly t: Translate;
}

/** One row that says what to do next, and below it everything else the next run needs (document 002, BE-004). */
export function handOverRow({ id, target, t }: Place, { path, next }: HandOver): TreeNode {
  const place = { id: `${id}:hand-over`, target, t };
  const label = t('Next run');
  const step = plainLine(next.nextStep);
  const children = [
    ...(next.lastTask === null ? [] : [row(place, { key: 'last', label: t('Last task'), text: next.lastTask, icon: 'history' })]),
    ...(next.interrupted ? [row(place, { key: 'interrupted', label: t('Interrupted'), text: t('the last run did not end properly'), icon: 'warning' })] : []),
    ...group(place, { key: 'doing', label: t('In progress'), icon: 'play-circle' }, next.inProgress.map(({ text }) => text)),
    ...group(place, { key: 'notes', label: t('Notes'), icon: 'note' }, next.notes),
    ...group(place, { key: 'files', label: t('Files'), icon: 'files' }, next.files),
    ...group(place, { key: 'decisions', label: t('Decisions'), icon: 'law' }, next.decisions),
    ...group(place, { key: 'done', label: t('Completed'), icon: 'pass' }, next.completed),
  ];
  return {
    id: place.id, target, label, description: step, tooltip: [next.summary, next.nextStep, path], spoken: `${label}: ${step}`,
    icon: { id: 'arrow-right' }, context: 'hand-over', children, shape: children.length === 0 ? 'leaf' : 'collapsed', click: 'workflow.showHandOver',
  };
}

interface Words {
  readonly key: string;
  readonly label: string;
  readonly icon: string;
}

function row({ id, target }: Place, { key, label, text, icon }: Words & { readonly text: string }): TreeNode {
  const said = plainLine(text);
  return {
    id: `${id}:${key}`, target, label, description: said, tooltip: [label, text], spoken: `${label}: ${said}`,
    icon: { id: icon }, context: 'line', children: [], shape: 'leaf', click: null,
  };
}

function group({ id, target }: Place, { key, label, icon }: Words, texts: readonly string[]): TreeNode[] {
  if (texts.length === 0) return [];
  const children = texts.map((text, index): TreeNode => {
    const said = plainLine(text);
    return {
      id: `${id}:${key}:${index}`, target, label: said, description: '', tooltip: [text], spoken: said,
      icon: { id: 'dash' }, context: 'line', children: [], shape: 'leaf', click: null,
    };
  });
  return [{
    id: `${id}:${key}`, target, label, description: String(texts.length), tooltip: [label], spoken: `${label}: ${texts.length}`,
    icon: { id: icon }, context: 'line', children, shape: 'collapsed', click: null,
  }];
}
