import { l10n, workspace } from 'vscode';
import { describePlan } from '../../core/plans/describe-plan.js';
import type { Applied } from '../../core/plans/applied.js';
import type { Plan, Refusal } from '../../core/plans/plan.js';
import type { Request } from '../../core/plans/request.js';
import { sessionByPath } from '../../core/workflow/selectors.js';
import { askModal, tellDone, tellRefusal } from '../ask.js';
import { dirtyFiles } from '../dirty-files.js';
import type { Root } from '../roots/root.js';
import type { Roots } from '../roots/roots.js';
import type { TaskTarget } from '../target.js';
import type { Doing, UndoHistory } from '../undo-history.js';
import { tellRefused } from '../tell-refused.js';

/** Turns what a person asked for into a change of the state: asks where asking is due, tells of refusals, remembers for undo. */
export class Gestures {
  /** `onApplied`: told of every change, also of one that takes another back. */
  constructor(private readonly roots: Roots, private readonly history: UndoHistory, private readonly onApplied: (root: Root, applied: Applied) => void) {}

  /** What was done, or `null` when nothing was: refused, or the person said no. */
  async perform(root: Root, request: Request): Promise<Applied | null> {
    if (!workspace.isTrusted) {
      tellRefusal(l10n.t('This folder is in Restricted Mode: nothing is written until you trust it.'));
      return null;
    }
    if (!(await isAgreed(root, request))) return null;
    const outcome = await root.open.perform(request, (plan) => confirm(request, plan));
    if (outcome.kind === 'applied') {
      this.history.push({ root: root.root, applied: outcome });
      this.onApplied(root, outcome);
      return outcome;
    }
    if (outcome.code === 'held' && (await askToSave(root, outcome))) return this.perform(root, request);
    // Who said no or did not save knows; everything else is told.
    if (outcome.code !== 'held' && outcome.code !== 'unconfirmed') tellRefused(outcome);
    return null;
  }

  /** A task dragged under another one, or out of it. */
  async move({ root, session, task }: TaskTarget, parent: string | null): Promise<void> {
    const holder = this.roots.at(root);
    if (holder !== null) await this.perform(holder, { do: 'move-task', session, task, parent });
  }

  /** Something that touches many things at once, which is offered to be taken back at once. */
  async performMany(root: Root, request: Request): Promise<void> {
    const applied = await this.perform(root, request);
    if (applied === null) return;
    void tellDone(applied.plan.title, { title: l10n.t('Undo'), run: () => this.#takeBack({ root: root.root, applied }) });
  }

  /** Takes the last change back, unless somebody has changed the same since. */
  async undo(): Promise<void> {
    const { last } = this.history;
    if (last === null) tellRefusal(l10n.t('There is nothing to undo.'));
    else await this.#takeBack(last);
  }

  async #takeBack(doing: Doing): Promise<void> {
    const root = this.roots.at(doing.root);
    if (!this.history.take(doing.applied) || root === null) {
      tellRefusal(l10n.t('"{0}" was taken back already.', doing.applied.plan.title));
      return;
    }
    const outcome = await root.open.undo(doing.applied);
    if (outcome.kind === 'applied') {
      this.onApplied(root, outcome);
      return;
    }
    if (outcome.code === 'held') this.history.push(doing);
    tellRefused(outcome);
  }
}

/** What is asked about even where nothing is lost, because it moves what a person may be looking for. */
const alwaysAsked: ReadonlySet<Request['do']> = new Set(['archive-session', 'adopt-todo']);

/** A plan with a warning is asked about when it is carried out, a refusal is told then. */
async function isAgreed(root: Root, request: Request): Promise<boolean> {
  if (request.do === 'complete-session') return isAgreedToComplete(root, request.session);
  if (!alwaysAsked.has(request.do)) return true;
  const plan = await root.open.plan(request);
  return plan.kind === 'refusal' || plan.warning !== undefined || confirm(request, plan);
}

/** That tasks are left over may have been overlooked. */
async function isAgreedToComplete({ state }: Root, path: string): Promise<boolean> {
  const session = sessionByPath(state, path);
  const open = session?.tasks.all.filter(({ kind, status }) => kind === 'leaf' && status !== 'completed' && status !== 'skipped') ?? [];
  if (session === null || open.length === 0) return true;
  const question = open.length === 1 ? l10n.t('{0} has an open task. Complete it all the same?', session.title) : l10n.t('{0} has {1} open tasks. Complete it all the same?', session.title, open.length);
  const [first, more] = [open.slice(0, mostNamed), open.length - mostNamed];
  const detail = [...first.map(({ id, title, status }) => `${id}: ${title} (${status})`), ...(more > 0 ? [l10n.t('and {0} more', more)] : []), l10n.t('They stay as they are.')];
  return askModal(question, detail.join('\n'), l10n.t('Complete'));
}

/** Most tasks that a question names. */
const mostNamed = 5;

/** Says exactly what will happen, one line a step. */
function confirm(request: Request, plan: Plan): Promise<boolean> {
  return askModal(plan.warning ?? `${plan.title}?`, describePlan(plan).join('\n'), verbOf(request));
}

/** What the button says: the verb alone, the question has said the rest. */
function verbOf(request: Request): string {
  const t = l10n.t;
  const verbs: Partial<Record<Request['do'], string>> = {
    'archive-session': t('Archive'), 'adopt-todo': t('Regenerate'), 'reopen-session': t('Reopen'), 'activate-session': t('Reopen'), 'set-task-status': t('Reopen'), 'accept-todo-row': t('Reopen'),
  };
  return verbs[request.do] ?? t('Go Ahead');
}

/** What the person is writing in is saved only if they say so; then the same can be tried again. */
async function askToSave(root: Root, { message }: Refusal): Promise<boolean> {
  const dirty = [...dirtyFiles(root).values()];
  const isWanted = dirty.length > 0 && (await askModal(message, dirty.map(({ fileName }) => fileName).join('\n'), l10n.t('Save and Go On')));
  if (!isWanted) return false;
  const saved = await Promise.all(dirty.map((document) => document.save()));
  return saved.every((isSaved) => isSaved);
}
