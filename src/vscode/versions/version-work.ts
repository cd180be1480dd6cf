import { l10n, window } from 'vscode';
import type { Refusal } from '../../core/plans/plan.js';
import type { RunState, VersionState } from '../../core/versions/versions.js';
import type { VersionDesk } from '../../node/versions/version-desk.js';
import { askOne, tellDone, tellRefusal } from '../ask.js';
import type { Root } from '../roots/root.js';
import type { VersionTarget } from '../target.js';
import { tellRefused } from '../tell-refused.js';
import { deskOf } from './desk-of.js';
import { runIcon, runStatusLabel, versionIcon, versionStatusLabel } from './version-look.js';

/** A root whose versions somebody does something with. */
export interface VersionWork {
  readonly root: Root;
  readonly desk: VersionDesk;
}

export function workOn(root: Root): VersionWork {
  return { root, desk: deskOf(root) };
}

/** Work on versions is shown where they are shown. */
export function inView<Outcome>(title: string, work: () => Promise<Outcome>): Thenable<Outcome> {
  return window.withProgress({ location: { viewId: 'workflow.versions' }, title }, work);
}

/** Says why it was not done, what the person should know besides, and what was done (`null`: they see that where they clicked). */
export function tellOutcome(outcome: Refusal | { readonly kind: 'done'; readonly notes: readonly string[] }, done: string | null): void {
  if (outcome.kind === 'refusal') {
    tellRefused(outcome);
    return;
  }
  const said = [done ?? [], ...outcome.notes].flat();
  if (said.length > 0) void tellDone(said.join(' '));
}

/** The version that was clicked, else the only one that fits, else the one that the person picks; `null`: there is none, or they went away. */
export async function versionMeant({ desk }: VersionWork, target: VersionTarget | null, { title, none, fits }: Question<VersionState>): Promise<VersionState | null> {
  const { versions } = await desk.load();
  const given = target === null ? undefined : versions.find(({ name }) => name === target.version);
  if (given !== undefined) return given;
  return pick(versions.filter((each) => !each.broken && fits(each)).toReversed(), { title, none }, (version) => ({
    label: `${version.name}: ${version.record.feature}`, description: versionStatusLabel(l10n.t, version.record.status), icon: versionIcon(version.record.status).id, value: version }));
}

/** The run that was clicked, else the only one that fits, else the one that the person picks. */
export async function runMeant({ desk }: VersionWork, target: VersionTarget | null, { title, none, fits }: Question<RunState>): Promise<RunState | null> {
  const { versions } = await desk.load();
  const runs = versions.flatMap((version) => version.runs).toReversed();
  const given = target === null ? undefined : runs.find(({ directory }) => directory === target.run);
  if (given !== undefined) return given;
  return pick(runs.filter((each) => !each.broken && fits(each)), { title, none }, (run) => ({
    label: run.task, description: `${run.version} · ${runStatusLabel(l10n.t, run.record.status)}`, detail: run.record.agent, icon: runIcon(run.record.status).id, value: run }));
}

interface Question<Item> {
  readonly title: string;
  /** What is said where nothing fits. */
  readonly none: string;
  readonly fits: (item: Item) => boolean;
}

async function pick<Item>(items: readonly Item[], { title, none }: Omit<Question<Item>, 'fits'>, choiceOf: (item: Item) => Parameters<typeof askOne<Item>>[1][number]): Promise<Item | null> {
  const [first, ...others] = items;
  if (first === undefined) {
    tellRefusal(none);
    return null;
  }
  return others.length === 0 ? first : askOne(title, items.map(choiceOf));
}
