import { workflowDirectory } from '../layout/state-layout.js';
import type { Plan } from '../plans/plan.js';

/**
 * Makes a folder ready for sessions. Sessions bring their own files when they are made, so a state root needs nothing but
 * the place for them; what is there already is left alone.
 */
export const initialisePlan: Plan = {
  kind: 'plan',
  title: 'Prepare this folder for sessions',
  steps: [{ kind: 'make-directory', path: workflowDirectory }],
  transitions: [],
};
