import { l10n, workspace } from 'vscode';
import { diagnoseGates } from '../../core/worktrees/diagnose-neighbours.js';
import { clock } from '../../node/clock.js';
import { gateHealths } from '../../node/gate/gate-hooks.js';
import { hookedTreeAt } from '../../node/gate/hooked-trees.js';
import { cureAll } from '../../node/worktrees/cure.js';
import { openGit } from '../../node/git/git.js';
import type { WorktreePlace } from '../../node/worktrees/place.js';
import { examine } from '../../node/worktrees/doctor.js';
import { askModal, tellDone } from '../ask.js';
import type { Root } from '../roots/root.js';
import type { AgentDesk } from './agent-desk.js';

/** Says what is wrong with worktrees, and mends what can be mended without losing anything, if the person wants it. */
export async function checkWorktrees({ open }: Root, { traces }: AgentDesk): Promise<void> {
  const { t } = l10n;
  const where: WorktreePlace = { place: open.place, git: openGit(open.place.root), home: traces.home };
  const tree = workspace.isTrusted ? hookedTreeAt(open.place.root) : null;
  const complaints = [...examine(where), ...diagnoseGates(tree === null ? [] : await gateHealths(tree))];
  if (complaints.length === 0) {
    void tellDone(t('All worktrees are in order.'));
    return;
  }
  const sentences = complaints.map(({ message }) => message);
  if (!complaints.some(({ cure }) => cure !== null)) {
    void tellDone(sentences.join(' '));
    return;
  }
  if (!await askModal(t('Mend what is wrong with the worktrees?'), sentences.join('\n'), t('Mend'))) return;
  const cured = await cureAll(where, complaints, { apply: open.apply, now: clock.now() });
  void tellDone(cured.map(({ note }) => note).join(' '));
}
