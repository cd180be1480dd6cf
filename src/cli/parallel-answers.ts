import { attach, output, send, start, stop } from './agent-answers.js';
import { monitor } from './monitor-answers.js';
import { allocate, get, inUse, list, release } from './port-answers.js';

/** What answers about agents that work side by side: a part of its own, because it needs YAML and other programs. */
export const parallelAnswers = {
  'port allocate': allocate, 'port get': get, 'port release': release, 'port in-use': inUse, 'port list': list,
  'parallel start': start, 'parallel send': send, 'parallel output': output, 'parallel attach': attach, 'parallel stop': stop,
  monitor,
} as const;
