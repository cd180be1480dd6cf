import { refusal } from '../../core/plans/plan.js';
import { recordJson } from '../../core/versions/record-codec.js';
import { deriveIndex } from '../../core/versions/summary.js';
import type { ApprovalKind } from '../../core/versions/version.js';
import type { VersionState } from '../../core/versions/versions.js';
import { isRefusal } from '../choose-session.js';
import { answer, type Answer, type Run } from '../command.js';
import type { Refusal } from '../../core/plans/plan.js';
import type { Swept } from '../../node/versions/content-store.js';
import type { Done } from '../../node/versions/version-desk.js';
import { deskOf, told, versionAnswer } from './desk-answer.js';
import { renderVersions } from './record-text.js';

export const createVersion: Run = async (context, [feature = '']) => {
  const { continues } = context.options;
  const done = await deskOf(context).create({ feature, ...(continues === undefined ? {} : { parent: continues }) });
  return told(done, ({ versions }) => lastOf(versions.versions));
};

function lastOf(versions: readonly VersionState[]): Answer | Refusal {
  const version = versions.at(-1);
  return version === undefined ? refusal('version/gone', 'It was made, but somebody took it away meanwhile; see: workflow version list') : versionAnswer(version);
}

export const listVersions: Run = async (context) => {
  const { versions } = await deskOf(context).load();
  const list = answer(() => recordJson(deriveIndex(versions).versions), () => renderVersions(versions));
  return versions.length > 0 ? list : { ...list, notice: 'There is no version yet; make one with: workflow version create <feature>' };
};

export const showVersion: Run = async (context, [named = '']) => versionIn(await deskOf(context).load(), named);

function versionIn({ versions }: Pick<Done['versions'], 'versions'>, named: string): Answer | Refusal {
  const version = versions.find(({ name }) => name === named);
  if (version === undefined) return refusal('version/unknown', `There is no version ${named}; see: workflow version list`);
  return version.broken ? refusal('version/unreadable', `${version.path} cannot be read; see what is wrong with: workflow check ${version.path}`) : versionAnswer(version);
}

export const completeVersion: Run = async (context, [named = '']) => told(await deskOf(context).complete(named), ({ versions }) => versionIn(versions, named));

/** The version that an approval is about: the named one, else the latest that is not over. */
function meant({ versions }: Done['versions'], named: string | undefined): VersionState | undefined {
  return versions.findLast(({ name, record }) => (named === undefined ? record.status === 'pending' || record.status === 'in_progress' : name === named));
}

/** Decides about the design or the implementation of a version. */
const approve = (kind: ApprovalKind): Run => async (context) => {
  const { in: named, reject = false, reason = '' } = context.options;
  const desk = deskOf(context);
  const version = meant(await desk.load(), named);
  const name = version?.name ?? named;
  return told(await desk.approve(name, { kind, reject, reason }), ({ versions }) => versionIn(versions, name ?? ''));
};

export const approveDesign = approve('design');
export const approveImplementation = approve('implementation');

/** Makes room: what no version needs any more, and with `--all` also what only versions need that are over. */
export const cleanVersions: Run = async (context) => {
  const { all = false, dryRun = false } = context.options;
  const swept = await deskOf(context).clean({ ended: all, dry: dryRun });
  return isRefusal(swept) ? swept : answer(() => swept, () => `${saySwept(swept, { all, dryRun })}\n`);
};

function saySwept({ contents, bytes }: Swept, { all, dryRun }: { readonly all: boolean; readonly dryRun: boolean }): string {
  if (contents === 0) return `Nothing to remove: a record needs each content that is kept${all ? '.' : '; --all also removes those of versions that are over.'}`;
  const size = bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
  return `${dryRun ? 'Would remove' : 'Removed'} ${contents} ${contents === 1 ? 'content' : 'contents'} of files as they were, ${size}.`;
}
