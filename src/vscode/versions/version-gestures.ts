import { l10n } from 'vscode';
import type { ApprovalKind } from '../../core/versions/version.js';
import type { VersionState } from '../../core/versions/versions.js';
import { shownFeature } from '../../core/workflow/selectors.js';
import { askText } from '../ask.js';
import type { VersionTarget } from '../target.js';
import { inView, tellOutcome, versionMeant, type VersionWork } from './version-work.js';

/** Begins a version of a feature. */
export async function createVersion(work: VersionWork): Promise<void> {
  const { t } = l10n;
  const feature = await askText({
    title: t('Create Version'), prompt: t('The feature that it is a version of'), value: shownFeature(work.root.state) ?? '', check: (text) => (text === '' ? t('A version needs a feature.') : null),
  });
  if (feature === null) return;
  const done = await work.desk.create({ feature });
  tellOutcome(done, t('{0} of {1} is there.', done.kind === 'done' ? done.versions.versions.at(-1)?.name ?? '' : '', feature));
}

const isOpen = ({ record }: VersionState): boolean => record.status === 'pending' || record.status === 'in_progress';

/** Ends a version; what stands against it is said. */
export async function completeVersion(work: VersionWork, target: VersionTarget | null): Promise<void> {
  const { t } = l10n;
  const version = await versionMeant(work, target, { title: t('Complete which version?'), none: t('No version is open.'), fits: isOpen });
  if (version === null) return;
  const done = await inView(t('Completing {0}', version.name), () => work.desk.complete(version.name));
  tellOutcome(done, target === null ? t('{0} is completed.', version.name) : null);
}

/** Says yes to the design or the implementation of a version. */
export async function approve(work: VersionWork, target: VersionTarget | null, kind: ApprovalKind): Promise<void> {
  const { t } = l10n;
  const version = await versionMeant(work, target, { title: t('Approve which version?'), none: t('No version is open.'), fits: isOpen });
  if (version === null) return;
  const done = await work.desk.approve(version.name, { kind, reject: false, reason: '' });
  const said = kind === 'design' ? t('The design of {0} is approved.', version.name) : t('The implementation of {0} is approved.', version.name);
  tellOutcome(done, target === null ? said : null);
}

/** Says no, and why. */
export async function reject(work: VersionWork, target: VersionTarget | null, kind: ApprovalKind): Promise<void> {
  const { t } = l10n;
  const version = await versionMeant(work, target, { title: t('Reject which version?'), none: t('No version is open.'), fits: isOpen });
  const reason = version === null ? null : await askText({
    title: kind === 'design' ? t('Reject the design of {0}', version.name) : t('Reject the implementation of {0}', version.name), prompt: t('What is missing, or wrong?'),
    check: (text) => (text === '' ? t('A rejection needs a reason.') : null),
  });
  if (version === null || reason === null) return;
  const done = await work.desk.approve(version.name, { kind, reject: true, reason });
  const said = kind === 'design' ? t('The design of {0} is rejected.', version.name) : t('The implementation of {0} is rejected.', version.name);
  tellOutcome(done, target === null ? said : null);
}
