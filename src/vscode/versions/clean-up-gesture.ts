import { l10n } from 'vscode';
import type { Refusal } from '../../core/plans/plan.js';
import type { Swept } from '../../node/versions/content-store.js';
import { askModal, askOne, tellDone, tellRefusal } from '../ask.js';
import { tellRefused } from '../tell-refused.js';
import { inView, type VersionWork } from './version-work.js';

/** Makes room: says how much first, and what cannot be undone afterwards. */
export async function cleanUpContent({ desk }: VersionWork): Promise<void> {
  const { t } = l10n;
  const looked = await inView(t('Looking at stored contents'), () => removable(desk));
  if ('message' in looked) {
    tellRefused(looked);
    return;
  }
  const { unneeded, all } = looked;
  if (all.contents === 0) {
    tellRefusal(t('Everything that is stored belongs to a version that is not over; there is nothing to clean up.'));
    return;
  }
  const ended = await askOne<boolean>(t('Remove which stored contents?'), [
    ...(unneeded.contents === 0 ? [] : [{ label: t('What no record names any more'), description: sizeText(unneeded), icon: 'trash', value: false }]),
    { label: t('Also of versions that are over'), description: sizeText(all), detail: t('They cannot be rolled back after that, and their differences not be shown.'), icon: 'trash', value: true },
  ]);
  if (ended === null) return;
  const swept = ended ? all : unneeded;
  const detail = ended ? t('Versions that are completed, failed or rolled back cannot be rolled back after that. Your files stay as they are.') : t('No record names them. Your files stay as they are.');
  if (!await askModal(t('Remove {0} for good?', sizeText(swept)), detail, t('Remove'))) return;
  const done = await inView(t('Cleaning up'), () => desk.clean({ ended, dry: false }));
  if ('message' in done) tellRefused(done);
  else void tellDone(t('{0} removed.', sizeText(done)));
}

interface Removable {
  readonly unneeded: Swept;
  /** With what only versions need that are over. */
  readonly all: Swept;
}

async function removable(desk: VersionWork['desk']): Promise<Removable | Refusal> {
  const unneeded = await desk.clean({ ended: false, dry: true });
  if ('message' in unneeded) return unneeded;
  const all = await desk.clean({ ended: true, dry: true });
  return 'message' in all ? all : { unneeded, all };
}

/** "12 contents, 3.4 MB" */
function sizeText({ contents, bytes }: Swept): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = Math.min(units.length - 1, bytes === 0 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const size = `${(bytes / 1_000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power] ?? ''}`;
  return contents === 1 ? l10n.t('1 content, {0}', size) : l10n.t('{0} contents, {1}', contents, size);
}
