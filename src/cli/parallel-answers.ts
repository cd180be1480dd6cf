import { allocate, get, inUse, list, release } from './port-answers.js';

/** What answers about agents that work side by side: a part of its own, because it needs YAML and other programs. */
export const parallelAnswers = {
  'port allocate': allocate, 'port get': get, 'port release': release, 'port in-use': inUse, 'port list': list,
} as const;
