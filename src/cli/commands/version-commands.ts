import type { CommandRow, Run } from '../command.js';
import type { AnswerName } from '../versions/answers.js';

/** Records are YAML, which other commands do not wait for. */
const later = (name: AnswerName): Run => async (context, words) => (await import('../versions/answers.js')).answers[name](context, words);

const versions: readonly CommandRow[] = [
  { name: 'version create', words: '<feature>', summary: 'begin a version of a feature; its number is the next free one', options: ['continues', 'dryRun'], stateless: true, run: later('createVersion') },
  { name: 'version list', words: '', summary: 'all versions', options: [], stateless: true, run: later('listVersions') },
  { name: 'version show', words: '<version>', summary: 'one version with its runs and approvals', options: [], stateless: true, run: later('showVersion') },
  { name: 'version complete', words: '<version>', summary: 'end a version; refused while a run is open or an approval is missing', options: ['dryRun'], stateless: true, run: later('completeVersion') },
  { name: 'version rollback', words: '<version>', summary: 'undo what was recorded, each file only if nobody changed it since; nothing at all if one stands in the way',
    options: ['run', 'operation', 'partial', 'dryRun'], stateless: true, run: later('rollback') },
  { name: 'version clean', words: '', summary: 'remove contents that no record names; with --all also those of versions that are over, which cannot be undone then', options: ['all', 'dryRun'], stateless: true, run: later('cleanVersions') },
];

const parts: readonly CommandRow[] = [
  { name: 'run start', words: '<task>', summary: 'begin to record what is done for a task; another attempt when there was one', options: ['session', 'in', 'agent', 'as', 'feature', 'dryRun'], run: later('startRun') },
  { name: 'run finish', words: '<task>', summary: 'end the run of a task; what changed becomes its operations', options: ['in', 'as', 'review', 'reason', 'dryRun'], stateless: true, run: later('finishRun') },
  { name: 'run show', words: '<task>', summary: 'the latest run of a task', options: ['in'], stateless: true, run: later('showRun') },
  { name: 'operation record', words: '[paths...]', summary: 'record now what became of these files, or an operation on an entity, a task or a manifest',
    options: ['task', 'in', 'target', 'id', 'as', 'summary', 'dryRun'], stateless: true, run: later('recordOperation') },
  { name: 'operation list', words: '<task>', summary: 'what the latest run of a task did', options: ['in'], stateless: true, run: later('listOperations') },
  { name: 'review start', words: '<task>', summary: 'open the review of a run that waits for one, with the checks that need no command', options: ['in', 'dryRun'], stateless: true, run: later('startReview') },
  { name: 'review check', words: '<task> [checks...]', summary: 'make checks: file_exists, manifest_compliance; code_quality, lint, build, tests by the commands that config.yaml names, with your consent',
    options: ['in', 'yes', 'dryRun'], stateless: true, run: later('checkReview') },
  { name: 'review decide', words: '<task> <decision>', summary: 'decide: approved, rejected or needs_changes', options: ['in', 'notes', 'issue', 'suggestion', 'result', 'dryRun'], stateless: true, run: later('decideReview') },
  { name: 'review show', words: '<task>', summary: 'the review of the latest run of a task', options: ['in'], stateless: true, run: later('showReview') },
  { name: 'approve design', words: '', summary: 'approve the design of a version, or reject it with a reason', options: ['in', 'reject', 'reason', 'dryRun'], stateless: true, run: later('approveDesign') },
  { name: 'approve implementation', words: '', summary: 'approve what was built, or reject it with a reason', options: ['in', 'reject', 'reason', 'dryRun'], stateless: true, run: later('approveImplementation') },
];

/** What belongs to a version is reached with and without the word in front. */
export const versionCommands: readonly CommandRow[] = [...versions, ...parts, ...parts.map((row) => ({ ...row, name: `version ${row.name}`, hidden: true }))];
