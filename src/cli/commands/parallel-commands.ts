import type { CommandRow } from '../command.js';
import type { parallelAnswers } from '../parallel-answers.js';

type Name = keyof typeof parallelAnswers;

/** A row whose answer is in a part of its own. */
function row(name: Name, about: Pick<CommandRow, 'words' | 'summary'> & Partial<CommandRow>): CommandRow {
  return { name, options: [], stateless: true, ...about, run: async (context, words) => (await import('../parallel-answers.js')).parallelAnswers[name](context, words) };
}

export const parallelCommands: readonly CommandRow[] = [
  row('port allocate', { words: '<role>', summary: 'the port of a role; reserves one when it has none', options: ['dryRun'] }),
  row('port get', { words: '<role>', summary: 'the port that a role has; exit 1: it has none' }),
  row('port release', { words: '<role>', summary: 'give the port of a role back', options: ['dryRun'] }),
  row('port in-use', { words: '<port>', summary: 'does anybody on this machine listen there? exit 0: yes, 1: no' }),
  row('port list', { words: '', summary: 'which role has which port' }),
  row('parallel start', {
    words: '<feature>', summary: 'start an agent for each role of a feature, with a worktree, a port and a pane of its own', options: ['roles', 'command', 'dryRun', 'yes'],
  }),
  row('parallel send', { words: '<feature> <role> <text...>', summary: 'type a line into the pane of a role' }),
  row('parallel output', { words: '<feature> <role>', summary: 'what the pane of a role shows, as plain text', options: ['lines'] }),
  row('parallel attach', { words: '<feature>', summary: 'show the panes in this terminal, until you detach (Ctrl-B D)' }),
  row('parallel stop', { words: '<feature>', summary: 'end the agents of a feature; worktrees in which anything would be lost stay', options: ['yes'] }),
  row('monitor', { words: '', summary: 'how every agent is, those who need you first', options: ['watch'] }),
];
