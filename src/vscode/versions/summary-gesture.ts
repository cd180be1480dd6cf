import { posix } from 'node:path';
import { l10n } from 'vscode';
import { summarisedTask } from '../../core/layout/state-layout.js';
import { summaryPathOf } from '../../core/versions/task-summary.js';
import { tellRefusal } from '../ask.js';
import { openFile } from '../commands/open-file.js';
import type { VersionTarget } from '../target.js';
import { runMeant, type VersionWork } from './version-work.js';

/** Opens what was written at the end of a task, under either name that it may have. */
export async function showSummary(work: VersionWork, target: VersionTarget | null): Promise<void> {
  const { t } = l10n;
  const run = await runMeant(work, target, { title: t('Summary of which run?'), none: t('No run is completed yet, so there is no summary.'), fits: ({ record }) => record.status === 'completed' });
  if (run === null) return;
  const usual = run.snapshot === null ? null : summaryPathOf(run.snapshot);
  const folder = usual === null ? null : posix.dirname(usual);
  const listed = folder === null ? null : await work.root.open.files.list(folder);
  const name = listed?.kind === 'entries' ? listed.entries.find((entry) => summarisedTask(entry.name) === run.snapshot?.id)?.name : undefined;
  if (folder === null || name === undefined) tellRefusal(t('{0} has no summary: one is written beside the task of a session when its run is completed.', run.task));
  else await openFile(work.root, `${folder}/${name}`);
}
