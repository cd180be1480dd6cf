import { refusal } from '../../core/plans/plan.js';
import { workflowDirectory } from '../../core/layout/state-layout.js';
import { initialisePlan } from '../../core/workflow/plan-initialise.js';
import { plainLine } from '../../core/text/escape.js';
import { preview } from '../change.js';
import { answer, type CommandRow, type Run } from '../command.js';

const init: Run = async ({ root, options }) => {
  const found = await root.files.list(workflowDirectory);
  const place = plainLine(`${root.place.root}/${workflowDirectory}`);
  if (found.kind === 'unreadable') return refusal('init/no-folder', `${place} is there and no folder that can be read (${found.reason}); move it away first.`);
  const isThere = found.kind === 'entries';
  if (options.dryRun === true) return preview(isThere ? [] : [initialisePlan]);
  const outcome = isThere ? null : await root.apply(initialisePlan);
  if (outcome?.kind === 'conflict') return refusal('init/conflict', `${outcome.message} Look at it and try again.`);
  const [written, leftAlone] = isThere ? [[], [workflowDirectory]] : [[workflowDirectory], []];
  const list = answer(() => ({ written, leftAlone }), () => `${place}: ${isThere ? 'left alone' : 'made'}\n`);
  return isThere ? list : { ...list, notice: 'Next: workflow session create <title>' };
};

export const initCommand: CommandRow = {
  name: 'init', words: '', summary: 'prepare this repository for sessions; what is there already is left alone', options: ['dryRun'], run: init,
};
