import { Uri, l10n, workspace } from 'vscode';
import { tellRefusal } from '../ask.js';
import type { JudgedFile, TrustModels } from './trust-models.js';
import { subjectInFront } from './trust-subject.js';

/** What the gestures work with. */
export interface TrustDesk {
  readonly models: TrustModels;
}

/** The file a command means: the given one, else the one in front. Says why there is none. */
export function fileMeant({ models }: TrustDesk, given: unknown): JudgedFile | null {
  const front = subjectInFront();
  const uri = given instanceof Uri ? given : front?.kind === 'file' ? front.uri : null;
  const file = uri === null ? null : models.judge(uri);
  if (file === null) tellRefusal(l10n.t('This is no file in the folder, so it has no trust level. Open one first.'));
  return file;
}

/** In Restricted Mode nothing is written, and the person is told so. */
export function mayWrite(): boolean {
  if (!workspace.isTrusted) tellRefusal(l10n.t('This folder is in Restricted Mode: nothing is written until you trust it.'));
  return workspace.isTrusted;
}
