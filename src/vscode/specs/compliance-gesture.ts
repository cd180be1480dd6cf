import { ProgressLocation, l10n, window } from 'vscode';
import type { CancelSignal } from '../../core/ports.js';
import { deriveCompliance, type Compliance, type Trace } from '../../core/specs/compliance.js';
import { traceFiles } from '../../core/specs/trace-files.js';
import { askOne } from '../ask.js';
import type { Root } from '../roots/root.js';
import { openSpec, readSpec } from './open-spec.js';

const icons: Readonly<Record<Trace['state'], string>> = { missing: 'circle-slash', incomplete: 'circle-large-outline', complete: 'pass-filled' };

/**
 * Follows the requirements of a spec through tasks, tests and code, as `workflow spec compliance` does, and lists how far each is
 * built; choosing one opens the spec there.
 */
export async function showCompliance(root: Root, path: string): Promise<void> {
  const spec = await readSpec(root, path);
  if (spec === null) return;
  const compliance = await lookThrough(root, async (signal) => deriveCompliance(spec.spec, await traceFiles(root.open.files, signal)));
  if (compliance === null) return;
  const { traces } = compliance;
  const complete = traces.filter(({ state }) => state === 'complete').length;
  const title = traces.length === 0 ? l10n.t('The spec has no requirements.') : l10n.t('{0} of {1} requirements are complete', complete, traces.length);
  const picked = await askOne(title, traces.map((trace) => ({ label: trace.id, description: stateLabel(trace.state), detail: foundIn(trace), icon: icons[trace.state], value: trace.id })));
  if (picked !== null) await openSpec(root, path, picked);
}

/** The files of a whole working tree are many: the person sees that it goes on, and can end it. `null`: they did. */
async function lookThrough(root: Root, look: (signal: Pick<CancelSignal, 'aborted'>) => Promise<Compliance>): Promise<Compliance | null> {
  const options = { location: ProgressLocation.Notification, title: l10n.t('Looking through the files of {0}', root.name), cancellable: true };
  return window.withProgress(options, async (_, token) => {
    const compliance = await look({ get aborted() { return token.isCancellationRequested; } });
    return token.isCancellationRequested ? null : compliance;
  });
}

function stateLabel(state: Trace['state']): string {
  return { missing: l10n.t('missing'), incomplete: l10n.t('incomplete'), complete: l10n.t('complete') }[state];
}

function foundIn({ tasks, tests, code }: Trace): string {
  const t = l10n.t;
  const listed = (paths: readonly string[]): string => (paths.length <= 3 ? paths.join(', ') : `${paths.slice(0, 3).join(', ')}, …`);
  const named = [[t('Tasks'), tasks], [t('Tests'), tests], [t('Code'), code]] as const;
  return named.map(([name, found]) => `${name}: ${found.length === 0 ? t('none') : listed(found)}`).join(' · ');
}
